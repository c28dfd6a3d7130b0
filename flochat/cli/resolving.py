"""From the rows of a file to people of the flow: whoever has no user_ns is looked up.

Where it takes fewer requests, everyone in the flow is read once instead of one look-up for each. A
row that is of nobody, or could be of several, is told and left out: it never becomes a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field

if TYPE_CHECKING:
    from .._sync.client import Flochat
    from ..tables.reading.person import TablePerson

_PAGE: Final = 100


@define
class Resolved:
    """The people of a file who are in the flow, and why the others are left out, by row."""

    people: list[TablePerson] = field(factory=list)
    left_out: dict[int, str] = field(factory=dict)


def resolve(client: Flochat, rows: Sequence[TablePerson]) -> Resolved:
    """Look up everyone of a file. Only reads."""
    found: dict[int, str] = {}
    resolved = Resolved()
    sought: list[TablePerson] = []
    for row in rows:
        if row.get("user_ns"):
            found[row.row] = row["user_ns"]
        else:
            sought.append(row)
    if sought and len(sought) > 1 and client.subscribers.list().count() <= len(sought) * _PAGE:
        _read_everyone(client, sought, found, resolved)
    else:
        _look_up(client, sought, found, resolved)
    for row in rows:
        user_ns = found.get(row.row)
        if user_ns is not None:
            resolved.people.append(evolve(row, texts={**row.texts, "user_ns": user_ns}))
    return resolved


def _read_everyone(
    client: Flochat, sought: Sequence[TablePerson], found: dict[int, str], resolved: Resolved
) -> None:
    from .._bulk.upserts import Wanted, goal_of_row

    country = client._transport.settings.default_country
    wanted = Wanted(country)
    for row in sought:
        goal = goal_of_row(row, country, updates_profile=False)
        wanted.add(row.row, goal, is_pending=True)
    for person in client.subscribers.list():
        wanted.feed(person)
    for row in sought:
        doubt = wanted.doubt(row.row)
        if doubt is not None:
            resolved.left_out[row.row] = doubt
        elif row.row in wanted.found:
            found[row.row] = wanted.found[row.row][0]
        else:
            resolved.left_out[row.row] = "nobody in the flow has that phone, email or user_id"


def _look_up(
    client: Flochat, sought: Sequence[TablePerson], found: dict[int, str], resolved: Resolved
) -> None:
    from ..errors import AmbiguousMatchError, InvalidArgumentError

    for row in sought:
        try:
            person = client.subscribers.find(**_criteria(row))
        except (AmbiguousMatchError, InvalidArgumentError) as error:
            resolved.left_out[row.row] = str(error)
            continue
        if person is None or person.user_ns is None:
            resolved.left_out[row.row] = "nobody in the flow has that phone, email or user_id"
        else:
            found[row.row] = person.user_ns


def _criteria(row: TablePerson) -> dict[str, str]:
    """What a person is known by: the first of these that the row has, as an import does."""
    for name in ("user_id", "phone", "email"):
        if row.get(name):
            return {name: row[name]}
    return {}
