"""How many small reads a second the async client makes, twenty at a time, beside raw httpx."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import httpx

from benchmarks.measure import Ratio, report
from benchmarks.server import serving
from flochat import AsyncFlochat

_CONCURRENCY = 20
_CALLS = 1_000
_ROUNDS = 7


async def _seconds(call: Callable[[], Awaitable[object]]) -> float:
    """The time of all the calls, made by twenty tasks."""

    async def work() -> None:
        for _ in range(_CALLS // _CONCURRENCY):
            await call()

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(_CONCURRENCY)))
    return time.perf_counter() - began


async def _measure(url: str) -> tuple[float, float]:
    raw = httpx.AsyncClient(base_url=url, headers={"Authorization": "Bearer key"}, trust_env=False)

    async def read_raw() -> object:
        return (await raw.get("/me")).json()

    async with raw, AsyncFlochat("key", base_url=url) as facade:
        ours, theirs = [], []
        for number in range(_ROUNDS + 1):
            ours.append(await _seconds(facade.account.me))
            theirs.append(await _seconds(read_raw))
            if not number:  # the first round opens the connections
                ours.clear()
                theirs.clear()
    return statistics.median(ours), statistics.median(theirs)


def main() -> int:
    with serving() as url:
        ours, theirs = asyncio.run(_measure(url))
    name = f"{_CALLS:,} small reads, {_CONCURRENCY} at a time, beside raw httpx.AsyncClient"
    return report(Ratio(name, ours, theirs, limit=1 / 0.85))


if __name__ == "__main__":
    sys.exit(main())
