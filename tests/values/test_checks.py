from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat._values.checks import (
    bool_to_int,
    bool_to_yes_no,
    check_count,
    money_to_number,
    unique_list,
)
from flochat.errors import InvalidArgumentError
from tests.support.mistyped import mistyped


def test_a_list_is_not_a_string_and_has_no_repetitions() -> None:
    assert unique_list(iter(["b", "a", "b"]), "tags") == ["b", "a"]
    for unhashable, description in (({"tag": "VIP"}, "a dict"), (("VIP", []), "a tuple")):
        with pytest.raises(InvalidArgumentError, match=f"tags must not contain {description}"):
            unique_list(["Lead", unhashable], "tags")
    for wrong in map(mistyped, ("VIP", b"VIP", 7, None, {"VIP": True})):
        with pytest.raises(InvalidArgumentError, match="tags must be a list"):
            unique_list(wrong, "tags")


def test_a_flag_is_a_bool() -> None:
    assert [bool_to_yes_no(flag, "it") for flag in (True, False, None)] == ["yes", "no", None]
    with pytest.raises(InvalidArgumentError):
        bool_to_yes_no(mistyped("yes"), "it")


def test_a_switch_is_a_bool() -> None:
    assert [bool_to_int(True, "taxable"), bool_to_int(False, "taxable")] == [1, 0]
    for wrong in map(mistyped, (1, "yes", None)):
        with pytest.raises(InvalidArgumentError, match="taxable must be True or False"):
            bool_to_int(wrong, "taxable")


def test_a_count_is_a_whole_number_that_is_large_enough() -> None:
    assert [check_count(0, "qty"), check_count(1, "qty", minimum=1)] == [0, 1]
    for wrong in map(mistyped, (-1, 1.0, "1", True, None, 10**18, 10**5000, -(10**5000))):
        with pytest.raises(InvalidArgumentError, match="qty must"):
            check_count(wrong, "qty")
    with pytest.raises(InvalidArgumentError, match="qty must be at least 1, not 0"):
        check_count(0, "qty", minimum=1)


@pytest.mark.parametrize(
    ("amount", "sent"),
    [
        (Decimal("12.90"), "12.9"),
        (Decimal("0.1") + Decimal("0.2"), "0.3"),
        (Decimal("12.00"), "12"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0"), "0"),
        ("12.99", "12.99"),
        ("007.50", "7.5"),
        (12, "12"),
        (999_999_999_999_999, "999999999999999"),
    ],
)
def test_money_is_sent_as_it_is_written(amount: Decimal | int | str, sent: str) -> None:
    assert json.dumps(money_to_number(amount, "price")) == sent


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_an_amount_arrives_as_the_same_amount(amount: Decimal) -> None:
    assert json.loads(json.dumps(money_to_number(amount, "price")), parse_float=Decimal) == amount


@pytest.mark.parametrize(
    "wrong",
    [
        *(12.9, float("nan"), True, None, b"12", -1, "-1", "", "12,90", "1e3", "1_000", "١٢"),
        *(Decimal("NaN"), Decimal("Infinity"), Decimal("-0.01"), Decimal("1E+999999999")),
        *(Decimal("1E-999999999"), 10**15, "0.1234567890123456", "123456789012.345678"),
    ],
    ids=repr,
)
def test_what_is_not_an_amount_of_money_is_refused(wrong: Decimal | int | str) -> None:
    with pytest.raises(InvalidArgumentError, match=r"^price "):
        money_to_number(wrong, "price")


def test_a_number_too_long_to_be_written_out_is_not_an_amount() -> None:
    with pytest.raises(InvalidArgumentError, match="price must be an amount like"):
        money_to_number(10**5000, "price")


def test_a_float_is_not_money_and_the_error_says_what_to_pass() -> None:
    with pytest.raises(
        InvalidArgumentError,
        match=r"must be exact, and a float is not; pass Decimal\('12.9'\) or '12.9'",
    ):
        money_to_number(mistyped(12.9), "price")
