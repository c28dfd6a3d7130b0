from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flochat import FieldValue
from flochat._values.field_values import encode_field_value, encode_field_values, parse_field_value
from flochat.errors import InvalidArgumentError
from flochat.models.fields import BotField, UserField
from flochat.models.subscribers import Subscriber
from tests.support.mistyped import mistyped


class Scientific(float):
    """A number of a library that writes its numbers in its own way."""

    def __repr__(self) -> str:
        return "np.float64(1.5)"


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        ("gold", "gold"),
        ("", ""),
        ("\r\n", ""),
        ("gold\n", "gold\n"),
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
def test_a_field_takes_python_values_and_sends_text(value: FieldValue, wire: str) -> None:
    assert encode_field_value(value) == wire


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, r"clear_field\(\)"),
        (float("nan"), "nan"),
        (
            datetime.min.replace(tzinfo=timezone(timedelta(hours=5))),
            "must be a time that exists in UTC",
        ),
        (Decimal("Infinity"), "Infinity"),
        (datetime(2027, 1, 1), "must have a time zone"),  # that is the point
        (b"bytes", "not bytes"),
        ([float("inf")], "must be JSON"),
        ([object()], "must be JSON"),
        ({1, 2}, "set"),
        (object(), "object"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(value: object, message: str) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        encode_field_value(mistyped(value))


def test_a_number_that_python_does_not_write_out_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="too many digits"):
        encode_field_value(10**5000)


def test_a_value_that_the_service_would_cut_is_refused() -> None:
    assert encode_field_value("x" * 500_000)
    with pytest.raises(InvalidArgumentError, match="500,001"):
        encode_field_value("x" * 500_001)


def test_an_array_field_holds_less_counted_with_its_escapes() -> None:
    assert encode_field_value("x" * 20_000, var_type="array")
    assert encode_field_value("ä" * 5_000, var_type="text")
    with pytest.raises(InvalidArgumentError, match="30,000"):
        encode_field_value("ä" * 5_000, var_type="array")
    with pytest.raises(InvalidArgumentError, match="array"):
        encode_field_values({UserField(name="list", var_type="array"): "x" * 20_001})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=20))
def test_a_list_arrives_as_the_same_list(value: object) -> None:
    assert json.loads(encode_field_value([value])) == [value]


@pytest.mark.parametrize("values", [["a"], "a", None])
def test_fields_are_given_as_a_mapping(values: object) -> None:
    with pytest.raises(InvalidArgumentError, match="field: value"):
        encode_field_values(mistyped(values))


@pytest.mark.parametrize(
    ("var_type", "fits", "others"),
    [
        ("number", [1, 1.5, Decimal("1.5")], [True, date(2027, 1, 1), [1]]),
        ("boolean", [True], [1, 0.0, [True]]),
        ("date", [date(2027, 1, 1)], [datetime(2027, 1, 1, tzinfo=UTC), 2027, True]),
        ("datetime", [datetime(2027, 1, 1, tzinfo=UTC)], [date(2027, 1, 1), 1_800_000_000]),
        ("array", [[1], (1,), {"a": 1}], [1, True, date(2027, 1, 1)]),
    ],
)
def test_a_value_of_another_type_than_its_field_is_refused(
    var_type: str, fits: list[Any], others: list[Any]
) -> None:
    for value in [*fits, "a text is what travels", ""]:
        assert encode_field_value(value, var_type=var_type) == encode_field_value(value)
    for value in others:
        with pytest.raises(InvalidArgumentError, match=f"{var_type} field must be"):
            encode_field_value(value, var_type=var_type)


@pytest.mark.parametrize("var_type", ["text", "longtext", "of the future", None])
def test_a_text_field_takes_any_value(var_type: str | None) -> None:
    for value in ("a", 1, 1.5, True, date(2027, 1, 1), [1], {"a": 1}):
        assert encode_field_value(value, var_type=var_type) == encode_field_value(value)


def test_a_number_that_would_fill_the_memory_is_refused() -> None:
    for exponent in (999_999_999, -999_999_999):
        with pytest.raises(InvalidArgumentError, match="too many digits"):
            encode_field_value(Decimal(f"1E{exponent}"))


@pytest.mark.parametrize(
    ("var_type", "text", "expected"),
    [
        ("number", "12", 12),
        ("number", " -7 ", -7),
        ("number", "12.50", Decimal("12.50")),
        ("number", "1e+16", Decimal("1e16")),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("date", "2027-01-31", date(2027, 1, 31)),
        ("datetime", "2027-01-01T12:00:00+10:00", datetime(2027, 1, 1, 2, tzinfo=UTC)),
        ("datetime", "2027-01-01T12:00:00Z", datetime(2027, 1, 1, 12, tzinfo=UTC)),
        ("datetime", "2027-01-01 12:00:00", datetime(2027, 1, 1, 12, tzinfo=UTC)),
        ("array", '["tea", 1]', ["tea", 1]),
        ("array", '{"tea": [2]}', {"tea": [2]}),
        ("text", "12", "12"),
        ("longtext", "[1]", "[1]"),
    ],
)
def test_a_text_is_parsed_by_the_type_of_its_field(
    var_type: str, text: str, expected: object
) -> None:
    parsed = parse_field_value(text, var_type)
    assert (parsed, type(parsed)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("var_type", "text"),
    [
        *[("number", text) for text in ("", "gold", "1_000", "٣", "nan", "1e9999", "9" * 5_000)],
        *[("boolean", text) for text in ("", "maybe", "2")],
        *[("date", text) for text in ("", "soon", "2027-13-01", "2027-01-01 12:00:00")],
        *[("datetime", text) for text in ("", "2027-01-01", "0001-01-01T00:00:00+05:00")],
        *[("array", text) for text in ("", "7", '"tea"', "[1", "[" * 100_000)],
        ("of the future", "12"),
        (None, "12"),
    ],
)
def test_what_does_not_parse_stays_the_text_that_it_is(var_type: str | None, text: str) -> None:
    assert parse_field_value(text, var_type) == text


def test_a_field_without_a_value_stands_for_nothing() -> None:
    assert UserField(var_type="number").parsed is None


def _json() -> st.SearchStrategy[Any]:
    values = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=20)
    return st.recursive(
        values | st.floats(allow_nan=False, allow_infinity=False),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
        ),
        max_leaves=8,
    )


@given(
    st.one_of(
        st.tuples(st.sampled_from(["text", "longtext"]), st.text()),
        st.tuples(
            st.just("number"), st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
        ),
        st.tuples(st.just("boolean"), st.booleans()),
        st.tuples(st.just("date"), st.dates()),
        st.tuples(
            st.just("datetime"),
            st.datetimes(
                min_value=datetime(2, 1, 1),
                max_value=datetime(9998, 12, 31),
                timezones=st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(timezone),
            ),
        ),
        st.tuples(st.just("array"), st.lists(_json(), max_size=4)),
        st.tuples(st.just("array"), st.dictionaries(st.text(max_size=5), _json(), max_size=4)),
    )
)
def test_a_value_comes_back_as_the_same_value(typed: tuple[str, Any]) -> None:
    var_type, value = typed
    assert (
        BotField(value=encode_field_value(value, var_type=var_type), var_type=var_type).parsed
        == value
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_comes_back_as_the_number_that_it_shows(value: float) -> None:
    parsed = parse_field_value(encode_field_value(value, var_type="number"), "number")
    assert isinstance(parsed, Decimal)
    assert float(parsed) == value


@given(st.text(), st.sampled_from(["number", "boolean", "date", "datetime", "array", "text", "x"]))
def test_any_text_of_any_field_can_be_read(text: str, var_type: str) -> None:
    parse_field_value(text, var_type)


def test_a_subscriber_has_their_fields_by_name_namespace_and_model() -> None:
    visits = UserField(var_ns="f1v2", name="Visits", var_type="number", value="12")
    ana = Subscriber(user_fields=(UserField(var_ns="f1v1", name="Plan", value="gold"), visits))
    for reference in ("Visits", "f1v2", UserField(var_ns="f1v2"), UserField(name="Visits")):
        field = ana.field(reference)
        assert field == visits
        assert field.parsed == 12
    assert ana.field("Renewal") is None
    with pytest.raises(InvalidArgumentError):
        ana.field("f1t2")
