import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat.errors import InvalidArgumentError
from flochat.models.flow import UserField
from flochat.values import (
    count,
    digits,
    field_value,
    field_values,
    listed,
    money,
    one_zero,
    same_phone,
    yes_no,
)


class Scientific(float):
    """A number of a library that writes its numbers in its own way."""

    def __repr__(self) -> str:
        return "np.float64(1.5)"


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        ("gold", "gold"),
        ("", ""),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (1.5, "1.5"),
        (Scientific(1.5), "1.5"),
        (Decimal("12.990"), "12.990"),
        (Decimal("1E+3"), "1000"),
        (date(2027, 1, 1), "2027-01-01"),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), "2027-01-01T12:00:00+00:00"),
        (
            datetime(2027, 1, 1, 12, tzinfo=timezone(timedelta(hours=10))),
            "2027-01-01T02:00:00+00:00",
        ),
        (["ä", 1, None], '["ä",1,null]'),
        ({"a": {"b": []}}, '{"a":{"b":[]}}'),
        ((1, 2), "[1,2]"),
    ],
)
def test_a_field_takes_python_values_and_sends_text(value: object, wire: str) -> None:
    assert field_value(value) == wire  # type: ignore[arg-type]  # parametrised over all types


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "clear_fields"),
        (float("nan"), "nan"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), "no time in UTC"),
        (Decimal("Infinity"), "Infinity"),
        (datetime(2027, 1, 1), "no time zone"),  # that is the point
        (b"bytes", "not bytes"),
        ([float("inf")], "not JSON"),
        ([object()], "not JSON"),
        ({1, 2}, "set"),
        (object(), "object"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(value: object, told: str) -> None:
    with pytest.raises(InvalidArgumentError, match=told):
        field_value(value)  # type: ignore[arg-type]  # that is the point


def test_a_number_that_python_does_not_write_out_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="too many digits"):
        field_value(10**5000)


def test_a_value_that_the_service_would_cut_is_refused() -> None:
    assert field_value("x" * 500_000)
    with pytest.raises(InvalidArgumentError, match="500,001"):
        field_value("x" * 500_001)


def test_an_array_field_holds_less_counted_with_its_escapes() -> None:
    assert field_value("x" * 20_000, var_type="array")
    assert field_value("ä" * 5_000, var_type="text")
    with pytest.raises(InvalidArgumentError, match="30,000"):
        field_value("ä" * 5_000, var_type="array")
    with pytest.raises(InvalidArgumentError, match="array"):
        field_values({UserField(name="list", var_type="array"): "x" * 20_001})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=20))
def test_a_list_arrives_as_the_same_list(value: object) -> None:
    assert json.loads(field_value([value])) == [value]


@pytest.mark.parametrize("values", [["a"], "a", None])
def test_fields_are_given_as_a_mapping(values: object) -> None:
    with pytest.raises(InvalidArgumentError, match="field: value"):
        field_values(values)  # type: ignore[arg-type]  # that is the point


def test_a_list_is_no_text_and_repeats_nothing() -> None:
    assert listed(iter(["b", "a", "b"]), "tags") == ["b", "a"]
    with pytest.raises(InvalidArgumentError, match="tags holds something else"):
        listed([{"tag": "VIP"}], "tags")
    for wrong in ("VIP", b"VIP", 7, None):
        with pytest.raises(InvalidArgumentError, match="tags is a list"):
            listed(wrong, "tags")  # type: ignore[type-var]  # that is the point


def test_a_flag_is_a_bool() -> None:
    assert [yes_no(True), yes_no(False), yes_no(None)] == ["yes", "no", None]
    with pytest.raises(InvalidArgumentError):
        yes_no("yes")  # type: ignore[arg-type]  # that is the point


def test_a_switch_is_a_bool() -> None:
    assert [one_zero(True, "taxable"), one_zero(False, "taxable")] == [1, 0]
    for wrong in (1, "yes", None):
        with pytest.raises(InvalidArgumentError, match="taxable is True or False"):
            one_zero(wrong, "taxable")  # type: ignore[arg-type]  # that is the point


def test_a_count_is_a_whole_number_that_is_large_enough() -> None:
    assert [count(0, "qty"), count(1, "qty", least=1)] == [0, 1]
    for wrong in (-1, 1.0, "1", True, None, 10**18, 10**5000, -(10**5000)):
        with pytest.raises(InvalidArgumentError, match="qty is"):
            count(wrong, "qty")  # type: ignore[arg-type]  # that is the point
    with pytest.raises(InvalidArgumentError, match="qty is 1 at the least, and has 18 digits"):
        count(0, "qty", least=1)


@pytest.mark.parametrize(
    ("amount", "travels"),
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
def test_money_travels_as_it_is_written(amount: Decimal | int | str, travels: str) -> None:
    assert json.dumps(money(amount, "price")) == travels


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_an_amount_arrives_as_the_same_amount(amount: Decimal) -> None:
    assert json.loads(json.dumps(money(amount, "price")), parse_float=Decimal) == amount


@pytest.mark.parametrize(
    "wrong",
    [
        *(12.9, float("nan"), True, None, b"12", -1, "-1", "", "12,90", "1e3", "1_000", "١٢"),
        *(Decimal("NaN"), Decimal("Infinity"), Decimal("-0.01"), Decimal("1E+999999999")),
        *(Decimal("1E-999999999"), 10**15, "0.1234567890123456", "123456789012.345678"),
    ],
    ids=repr,
)
def test_what_is_no_amount_of_money_is_refused(wrong: Decimal | int | str) -> None:
    with pytest.raises(InvalidArgumentError, match=r"^price "):
        money(wrong, "price")


def test_a_number_too_long_to_be_written_out_is_no_money() -> None:
    with pytest.raises(InvalidArgumentError, match="price is an amount of the form"):
        money(10**5000, "price")


def test_a_float_is_no_money_and_the_refusal_says_what_is() -> None:
    with pytest.raises(InvalidArgumentError, match=r"not exact: give Decimal\('12.9'\) or '12.9'"):
        money(12.9, "price")  # type: ignore[arg-type]  # that is the point


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
    assert same_phone(one, other) is same
    assert same_phone(other, one) is same


@given(st.text("0123456789+ -()", min_size=12))
def test_a_phone_is_the_same_as_itself_if_it_says_anything(phone: str) -> None:
    assert same_phone(phone, phone) is bool(digits(phone))
