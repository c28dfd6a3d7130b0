"""Two nights on a sandbox, without a key: python demo.py"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from flochat.sandbox import Seed, serve

HERE = Path(__file__).parent
ZONE = "Australia/Sydney"


def fill(seed: Seed, people: int = 300) -> None:
    """People who came over a month, some of whom have ordered."""
    now = datetime.now(UTC).replace(microsecond=0)
    for number in range(people):
        came = now - timedelta(days=29 * (1 - (number / people) ** 2), seconds=people - number)
        user_ns = seed.subscriber(
            first_name=f"Person {number}",
            phone=str(61412345000 + number),
            subscribed=f"{came:%Y-%m-%d %H:%M:%S}",
            last_interaction=f"{came:%Y-%m-%d %H:%M:%S}",
            tags=["VIP"] if number % 10 == 0 else [],
            user_fields={"Plan": ("free", "silver", "gold")[number % 3]},
        )
        if number % 4 == 0:
            seed.orders(user_ns)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="nightly-"))
    command = ["nightly.py", str(folder), "--time-zone", ZONE]
    with serve(seed=fill) as server:
        given = {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        for night in ("the first night", "the second night, after three people wrote"):
            print(f"# {night}\n$ python {' '.join(command)}", flush=True)
            subprocess.run([sys.executable, *command], cwd=HERE, env=os.environ | given, check=True)
            for _ in range(3):
                server.seed.interaction(server.seed.subscriber(first_name="Somebody"))
    with duckdb.connect(folder / "flow.duckdb", read_only=True) as database:
        print(database.sql("SELECT value AS plan, count(*) AS people FROM fields GROUP BY ALL"))
    print(f"open {folder / 'new-people.svg'} in a browser; delete {folder} when you have seen it")


if __name__ == "__main__":
    main()
