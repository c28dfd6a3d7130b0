"""A process of its own that exports, to be stopped in every way there is.

`python -m tests.support.export_job CLIENT URL NAME FILE [LARGEST_FILE]` exports NAME to FILE, with
the blocking client or the async one. LARGEST_FILE is how many bytes any file may have from the
third report on, as on a full disk. It prints a line for each report, and the last one when it ends.
"""

from __future__ import annotations

import asyncio
import resource
import signal
import sys
from typing import Any

from flochat import AsyncFlochat, ExportReport, Flochat, JournalError

KEY = "sandbox-key"
FAILED = 3


class Progress:
    """Prints each report, and lets no file grow once there were three."""

    def __init__(self, largest: list[str]) -> None:
        self._largest = largest
        self._reports = 0

    def __call__(self, report: ExportReport) -> None:
        print(report.requests, flush=True)
        self._reports += 1
        for size in self._largest if self._reports == 3 else ():
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))


def job(client: Any, name: str) -> Any:
    return getattr(client.export, name)()


def run_blocking(url: str, name: str, file: str, largest: list[str]) -> None:
    with Flochat(KEY, base_url=url, on_exhausted="wait") as client:
        print(job(client, name).run(file, progress=Progress(largest)))


async def run_async(url: str, name: str, file: str, largest: list[str]) -> None:
    async with AsyncFlochat(KEY, base_url=url, on_exhausted="wait") as client:
        print(await job(client, name).run(file, progress=Progress(largest)))


def main(kind: str, url: str, name: str, file: str, *largest: str) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs tests may ignore it
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead
    try:
        if kind == "sync":
            run_blocking(url, name, file, [*largest])
        else:
            asyncio.run(run_async(url, name, file, [*largest]))
    except (JournalError, OSError) as error:
        print(f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ()))
        sys.exit(FAILED)


if __name__ == "__main__":
    main(*sys.argv[1:])
