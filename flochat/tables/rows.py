"""From records to the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, tzinfo
from enum import Enum
from typing import Any, Final, Generic, TypeVar, cast

import attrs

from .._values.checks import describe_type
from .._values.field_values import ParsedValue, parse_field_value
from .._values.secret import MASK, Secret
from ..errors import InvalidArgumentError
from ..models.base import Model
from ..models.fields import UserField
from ..models.plain import plain_value
from .columns import Column, ColumnKind, Columns, field_columns, model_columns

M = TypeVar("M", bound=Model)


class RowBuilder(Generic[M]):
    """Makes rows of the records of one model: dicts of typed values, all with the same columns.

    `columns` are the columns, known before the first record. `unknown_fields` are the user fields
    that a record had and `fields` did not: they have no column, so their values are in no row.
    `misfits` are the columns of user fields in which a value did not parse by the `var_type`, and
    is a text.

    Args:
        model: the class of the records, such as `Subscriber`.
        zone: the client's `time_zone`; None where times are naive.
        fields: the user fields of the flow, which become columns, for models that have
            `user_fields`, such as `Subscriber`. None makes one column of JSON of them, for records
            of several flows: names and values.

    Example:
        builder = RowBuilder(Subscriber, fields=client.flow.user_fields.list())
        rows = [builder.row(person) for person in client.subscribers.list()]
    """

    def __init__(
        self,
        model: type[M],
        *,
        zone: tzinfo | None = None,
        fields: Iterable[UserField] | None = None,
    ) -> None:
        own = model_columns(model, zone)
        self.model: type[M] = model
        self.unknown_fields: set[str] = set()
        self.misfits: set[str] = set()
        self._zone = zone
        self._own = [(it.column.name, _getter(it.path), _reader(it.column)) for it in own]
        self._has_fields = has_user_fields(model)
        listed = list(fields or ()) if self._has_fields else []
        self._as_json = self._has_fields and fields is None
        taken = [it.column.name for it in own]
        self._fields = field_columns(listed, taken, zone)
        self._types = {str(field.var_ns): field.var_type for field in listed}
        self._namespaces = {field.name: str(field.var_ns) for field in listed if field.var_ns}
        self._no_fields = dict.fromkeys(column.name for column in self._fields.values())
        rest = [Column("user_fields", ColumnKind.JSON)] if self._as_json else []
        self.columns: Columns = Columns([*(it.column for it in own), *self._fields.values(), *rest])

    @property
    def key(self) -> str | None:
        """The column that identifies a record, such as `user_ns`; None where there is none."""
        name = self.model._identity
        return name if name in self.columns else None

    def row(self, record: M) -> dict[str, Any]:
        """The row of a record: a value for each column, by its name, and None for what is missing.

        A value of a user field that does not parse by the `var_type` of its field is the text that
        it is.
        """
        if not isinstance(record, self.model):
            raise InvalidArgumentError(
                f"the record must be of {self.model.__name__}, not {describe_type(record)}"
            )
        values = {name: read(get(record)) for name, get, read in self._own}
        if self._as_json:
            values["user_fields"] = _fields_as_json(cast("Any", record).user_fields, self._zone)
        elif self._has_fields:
            values |= self._no_fields
            for field in cast("Any", record).user_fields:
                self._add_field(values, field)
        return values

    def rows(self, records: Iterable[M]) -> list[dict[str, Any]]:
        """The rows of several records."""
        return [self.row(record) for record in records]

    def _add_field(self, values: dict[str, Any], field: UserField) -> None:
        var_ns = field.var_ns or self._namespaces.get(field.name)
        column = self._fields.get(str(var_ns))
        if column is None:
            if field.value not in (None, ""):
                self.unknown_fields.add(field.name or field.var_ns or "")
            return
        value = field_value(field.value, self._types[str(var_ns)], self._zone)
        if isinstance(value, str) and column.kind is not ColumnKind.TEXT:
            self.misfits.add(column.name)
        values[column.name] = value


def has_user_fields(model: type[Model]) -> bool:
    """Whether the records of a model have user fields."""
    return "user_fields" in attrs.fields_dict(cast("Any", model))


def field_value(text: str | None, var_type: str | None, zone: tzinfo | None) -> ParsedValue:
    """The value of a user field as its column has it: a time is in `zone`, or in UTC."""
    if text is None or (var_type not in (None, "text", "longtext") and not text.strip()):
        return None
    value = parse_field_value(text, var_type)
    if isinstance(value, datetime) and zone is not None:
        try:
            return value.astimezone(zone)
        except OverflowError:  # in the first or last hours that there are
            return text
    return value


def _fields_as_json(fields: Iterable[UserField], zone: tzinfo | None) -> dict[str, Any]:
    """The values of user fields by their names, or namespaces where there is no name."""
    return {
        field.name or field.var_ns or "": plain_value(
            field_value(field.value, field.var_type, zone)
        )
        for field in fields
    }


def nested_row(record: Model) -> dict[str, Any]:
    """The fields of a record by their names, models in it as dicts, values as Python types.

    Secrets are masked, and `raw` is left out.
    """
    return {
        attribute.name: _nested(getattr(record, attribute.name))
        for attribute in attrs.fields(cast("Any", type(record)))
        if attribute.name != "raw"
    }


def _nested(value: Any) -> Any:
    if isinstance(value, Model):
        return nested_row(value)
    if isinstance(value, tuple | list):
        return [_nested(item) for item in value]
    if isinstance(value, Secret):
        return MASK
    return value.value if isinstance(value, Enum) else value


def _getter(path: Sequence[str]) -> Callable[[Any], Any]:
    if len(path) == 1:
        (name,) = path
        return lambda record: getattr(record, name)

    def get(record: Any) -> Any:
        for name in path:
            record = None if record is None else getattr(record, name)
        return record

    return get


def _as_it_is(value: Any) -> Any:
    return value


def _time_of_day(value: time | None) -> str | None:
    return None if value is None else value.isoformat()


def _names(value: Iterable[Any] | None) -> list[str]:
    return list(_each_name(value or ()))


def _each_name(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        named = item if isinstance(item, str) else item.name or getattr(item, item._identity)
        if named is not None:
            yield str(named)


_READERS: Final[dict[ColumnKind, Callable[[Any], Any]]] = {
    ColumnKind.LIST: _names,
    ColumnKind.JSON: lambda value: None if value is None else plain_value(value),
    ColumnKind.INTEGER: lambda value: None if value is None else int(value),
    ColumnKind.TEXT: lambda value: _time_of_day(value) if isinstance(value, time) else value,
}


def _reader(column: Column) -> Callable[[Any], Any]:
    return _READERS.get(column.kind, _as_it_is)
