"""Makes mixed calls from many threads or tasks of one client; a process of its own.

`python -m tests.soak.mixed URL KEY threads|tasks CALLS OUTCOMES`: the outcome of each call goes
into the file OUTCOMES, a line of JSON each, and what was left open into the last line.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TextIO

from flochat import AsyncFlochat, Flochat, FlochatError

THREADS = 32
TASKS = 200
PEOPLE = 500
FLOW = 280503

Call = Callable[[Any, int], Any]


def person(number: int) -> str:
    return f"f{FLOW}u{number % PEOPLE + 1}"


#: The calls by name; the number makes the text of each one unique.
CALLS: dict[str, Call] = {
    "me": lambda client, _: client.account.me(),
    "tags": lambda client, _: client.flow.tags.list().to_list(max_items=120),
    "people": lambda client, _: client.subscribers.list().to_list(max_items=120),
    "find": lambda client, n: client.subscribers.find(user_id=str(61400000001 + n % PEOPLE)),
    "tag": lambda client, n: client.subscribers.add_tags(person(n), ["VIP", "Lead"]),
    "fields": lambda client, n: client.subscribers.set_fields(person(n), {"Plan": f"gold {n}"}),
    "bot fields": lambda client, n: client.flow.bot_fields.set({"Greeting": f"Hello {n}"}),
    "create tag": lambda client, n: client.flow.tags.create(f"Tag {n}"),
    # Twice as often, since a message cannot be unsent.
    "send": lambda client, n: client.messages.send_text(person(n), f"Text {n}"),
    "send more": lambda client, n: client.messages.send_text(person(n), f"Text {n}"),
}
NAMES = list(CALLS)


class Outcomes:
    """Writes down the outcome of each call."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._written = 0
        self.memory: list[int] = []

    def add(self, number: int, name: str, error: Exception | None) -> None:
        with self._lock:
            record = {
                "number": number,
                "call": name,
                "outcome": "ok" if error is None else type(error).__name__,
                "foreign": error is not None and not isinstance(error, FlochatError),
            }
            self._file.write(json.dumps(record) + "\n")
            self._written += 1
            if self._written % 250 == 0:
                self.memory.append(resident())


def resident() -> int:
    """The memory of this process, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def sockets() -> int:
    """How many sockets this process holds."""
    count = 0
    for entry in Path("/proc/self/fd").iterdir():
        try:
            count += entry.readlink().name.startswith("socket:")
        except FileNotFoundError:  # the listing's own
            continue
    return count


def call_from_threads(url: str, key: str, calls: int, outcomes: Outcomes) -> int:
    """Make the calls from 32 threads; the number of threads left over."""
    with Flochat(key, base_url=url) as client, ThreadPoolExecutor(THREADS) as pool:

        def call(number: int) -> None:
            name = NAMES[number % len(NAMES)]
            try:
                CALLS[name](client, number)
            except Exception as error:
                outcomes.add(number, name, error)
            else:
                outcomes.add(number, name, None)

        list(pool.map(call, range(calls)))
    return threading.active_count() - 1


async def call_from_tasks(url: str, key: str, calls: int, outcomes: Outcomes) -> int:
    """Make the calls from 200 tasks; the number of tasks left over."""
    numbers = iter(range(calls))
    async with AsyncFlochat(key, base_url=url) as client:
        await asyncio.gather(*(_work(client, numbers, outcomes) for _ in range(TASKS)))
    return len(asyncio.all_tasks()) - 1


async def _work(client: AsyncFlochat, numbers: Iterator[int], outcomes: Outcomes) -> None:
    for number in numbers:
        name = NAMES[number % len(NAMES)]
        call: Awaitable[Any] = CALLS[name](client, number)
        try:
            await call
        except Exception as error:
            outcomes.add(number, name, error)
        else:
            outcomes.add(number, name, None)


def main() -> None:
    url, key, workers, calls, file_name = sys.argv[1:]
    before = sockets()
    with Path(file_name).open("w", encoding="utf-8") as file:
        outcomes = Outcomes(file)
        if workers == "threads":
            left = call_from_threads(url, key, int(calls), outcomes)
        else:
            left = asyncio.run(call_from_tasks(url, key, int(calls), outcomes))
        gc.collect()
        rest = {"workers": left, "sockets": sockets() - before, "memory": outcomes.memory}
        file.write(json.dumps(rest) + "\n")


if __name__ == "__main__":
    main()
