"""The example on a sandbox, without a key or a network: python demo.py"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from flochat.sandbox import Seed, serve

HERE = Path(__file__).parent
COMMAND = ("crm_tags.py", "contacts.csv", "--country", "AU")


def fill(seed: Seed) -> None:
    """A flow that knows some of the CRM's people."""
    seed.user_field("Plan")
    seed.user_field("Renewal", "date")
    plan = {"Plan": "gold", "Renewal": "2027-01-31"}
    seed.subscriber(first_name="Ana", phone="61412345678", tags=["VIP"], user_fields=plan)
    seed.subscriber(first_name="Bo", phone="61412345679", user_fields={"Plan": "free"})
    seed.subscriber(first_name="Cy", phone="61412345680")
    for name in ("Flo", "Flora"):  # a family with one phone
        seed.subscriber(first_name=name, phone="61412345681")


def main() -> None:
    with serve(seed=fill) as server:
        given = {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        for command in ([*COMMAND, "--dry-run"], COMMAND, COMMAND):
            print("$ python", *command, flush=True)
            subprocess.run([sys.executable, *command], cwd=HERE, env=os.environ | given, check=True)
            print(f"  ({len(server.requests)} requests)\n", flush=True)
            server.clear()


if __name__ == "__main__":
    main()
