"""The parts of an export: what each of them reads, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import frozen


class PartKind(StrEnum):
    """What the rows of a part are for. The values are stored in journals."""

    ROWS = "rows"  #: the rows of the file
    FIELDS = "fields"  #: the user fields, which become columns
    PEOPLE = "people"  #: whose rows are read afterwards, a part for each person
    LISTS = "lists"  #: lists of tickets, which are read afterwards, a part for each


class PartState(StrEnum):
    """How far a part is. The values are stored in journals."""

    PENDING = "pending"  #: not read to its end yet
    SPLITTING = "splitting"  #: it has more than can be read of it; how to split it is being tried
    SPLIT = "split"  #: its children are read in its place
    DROPPED = "dropped"  #: a child of a split that was tried and not taken
    DONE = "done"  #: read to its end
    SHORT = "short"  #: read, and the service has more, or nobody can know; the note says which
    GONE = "gone"  #: the service does not know the person any more
    FAILED = "failed"  #: the service refused it; the note says why


#: What is over, one way or the other.
ENDED = frozenset({PartState.DONE, PartState.SHORT, PartState.GONE, PartState.FAILED})


@frozen
class Part:
    """One list of the service, narrowed to what `key` says.

    `path` orders the parts, a child behind its parent: "0000001.002". `total` is the smallest
    number of rows that the service has given for it, `rows` how many different ones came, `pages`
    how many pages of it were read and kept. `note` says what is missing, or what went wrong.
    """

    path: str
    kind: PartKind
    key: Mapping[str, Any]
    state: PartState = PartState.PENDING
    total: int | None = None
    rows: int = 0
    pages: int = 0
    note: str | None = None


def first_path(number: int) -> str:
    """The path of the part with that number, from 0 on."""
    return f"{number:08d}"


def child_path(parent: str, number: int) -> str:
    """The path of a child of a part, from 0 on."""
    return f"{parent}.{number:03d}"
