"""A process of its own that sends a text to people, to be stopped in every way there is.

`python -m tests.support.bulk_job CLIENT URL JOURNAL COUNT [LARGEST_FILE]` sends to f1u1, f1u2, ...,
COUNT of them, with the blocking client or the async one. LARGEST_FILE is how many bytes any file
may have from the tenth report on, as on a full disk. It prints each report, waits for the quota,
and exits with 3 for a `JournalError`.
"""

from __future__ import annotations

import asyncio
import resource
import signal
import sys
from typing import Any

from flochat import AsyncFlochat, BulkReport, Flochat, JournalError

KEY = "sandbox-key"
REFUSED = 3


def people(count: int) -> list[str]:
    return [f"f1u{number}" for number in range(1, count + 1)]


def job(client: Any, journal: str, count: int) -> Any:
    return client.bulk.send_text(people(count), "Hello", journal=journal)


class Progress:
    """Prints each report, and lets no file grow once there were ten."""

    def __init__(self, largest: list[str]) -> None:
        self._largest = largest
        self._reports = 0

    def __call__(self, report: BulkReport) -> None:
        print(report, flush=True)
        self._reports += 1
        for size in self._largest if self._reports == 10 else ():
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))


def run_blocking(url: str, journal: str, count: int, largest: list[str]) -> None:
    with Flochat(KEY, base_url=url, on_exhausted="wait") as client:
        job(client, journal, count).plan()
        job(client, journal, count).run(progress=Progress(largest), concurrency=3)


async def run_async(url: str, journal: str, count: int, largest: list[str]) -> None:
    async with AsyncFlochat(KEY, base_url=url, on_exhausted="wait") as client:
        await job(client, journal, count).plan()
        await job(client, journal, count).run(progress=Progress(largest), concurrency=3)


def main(kind: str, url: str, journal: str, count: str, *largest: str) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs tests may ignore it
    try:
        if kind == "sync":
            run_blocking(url, journal, int(count), list(largest))
        else:
            asyncio.run(run_async(url, journal, int(count), list(largest)))
    except JournalError as error:
        print(error)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main(*sys.argv[1:])
