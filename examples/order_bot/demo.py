"""The bot on a sandbox, without a key or a network: python demo.py

With --stay it goes on until Ctrl-C, with a chat window in which you are the customer.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from flochat import Flochat
from flochat.sandbox import Call, serve

HERE = Path(__file__).parent
SECRET = "the-secret-of-this-demo"
URL = "https://shop.example/flochat"


def show(says: str, call: Call) -> None:
    print(f"Ana: {says}")
    for text in call.check().texts:
        print(f"  bot: {text}")


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with serve(routes={"https://shop.example": f"http://127.0.0.1:{port}"}) as server:
        given = {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        given |= {"FLOCHAT_CALLBACK_SECRET": SECRET, "BOT_URL": URL}
        ana = server.seed.subscriber(first_name="Ana", phone="61412345678")
        with Flochat(server.api_key, base_url=server.url) as client:
            for name, price in (("Shirt", "19.90"), ("Hat", "12")):
                client.shop.products.create(name, price=price)
        command = ["uvicorn", "--factory", "bot:make_app", "--port", port, "--log-level", "warning"]
        program = [sys.executable, "-m", *command]
        with subprocess.Popen(program, cwd=HERE, env=os.environ | given) as bot:
            while bot.poll() is None:
                with suppress(OSError), socket.create_connection(("127.0.0.1", int(port))):
                    break
                time.sleep(0.05)
            headers = {"X-Flochat-Secret": SECRET}
            body = {"user_ns": "{{user_ns}}", "phone": "{{phone}}"}
            server.connect_bot(f"{URL}/products", headers=headers, body=body)
            show("Hello", server.say(ana, "Hello"))
            show("[Add to cart] of the Shirt", server.press(ana, "Add to cart", card="Shirt"))
            show("[My orders]", server.press(ana, "My orders"))
            if "--stay" in sys.argv:
                print(f"write to the bot yourself: {server.try_url} (Ctrl-C ends it)", flush=True)
                with suppress(KeyboardInterrupt):
                    threading.Event().wait()
            else:
                show("[A human]", server.press(ana, "A human"))
            bot.terminate()


if __name__ == "__main__":
    main()
