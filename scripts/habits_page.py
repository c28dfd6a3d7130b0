"""Writes docs/reference/habits.md: what hosts do, what of it is known, and the sandbox's habits.

    python scripts/habits_page.py            write the page
    python scripts/habits_page.py --check    write nothing; exit 1 when it is stale

The table is in flochat/sandbox/behaviours.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flochat.sandbox.behaviour import Behaviour
from flochat.sandbox.behaviours import BEHAVIOURS, TABLE
from flochat.sandbox.habits import HABITS

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference" / "habits.md"

_HEAD: Final = """\
# Habits of hosts

What the platform does and its document does not say: {rows} things, of which {guesses} are guesses.
The sandbox has to do something about each, and the first column says what it does. `make habits`
writes this page from `flochat/sandbox/behaviours.py`.

A guess under which a client could be wrong is a habit: the sandbox has every plausible setting of
it, {habits} habits with {settings} settings in all. A call of the client is right under each of
them, or says that it cannot know. `make test` goes through the settings with the calls that they
touch, and with one mix of all habits that is drawn at random; `make settings` and a nightly run go
through the whole matrix, and many mixes.

<!-- prepare
Path("probe.json").write_text('{{"habits": {{"phone_filter": "equal", "mid": "unknown"}}}}')
-->

```python
from flochat.sandbox import serve

with serve(habits={{"phone_filter": "equal", "unknown_person": "200 message"}}) as server:
    print(server.url)
with serve(habits="probe.json") as server:  # what a host was found to do
    print(server.url)
```

`python -m flochat.sandbox --habit phone_filter=equal` does the same, as often as needed, and
`--habits probe.json` reads a file: `{{"habits": {{"phone_filter": "equal", "mid": "unknown"}}}}`.
What is "unknown" keeps its default, the first setting in the table.

Where a host says ok and does something else, no answer shows it, and an `Ack` says no more than
that the host took the call: some pass over a tag, label or field that they do not know
(`unknown_tag`, `unknown_bot_field`, `bad_entry`), some say ok to a call for nobody
(`unknown_resource`), some cut what is too long (`long_value`). What must have arrived is read back:
`client.subscribers.get(person)` has the tags and labels, and `client.subscribers.set_fields` and
`client.flow.bot_fields.set` read back what they set with `verify=True`. What a filter by name or
email has to be (`name_filter`, `email_filter`), and whether a range of time includes its own ends
(`time_range`), is up to the host; rows that do not have the name that was asked for are refused.

*Known* says who says so of the first column: **measured** on a live host by somebody,
**documented** by the vendor, **clients** rely on it, or it is a **guess**. Nothing here was checked
against Flochat itself. *Seen* says how one can find out what a host does: by **reading**, by
**writing** (what is made can be deleted again), or **never** without harm.
"""
_COLUMNS: Final = """
## {heading}

| what the sandbox does | known | habit | settings | seen |
|---|---|---|---|---|
"""


def page() -> str:
    """The text of the page."""
    head = _HEAD.format(
        rows=len(BEHAVIOURS),
        guesses=sum(not behaviour.is_known for behaviour in BEHAVIOURS),
        habits=len(HABITS),
        settings=sum(map(len, HABITS.values())),
    )
    return head + "".join(_sections())


def _sections() -> Iterator[str]:
    for heading, behaviours in TABLE.items():
        yield _COLUMNS.format(heading=heading)
        yield from map(_row, behaviours)


def _row(behaviour: Behaviour) -> str:
    does = behaviour.does
    if behaviour.conforming:
        does += f" (`conforming`: {behaviour.conforming})"
    known = behaviour.source + (f"; {behaviour.also}" if behaviour.also else "")
    habit = f"`{behaviour.habit}`" if behaviour.habit else ""
    settings = ", ".join(f"`{setting}`" for setting in behaviour.settings)
    seen = behaviour.seen + (f": {behaviour.how}" if behaviour.how else "")
    return f"| {does} | {known} | {habit} | {settings} | {seen} |\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only say whether it is fresh")
    if not parser.parse_args().check:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        print("docs/reference/habits.md is stale: run `make habits`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
