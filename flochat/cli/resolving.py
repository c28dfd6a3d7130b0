"""From the rows of a file to people of the flow: whoever has no user_ns is looked up.

It is done as `client.bulk` does it, before a journal is begun, so that a row that is of nobody, or
could be of several, is told and left out: it never becomes a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from .._sync.client import Flochat
    from ..tables.reading.person import TablePerson


@define
class Resolved:
    """The people of a file who are in the flow, and why the others are left out, by row."""

    people: list[TablePerson] = field(factory=list)
    left_out: dict[int, str] = field(factory=dict)


def resolve(client: Flochat, rows: Sequence[TablePerson]) -> Resolved:
    """Look up everyone of a file. Only reads."""
    from .._sync.resources.table_lookup import TableLookup

    lookup = TableLookup(client._transport)
    lookup.prepare(rows)
    resolved = Resolved()
    for row in rows:
        person = lookup.identify(row)
        if person.trouble is None:
            resolved.people.append(person)
        else:
            resolved.left_out[row.row] = person.trouble
    resolved.people = list(_heeding(resolved.people))
    return resolved


def _heeding(people: Sequence[TablePerson]) -> Iterator[TablePerson]:
    """The same people; whoever says no in one row says no in all of theirs."""
    from ..tables.reading.person import refused

    refusing = {it["user_ns"]: it for it in people if it.consent is False}
    for person in people:
        refusal = refusing.get(person["user_ns"])
        yield (
            person
            if refusal is None
            else refused(person, row=refusal.row, column=refusal.consent_column)
        )
