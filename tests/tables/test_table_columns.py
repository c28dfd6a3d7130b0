"""Which columns a table of records has, and how they are called."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flochat import InvalidArgumentError, Order, Subscriber, Tag, UserField
from flochat.tables import Column, ColumnKind, Columns, RowBuilder
from tests.support.models import every_model

SYDNEY = ZoneInfo("Australia/Sydney")


def field(number: int, name: str | None, var_type: str = "text") -> UserField:
    return UserField(var_ns=f"f1v{number}", name=name, var_type=var_type)


def names_of(*fields: UserField) -> tuple[str, ...]:
    own = len(RowBuilder(Subscriber, fields=[]).columns)
    return RowBuilder(Subscriber, fields=fields).columns.names[own:]


def test_a_field_that_is_called_like_a_column_gets_a_prefix() -> None:
    assert names_of(field(1, "email"), field(2, "E-Mail"), field(3, "EMAIL")) == (
        "field.email",
        "E-Mail",
        "field.EMAIL (f1v3)",
    )


def test_fields_whose_names_differ_in_case_only_are_told_apart() -> None:
    assert names_of(field(1, "Level"), field(2, "level")) == ("Level", "field.level")


def test_the_older_field_keeps_its_name_in_whatever_order_they_come() -> None:
    assert names_of(field(10, "level"), field(9, "Level")) == ("field.level", "Level")


def test_a_field_without_a_name_has_its_namespace_and_control_characters_are_blanks() -> None:
    assert names_of(field(1, None), field(2, " \n"), field(3, "a\nb\x00")) == (
        "f1v1",
        "f1v2",
        "a b",
    )


@pytest.mark.parametrize(
    ("var_type", "kind"),
    [
        ("number", ColumnKind.NUMBER),
        ("boolean", ColumnKind.BOOLEAN),
        ("date", ColumnKind.DAY),
        ("datetime", ColumnKind.INSTANT),
        ("array", ColumnKind.JSON),
        ("text", ColumnKind.TEXT),
        ("longtext", ColumnKind.TEXT),
        ("unheard of", ColumnKind.TEXT),
    ],
)
def test_a_field_has_the_type_of_its_var_type(var_type: str, kind: ColumnKind) -> None:
    columns = RowBuilder(Subscriber, fields=[field(1, "x", var_type)]).columns
    assert columns["x"].kind is kind


def test_times_are_in_the_zone_of_the_client() -> None:
    fields = [field(1, "met", "datetime")]
    local = RowBuilder(Subscriber, zone=SYDNEY, fields=fields).columns
    assert (local["last_seen"].zone, local["met"].zone) == ("Australia/Sydney",) * 2
    naive = RowBuilder(Subscriber, fields=fields).columns
    assert (naive["last_seen"].zone, naive["met"].zone) == (None, "UTC")


def test_a_value_of_a_field_has_the_type_of_its_column() -> None:
    builder = RowBuilder(
        Subscriber,
        zone=SYDNEY,
        fields=[field(1, "met", "datetime"), field(2, "age", "number"), field(3, "note")],
    )
    values = [
        UserField(var_ns="f1v1", value="2026-11-30T02:00:00Z"),
        UserField(name="age", value="7"),
        UserField(var_ns="f1v3", var_type="number", value="7"),
    ]
    row = builder.row(Subscriber(user_ns="f1u1", user_fields=tuple(values)))
    assert (row["met"], row["age"], row["note"]) == (
        datetime(2026, 11, 30, 2, tzinfo=UTC),
        7,
        "7",
    )
    assert row["met"].tzinfo is SYDNEY


def test_an_empty_number_is_none_and_an_empty_text_is_one() -> None:
    builder = RowBuilder(Subscriber, fields=[field(1, "age", "number"), field(2, "note")])
    values = [UserField(var_ns="f1v1", value=" "), UserField(var_ns="f1v2", value="")]
    row = builder.row(Subscriber(user_ns="f1u1", user_fields=tuple(values)))
    assert (row["age"], row["note"], builder.misfits) == (None, "", set())


def test_a_word_in_a_number_is_told() -> None:
    builder = RowBuilder(Subscriber, fields=[field(1, "age", "number")])
    row = builder.row(Subscriber(user_fields=(UserField(var_ns="f1v1", value="old"),)))
    assert (row["age"], builder.misfits) == ("old", {"age"})


def test_a_field_that_was_not_listed_is_told() -> None:
    builder = RowBuilder(Subscriber, fields=[])
    builder.row(Subscriber(user_fields=(UserField(var_ns="f1v1", name="new", value="1"),)))
    assert builder.unknown_fields == {"new"}


def test_without_the_fields_of_a_flow_they_are_one_column_of_json() -> None:
    builder = RowBuilder(Subscriber)
    ana = Subscriber(user_fields=(UserField(name="age", var_type="number", value="7"),))
    assert builder.columns["user_fields"].kind is ColumnKind.JSON
    assert builder.row(ana)["user_fields"] == {"age": 7}


@pytest.mark.parametrize("model", every_model(), ids=lambda model: model.__name__)
def test_every_model_has_rows_and_no_secret_is_in_them(model: type) -> None:
    columns = RowBuilder(model).columns
    assert "raw" not in columns
    assert not {"api_key", "token", "secret", "hook_uid"} & set(columns.names)
    row = RowBuilder(model).row(model())
    assert tuple(row) == columns.names
    assert all(value in (None, [], {}) for value in row.values())


def test_a_record_of_another_model_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="must be of Order, not a Tag"):
        RowBuilder(Order).row(Tag())  # type: ignore[arg-type] # that is what is tested


def test_columns_are_told_apart_by_more_than_their_case() -> None:
    with pytest.raises(InvalidArgumentError, match="'Level' and 'level'"):
        Columns([Column("Level", ColumnKind.TEXT), Column("level", ColumnKind.TEXT)])
    with pytest.raises(InvalidArgumentError, match="must be a Column"):
        Columns(["level"])  # type: ignore[list-item] # that is what is tested
    with pytest.raises(InvalidArgumentError, match="at least one column"):
        Columns([])
