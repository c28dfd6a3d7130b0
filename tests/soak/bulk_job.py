"""Sends a text to many people from a journal; a process of its own, to be killed.

`python -m tests.soak.bulk_job URL KEY threads|tasks PEOPLE JOURNAL` ends with 0 once nobody is
pending, and with 3 when something stopped the job earlier.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from typing import Any

from flochat import AsyncFlochat, Flochat, FlochatError
from tests.soak.mixed import FLOW

#: How many requests are under way at once.
CONCURRENCY = 8


def people(count: int) -> Iterator[str]:
    return (f"f{FLOW}u{number}" for number in range(1, count + 1))


def text(person: str) -> str:
    return f"Hello {person}"


def job(client: Any, count: int, journal: str) -> Any:
    return client.bulk.send_text(people(count), text, journal=journal)


async def run_tasks(url: str, key: str, count: int, journal: str) -> int:
    async with AsyncFlochat(key, base_url=url) as client:
        return len((await job(client, count, journal).run(concurrency=CONCURRENCY)).pending)


def run_threads(url: str, key: str, count: int, journal: str) -> int:
    with Flochat(key, base_url=url) as client:
        return len(job(client, count, journal).run(concurrency=CONCURRENCY).pending)


def main() -> int:
    url, key, workers, count, journal = sys.argv[1:]
    try:
        if workers == "threads":
            pending = run_threads(url, key, int(count), journal)
        else:
            pending = asyncio.run(run_tasks(url, key, int(count), journal))
    except FlochatError as error:
        print(f"stopped: {error}")
        return 3
    return 3 if pending else 0


if __name__ == "__main__":
    sys.exit(main())
