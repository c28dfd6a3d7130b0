from __future__ import annotations

import pytest

from flochat._wire.names import check_names
from flochat.errors import DecodeError
from flochat.models.base import Model
from flochat.models.subscribers import Subscriber
from flochat.models.tags import Tag


@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("vip", Tag(name="VIP 2")),
        ("Jose", Tag(name="José")),
        ("josé", Tag(name="JOSE")),
        ("STRASSE", Tag(name="Straße 7")),
        ("a_b%c", Tag(name="a_b%c")),
        ("a_b", Tag(name="axb")),
        (" VIP ", Tag(name="vip")),
        ("%", Tag(name="vip")),
        ("v%p", Tag(name="a vip")),
        ("%a" * 20, Tag(name="a" * 20)),
        ("VIP", Tag(name=None)),
        ("VIP", Tag(name="")),
        ("Example", Subscriber(name="Ana", first_name="Ana", last_name="Example")),
        ("Ana Example", Subscriber(first_name="Ana", last_name="Example")),
        ("Example Ana", Subscriber(name="Ana", first_name="Ana", last_name="Example")),
        ("Оля", Tag(name="оля 2")),
    ],
)
def test_a_row_that_a_host_may_find_by_a_name(part: str, row: Model) -> None:
    check_names([row], part, operation="GET /flow/tags")


@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("VIP", Tag(name="Newsletter")),
        ("VIP 2", Tag(name="VIP")),
        ("(", Tag(name="VIP")),
        ("p%v", Tag(name="VIP")),
        ("%a" * 40 + "b", Tag(name="Newsletter")),
        ("Ben", Subscriber(name="Ana", first_name="Ana", last_name="Example")),
    ],
)
def test_a_row_that_shows_that_the_name_was_ignored(part: str, row: Model) -> None:
    match = "was requested, and a row has '(Newsletter|VIP|Ana)', so the filter was ignored"
    with pytest.raises(DecodeError, match=match):
        check_names([row], part, operation="GET /flow/tags")
