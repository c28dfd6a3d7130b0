"""The campaign on a sandbox, interrupted and resumed, without a key: python demo.py"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from flochat.sandbox import Faults, Seed, serve

STOP = signal.SIGINT if os.name == "posix" else signal.SIGTERM  # what Windows can send
HERE = Path(__file__).parent
BODY = "Hello {{1}}, spring is here: {{2}} takes a tenth off until Sunday."
COMMAND = ["campaign.py", "customers.xlsx", "spring_sale", "--country", "AU", "--yes"]
COMMAND += ["--value", "first_name", "--value", "Voucher"]


def fill(seed: Seed) -> None:
    """A flow with the template, and everyone whom the workbook may name."""
    seed.whatsapp_template("spring_sale", {"type": "BODY", "text": BODY}, category="MARKETING")
    for number in range(40):
        phone = str(61412345600 + number)
        seed.subscriber(first_name=f"Customer {number}", phone=phone, user_id=phone)


def main() -> None:
    with serve(seed=fill) as server, tempfile.TemporaryDirectory() as folder:
        server.inject_faults(Faults(latency=0.4))  # so that there is time to interrupt it
        command = [*COMMAND, "--journal", str(Path(folder, "spring.sqlite"))]
        given = {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        for is_interrupted in (True, False):
            print("$ python", *command, flush=True)
            program = [sys.executable, *command]
            with subprocess.Popen(program, cwd=HERE, env=os.environ | given) as running:
                while is_interrupted and running.poll() is None and len(server.deliveries) < 10:
                    time.sleep(0.02)
                if is_interrupted and running.poll() is None:
                    print("^C", flush=True)
                    running.send_signal(STOP)
            server.inject_faults(None)
        reached = Counter(delivery.user_ns for delivery in server.deliveries)
        most = max(reached.values(), default=0)
        print(f"\n{len(reached)} people were reached, nobody more than {most} time")


if __name__ == "__main__":
    main()
