"""What the second sync of a mirror of 10,000 people takes, of whom 50 wrote."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flochat import Flochat
from flochat.sandbox import serve

_PEOPLE: Final = 10_000
_WROTE: Final = 50
_MOST_REQUESTS: Final = 5
_BEGIN: Final = 1_780_000_000


def main() -> int:
    with serve(quota=100_000) as server, tempfile.TemporaryDirectory() as folder:
        people = [
            server.seed.subscriber(
                first_name=f"P{number}",
                phone=str(61_400_000_000 + number),
                last_interaction=datetime.fromtimestamp(_BEGIN + number, UTC).strftime(
                    "%Y-%m-%d %H:%M:%S"
                ),
            )
            for number in range(_PEOPLE)
        ]
        path = Path(folder, "mirror.sqlite")
        with Flochat(server.api_key, base_url=server.url) as client:
            mirror = client.mirror(path)
            began = time.perf_counter()
            first = mirror.sync()
            took = time.perf_counter() - began
            for person in people[:: _PEOPLE // _WROTE]:
                server.seed.interaction(person)
                server.seed.message(person, "Hello")
            second = mirror.sync()
            with_messages = mirror.sync(messages=people[:: _PEOPLE // _WROTE])
        size = path.stat().st_size
    if (first.people, second.changed, with_messages.messages) != (_PEOPLE, _WROTE, _WROTE):
        raise RuntimeError(f"not everybody came: {first}; {second}; {with_messages}")
    print(
        f"a mirror of {_PEOPLE:,} people: {first.requests} requests, {took:.1f} s, "
        f"{size / _PEOPLE / 1024:.1f} KiB each; then {second.requests} requests, and "
        f"{with_messages.conversations} for as many conversations"
    )
    holds = second.requests <= _MOST_REQUESTS
    print(
        f"requests of a sync after {_WROTE} of them wrote: {second.requests} "
        f"(at most {_MOST_REQUESTS}: {'holds' if holds else 'DOES NOT HOLD'})"
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
