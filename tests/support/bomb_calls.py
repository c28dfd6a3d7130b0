"""A program that receives bombs, and prints for each what became of the call and what it cost.

Usage: python -m tests.support.bomb_calls KIND URL NAME ...

Linux only: it has the system forget the most memory that it has held, before each call.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from benchmarks.peak import peak
from flochat import AsyncFlochat, Flochat

#: The calls by the first word of a bomb's name.
CALLS: dict[str, Callable[[Any], Any]] = {
    "read": lambda client: client.account.me(),
    "send": lambda client: client.messages.send_text("f1u2", "Hello"),
    "list": lambda client: client.subscribers.list().first(),
    "raw": lambda client: client.request("GET", "/me"),
}


def main(kind: str, url: str, names: list[str]) -> None:
    client = (Flochat if kind == "sync" else AsyncFlochat)("key", base_url=url, max_retries=0)
    run = _sync if kind == "sync" else _async
    run(client, "read small")  # everything is loaded now
    print(json.dumps({name: run(client, name) for name in names}))


def _sync(client: Any, name: str) -> dict[str, Any]:
    call = CALLS[name.split()[0]]
    before = _begin()
    try:
        outcome = type(call(client.with_options(headers={"X-Bomb": name}))).__name__
    except Exception as error:
        outcome = f"{type(error).__name__}: {error}"
    return _end(outcome, before, 0.0)


def _async(client: Any, name: str) -> dict[str, Any]:
    async def main() -> dict[str, Any]:
        call = CALLS[name.split()[0]]
        longest = 0.0

        async def tick() -> None:
            nonlocal longest
            while True:
                begin = time.process_time()
                await asyncio.sleep(0)
                longest = max(longest, time.process_time() - begin)

        before = _begin()
        ticking = asyncio.create_task(tick())
        try:
            awaitable: Awaitable[Any] = call(client.with_options(headers={"X-Bomb": name}))
            outcome = type(await awaitable).__name__
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        await asyncio.sleep(0)
        ticking.cancel()
        return _end(outcome, before, longest)

    return asyncio.run(main())


def _begin() -> tuple[float, float]:
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak(), time.process_time()


def _end(outcome: str, before: tuple[float, float], stalled: float) -> dict[str, Any]:
    memory, seconds = before
    return {
        "outcome": outcome[:200],
        "seconds": time.process_time() - seconds,
        "memory": peak() - memory,
        "stalled": stalled,
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
