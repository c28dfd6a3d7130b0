"""Somebody asks for a human, on a sandbox, without a key or a network: python demo.py"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flochat import BusinessHours, Flochat, Weekday
from flochat.sandbox import serve

HERE = Path(__file__).parent
ZONE = "Australia/Sydney"
URL = "https://shop.example/human"
SECRET = "the-secret-of-this-demo"


def weeks() -> dict[str, list[BusinessHours]]:
    """Business hours for whenever this runs."""
    tomorrow = (datetime.now(ZoneInfo(ZONE)) + timedelta(days=1)).isoweekday()
    always = [BusinessHours.open_on(day) for day in Weekday]
    never = [BusinessHours.closed_on(day) for day in Weekday]
    never[tomorrow - 1] = BusinessHours.open_on(Weekday(tomorrow), (time(9), time(17, 30)))
    return {"while the shop is open": always, "while it is closed": never}


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with serve(routes={"https://shop.example": f"http://127.0.0.1:{port}"}) as server:
        kim = server.seed.agent("Kim", is_online=True)
        given = {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        given |= {"FLOCHAT_CALLBACK_SECRET": SECRET, "SHOP_TIME_ZONE": ZONE}
        command = ["handover.py", "--port", port]
        for when, week in weeks().items():
            ana = server.seed.subscriber(first_name="Ana")
            with Flochat(server.api_key, base_url=server.url) as client:
                client.shop.business_hours.update(week)
                print(f"# {when}\n$ python {' '.join(command)}", flush=True)
                with subprocess.Popen(
                    [sys.executable, *command],
                    cwd=HERE,
                    env=os.environ | given,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                ) as bot:
                    assert bot.stdout is not None
                    print(bot.stdout.readline(), end="")
                    headers, body = {"X-Flochat-Secret": SECRET}, {"user_ns": "{{user_ns}}"}
                    call = server.dynamic_block(URL, ana, headers=headers, body=body).check()
                    bot.terminate()
                person = client.subscribers.get(ana)
            agent = "Kim" if person.agent_id == kim else "nobody"
            print(f"Ana reads: {call.texts[0]}\n  the chat is {person.status}, and of {agent}")
            is_paused = server.say(ana, "Hello?").note.startswith("the bot is paused")
            print(f"  the bot {'is silent' if is_paused else 'goes on'}\n")


if __name__ == "__main__":
    main()
