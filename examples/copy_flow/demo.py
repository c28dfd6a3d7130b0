"""A partner's two flows on a sandbox, without a key or a network: python demo.py"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from flochat.sandbox import Seed, serve

HERE = Path(__file__).parent
COMMAND = ["copy_flow.py", "--source", "f12@1", "--target", "f34@9"]


def fill_source(seed: Seed) -> None:
    """A flow that a shop has grown over the years."""
    for name in ("VIP", "Newsletter", "Wholesale"):
        seed.tag(name)
    seed.user_field("Plan", description="What they pay for")
    seed.user_field("Renewal", "date")
    seed.bot_field("Opening hours", value="9 to 5")
    seed.shortcut("hi", "Hello! How can we help?")
    seed.shortcut("bye", "Thank you, and goodbye!")
    seed.closing_note("Solved", description="The question was answered")
    seed.sub_flow("Welcome")
    seed.segment("Big spenders")


def fill_target(seed: Seed) -> None:
    """One that is not empty: a shortcut differs, and a field is of another type."""
    seed.tag("VIP")
    seed.shortcut("hi", "Hi!")
    seed.user_field("Renewal", "text")


def main() -> None:
    with serve(flow=12, master_key="partner", flows={34: 9}, seed=fill_source) as server:
        fill_target(server.seed_of("f34"))
        given = {"FLOCHAT_API_KEY": "partner", "FLOCHAT_BASE_URL": server.url}
        for more in (["--dry-run"], ["--yes"], ["--yes"]):
            print("$ python", *COMMAND, *more, flush=True)
            program = [sys.executable, *COMMAND, *more]
            subprocess.run(program, cwd=HERE, env=os.environ | given, check=True)
            print(f"  ({len(server.requests)} requests)\n", flush=True)
            server.clear()


if __name__ == "__main__":
    main()
