"""Numbers with what they count: one is counted in the singular."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flochat import BulkPlan, errors
from flochat._plurals import counted
from flochat.tables import People


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_000, "1,000 rows")],
)
def test_one_is_counted_in_the_singular(number: int, shown: str) -> None:
    assert counted(number, "row") == shown


def test_a_plural_without_an_s_is_given() -> None:
    assert [counted(it, "person", "people") for it in (1, 2)] == ["1 person", "2 people"]


def plan(number: int) -> str:
    return str(BulkPlan(people=number, requests=number, seconds=0, duplicates=number, unusable=0))


def table(number: int) -> str:
    rows = "".join(f"p{it}@example.com\n" for it in range(number))
    return str(People(f"Email\n{rows}".encode()).check())


def cut_list(number: int) -> str:
    return str(errors.IncompleteListError(operation="GET /tags", expected=None, received=number))


def short_list(number: int) -> str:
    return str(errors.IncompleteListError(operation="GET /tags", expected=number, received=0))


def read_back(number: int) -> str:
    differing = {f"Field {it}": ("abc", "abc"[:number]) for it in range(number)}
    return str(errors.ReadBackError(differing=differing, kept=[]))


@pytest.mark.parametrize(
    ("message", "one", "two"),
    [
        (plan, "1 person, 1 request; 1 duplicate", "2 people, 2 requests; 2 duplicates"),
        (table, "1 row: 1 taken", "2 rows: 2 taken"),
        (cut_list, "gave 1 row, and", "gave 2 rows, and"),
        (short_list, "0 of the 1 row that", "0 of the 2 rows that"),
        (
            read_back,
            "1 of 1 field does not hold what it was",
            "2 of 2 fields do not hold what they",
        ),
        (read_back, "from 3 to 1 character;", "from 3 to 2 characters"),
    ],
)
def test_messages_count_one_in_the_singular(
    message: Callable[[int], str], one: str, two: str
) -> None:
    assert one in message(1)
    assert two in message(2)
