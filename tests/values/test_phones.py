from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._values.phones import is_same_phone, phone_digits


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+61 412 345 678", "61412345678", True),
        ("+61412345678", "0412345678", True),
        ("0061412345678", "61412345678", True),
        ("61412345678", "412345678", True),
        ("+61 (0)412 345 678", "61412345678", True),
        ("+61412345678", "+44412345678", False),
        ("+61412345678", "61412345679", False),
        ("+61412345678", "345678", False),
        ("+61412345678", "", False),
        ("", "", False),
        ("none", "none", False),
    ],
)
def test_two_spellings_of_a_phone(one: str, other: str, same: bool) -> None:
    assert is_same_phone(one, other) is same
    assert is_same_phone(other, one) is same


@given(st.text("0123456789+ -()", min_size=12))
def test_a_phone_is_the_same_as_itself_if_it_says_anything(phone: str) -> None:
    assert is_same_phone(phone, phone) is bool(phone_digits(phone))
