"""A process of its own that upserts people of a table, to be stopped in every way there is.

`python -m tests.support.upsert_job CLIENT URL JOURNAL COUNT [resend]` takes COUNT people, with the
blocking client or the async one, and prints each report. `resend` processes again those of whom it
is not known whether they were created.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Final

from flochat import APIConnectionError, AsyncFlochat, Flochat
from flochat.tables import People

KEY: Final = "sandbox-key"
#: A run gives up when ten requests in a row fail; the next one goes on.
GAVE_UP: Final = 4


def phone(number: int) -> str:
    return f"+614000{number:05d}"


def table(count: int) -> bytes:
    """People of whom some need a creation of their own, for their tags."""
    rows = ["Phone;First Name;Plan;Tags"]
    for number in range(count):
        tags = ", ".join(f"T{n}" for n in range(12 if number % 9 == 0 else 2))
        rows.append(f"{phone(number)};P{number};gold;{tags}")
    return "\n".join(rows).encode()


def job(client: Any, journal: str, count: int) -> Any:
    return client.bulk.upsert(People(table(count)), journal=journal)


def print_report(report: object) -> None:
    print(report, flush=True)


def run_blocking(url: str, journal: str, count: int, **options: bool) -> None:
    with Flochat(KEY, base_url=url, on_exhausted="wait", max_retries=1) as client:
        job(client, journal, count).run(progress=print_report, concurrency=3, **options)


async def run_async(url: str, journal: str, count: int, **options: bool) -> None:
    async with AsyncFlochat(KEY, base_url=url, on_exhausted="wait", max_retries=1) as client:
        await job(client, journal, count).run(progress=print_report, concurrency=3, **options)


def main(kind: str, url: str, journal: str, count: str, *flags: str) -> None:
    options = {"resend_unknown": "resend" in flags, "retry_failed": "resend" in flags}
    try:
        if kind == "sync":
            run_blocking(url, journal, int(count), **options)
        else:
            asyncio.run(run_async(url, journal, int(count), **options))
    except APIConnectionError as error:
        print(error)
        sys.exit(GAVE_UP)


if __name__ == "__main__":
    main(*sys.argv[1:])
