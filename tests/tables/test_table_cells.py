"""Single values on their way into a file, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat.tables import Column, ColumnKind, guarded, list_items, list_text, unguarded
from flochat.tables.cells import cell_text, fits

SIGNS = st.text(alphabet="=+-@'\t\r\n0123456789.e ＝aZ", max_size=6)  # noqa: RUF001 - a wide sign


@given(st.text() | SIGNS)
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text() | SIGNS)
def test_nothing_that_is_guarded_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = guarded(text)
    if cell[:1] in ("=", "@", "\t", "\r", "\n"):
        pytest.fail(f"{cell!r} may be run")
    if cell[:1] in ("+", "-"):
        assert set(cell) <= set("+-0123456789.,eE")
        assert cell[1].isdigit()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "+61 412 345 678", "+", "-"],
)
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["+61412345678", "-5", "-5.20", "-1,5", "+1e5", "", "Ana", "'", "'tis", "1=1", " =1"]
)
def test_phones_numbers_and_other_texts_stay(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_a_text_that_looks_as_if_it_were_guarded_comes_back_too() -> None:
    assert guarded("'=1") == "''=1"
    assert unguarded("''=1") == "'=1"


@given(st.lists(st.text() | st.text(alphabet='a,[]" ', max_size=4), max_size=4))
def test_a_list_of_texts_comes_back_from_its_cell(items: list[str]) -> None:
    assert list_items(list_text(items)) == items


def test_a_list_is_written_as_people_write_it_where_that_is_not_ambiguous() -> None:
    assert list_text(["VIP", "Gold"]) == "VIP, Gold"
    assert list_text(["a, b", "Gold"]) == '["a, b","Gold"]'
    assert list_items(" VIP ,Gold,") == ["VIP", "Gold"]


NUMBER = Column("n", ColumnKind.NUMBER)
DECIMAL = Column("n", ColumnKind.DECIMAL)
AWARE = Column("at", ColumnKind.INSTANT, "UTC")
NAIVE = Column("at", ColumnKind.INSTANT)


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (NUMBER, 2**53, True),
        (NUMBER, 2**53 + 1, False),
        (NUMBER, Decimal("0.1"), True),
        (NUMBER, Decimal("0.12345678901234567890"), False),
        (NUMBER, float("nan"), False),
        (NUMBER, True, False),
        (NUMBER, "7", False),
        (DECIMAL, Decimal("19.90"), True),
        (DECIMAL, Decimal("1e-11"), False),
        (DECIMAL, Decimal("1e28"), False),
        (DECIMAL, Decimal("9" * 28 + ".0000000001"), True),
        (DECIMAL, Decimal("0e-30"), True),
        (Column("n", ColumnKind.INTEGER), 2**63 - 1, True),
        (Column("n", ColumnKind.INTEGER), 2**63, False),
        (Column("n", ColumnKind.INTEGER), True, False),
        (AWARE, datetime(2026, 1, 1, tzinfo=UTC), True),
        (AWARE, datetime(2026, 1, 1), False),
        (AWARE, datetime(1, 1, 1, tzinfo=UTC), False),
        (AWARE, datetime(9999, 12, 31, 23, tzinfo=UTC), False),
        (NAIVE, datetime(1, 1, 1), True),
        (NAIVE, datetime(2026, 1, 1, tzinfo=UTC), False),
        (Column("d", ColumnKind.DAY), date(2026, 1, 1), True),
        (Column("d", ColumnKind.DAY), datetime(2026, 1, 1), False),
        (Column("l", ColumnKind.LIST), ["a", None], False),
        (Column("t", ColumnKind.TEXT), None, True),
    ],
)
def test_a_value_fits_a_column_that_holds_it_without_loss(
    column: Column, value: Any, expected: bool
) -> None:
    assert fits(column, value) is expected


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_a_number_as_text_is_the_same_number(value: float) -> None:
    text = cell_text(value)
    assert text is not None
    assert type(value)(text) == value


def test_halves_of_characters_become_writable() -> None:
    assert cell_text("\ud83d\ude00") == "😀"
    written = cell_text("a\ud83d")
    assert written is not None
    assert written.encode()
