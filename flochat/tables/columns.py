"""The columns of a table: their names, which no two share, and what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any, Final, NamedTuple, cast, get_args, get_origin, get_type_hints, overload

import attrs

from .._values.checks import check_text, describe_type
from .._values.secret import Secret
from ..errors import InvalidArgumentError
from ..models.base import Model
from ..models.fields import UserField
from ..models.subscribers import Label
from ..models.tags import Tag


class ColumnKind(Enum):
    """What a column holds; None stands in any column where there is no value.

    A value that does not fit its kind without loss makes the whole column one of TEXT.
    """

    #: A `str`.
    TEXT = "text"
    #: An `int` of at most 64 bits.
    INTEGER = "integer"
    #: A `Decimal`, exact: an amount of money. At most 28 digits before the point and 10 after it.
    DECIMAL = "decimal"
    #: An `int`, `float` or `Decimal` that a binary float holds without loss.
    NUMBER = "number"
    #: A `bool`.
    BOOLEAN = "boolean"
    #: A `date`.
    DAY = "day"
    #: A `datetime`, aware where the column has a `zone`, and naive where it has none.
    INSTANT = "instant"
    #: A list of `str`.
    LIST = "list"
    #: A list or dict, as JSON has it.
    JSON = "json"


@attrs.frozen
class Column:
    """A column of a table: its name, the kind of its values, and for times the zone they are in.

    `zone` is an IANA name or "UTC" for aware times, and None for naive ones and everything else.
    """

    name: str
    kind: ColumnKind
    zone: str | None = None

    def as_text(self) -> Column:
        """The same column as one of text."""
        return Column(self.name, ColumnKind.TEXT)


class Columns:
    """The columns of a table, in their order, found by position or by name.

    No two may have one name, nor names that differ in case only: many programs take them for one.

    Example:
        columns = Columns([Column("user_ns", ColumnKind.TEXT), Column("born", ColumnKind.DAY)])
        columns["born"].kind
    """

    def __init__(self, columns: Iterable[Column]) -> None:
        self._columns = tuple(columns)
        for column in self._columns:
            if not isinstance(column, Column):
                raise InvalidArgumentError(
                    f"each column must be a Column(name, kind), not {describe_type(column)}"
                )
        self.by_name: dict[str, Column] = {column.name: column for column in self._columns}
        if not self._columns:
            raise InvalidArgumentError("a table must have at least one column")
        seen: dict[str, str] = {}
        for column in self._columns:
            check_text(column.name, "the name of a column")
            other = seen.setdefault(column.name.casefold(), column.name)
            if other is not column.name:
                raise InvalidArgumentError(
                    f"columns must have names that differ in more than their case, and there are "
                    f"{other!r} and {column.name!r}"
                )

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(self.by_name)

    def get(self, name: str) -> Column | None:
        """The column of that name, or None if there is none."""
        return self.by_name.get(name)

    def with_text(self, names: Iterable[str]) -> Columns:
        """The same columns, those with the names as text."""
        wanted = set(names)
        return Columns(it.as_text() if it.name in wanted else it for it in self._columns)

    @overload
    def __getitem__(self, key: int | str) -> Column: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[Column]: ...
    def __getitem__(self, key: int | str | slice) -> Column | Sequence[Column]:
        return self.by_name[key] if isinstance(key, str) else self._columns[key]

    def __contains__(self, key: object) -> bool:
        return key in self.by_name if isinstance(key, str) else key in self._columns

    def __iter__(self) -> Iterator[Column]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Columns) and self._columns == other._columns

    def __hash__(self) -> int:
        return hash(self._columns)

    def __repr__(self) -> str:
        return f"Columns({', '.join(f'{it.name}: {it.kind.value}' for it in self._columns)})"


class ModelColumn(NamedTuple):
    """A column that comes from a field of a model: the attributes that lead to its value."""

    column: Column
    path: tuple[str, ...]


def zone_name(zone: tzinfo | None) -> str | None:
    """The name under which files keep a zone: its IANA name, or UTC for one that has none."""
    if zone is None:
        return None
    key = getattr(zone, "key", None)
    return key if isinstance(key, str) and key else "UTC"


def model_columns(model: type[Model], zone: tzinfo | None = None) -> list[ModelColumn]:
    """The columns of a model, in the order of its fields.

    A field that holds another model has a column for each field of that one, `agent.name`; tags and
    labels are lists of names; other lists of models are JSON. Secrets, user fields and `raw` have
    none: user fields are columns of their own. `zone` is the client's `time_zone`.
    """
    return list(_columns_of(model, zone, (), ()))


#: What is left of a list of such models: their names.
NAMED: Final = (Tag, Label)
_KINDS: Final[dict[Any, ColumnKind]] = {
    str: ColumnKind.TEXT,
    int: ColumnKind.INTEGER,
    bool: ColumnKind.BOOLEAN,
    float: ColumnKind.NUMBER,
    Decimal: ColumnKind.DECIMAL,
    date: ColumnKind.DAY,
    time: ColumnKind.TEXT,
}
_VAR_KINDS: Final[dict[str | None, ColumnKind]] = {
    "number": ColumnKind.NUMBER,
    "boolean": ColumnKind.BOOLEAN,
    "date": ColumnKind.DAY,
    "datetime": ColumnKind.INSTANT,
    "array": ColumnKind.JSON,
}
#: What no name of a column may contain: programs end a line there, or the name.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def _columns_of(
    model: type[Model], zone: tzinfo | None, path: tuple[str, ...], above: tuple[type[Model], ...]
) -> Iterator[ModelColumn]:
    types = get_type_hints(model)
    for attribute in attrs.fields(cast("Any", model)):
        if attribute.name == "raw":
            continue
        here = (*path, attribute.name)
        name = ".".join(here)
        annotation = types[attribute.name]
        kind = _plain_type(annotation)
        if kind is Secret or annotation == tuple[UserField, ...]:
            continue
        if kind is datetime:
            is_instant = attribute.metadata.get("is_instant")
            times = "UTC" if is_instant else zone_name(zone)
            yield ModelColumn(Column(name, ColumnKind.INSTANT, times), here)
        elif isinstance(kind, type) and issubclass(kind, Model):
            if kind not in above:
                yield from _columns_of(kind, zone, here, (*above, model))
        else:
            yield ModelColumn(Column(name, _kind_of(kind)), here)


def _plain_type(annotation: Any) -> Any:
    """The type of a field without the None that stands for what is missing."""
    if get_origin(annotation) is tuple:
        return annotation
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    return kinds[0] if len(kinds) == 1 else annotation


def _kind_of(kind: Any) -> ColumnKind:
    if get_origin(kind) is tuple:
        return ColumnKind.LIST if get_args(kind)[0] in (str, *NAMED) else ColumnKind.JSON
    if isinstance(kind, type) and issubclass(kind, IntEnum):
        return ColumnKind.INTEGER
    return _KINDS.get(kind, ColumnKind.JSON)


def field_columns(
    fields: Iterable[UserField], taken: Iterable[str], zone: tzinfo | None = None
) -> dict[str, Column]:
    """The column of each user field, by its namespace (f12v34), in the order of `fields`.

    A column has the name of its field. Where that is the name of another column (those of `taken`,
    and of older fields), or differs from it in case only, "field." is put in front, and where that
    does not help either, the namespace in brackets behind. `zone` is the client's `time_zone`;
    without one, the times of fields are in UTC.
    """
    known = {field.var_ns: field for field in fields if _checked(field).var_ns}
    used = {name.casefold() for name in taken}
    names: dict[str | None, str] = {}
    for var_ns, field in sorted(known.items(), key=_age):
        plain = _CONTROL.sub(" ", field.name or "").strip() or str(var_ns)
        wanted = (plain, f"field.{plain}", f"field.{plain} ({var_ns})")
        names[var_ns] = next((it for it in wanted if it.casefold() not in used), wanted[-1])
        used.add(names[var_ns].casefold())
    return {
        str(var_ns): _field_column(names[var_ns], field.var_type, zone)
        for var_ns, field in known.items()
    }


def _checked(field: UserField) -> UserField:
    if not isinstance(field, UserField):
        raise InvalidArgumentError(
            "fields must be UserFields, as client.flow.user_fields.list() gives them, not "
            f"{describe_type(field)}"
        )
    return field


def _age(item: tuple[str | None, UserField]) -> tuple[int, str]:
    """Older fields first: their namespaces count up."""
    return len(item[0] or ""), item[0] or ""


def _field_column(name: str, var_type: str | None, zone: tzinfo | None) -> Column:
    kind = _VAR_KINDS.get(var_type, ColumnKind.TEXT)
    is_time = kind is ColumnKind.INSTANT
    return Column(name, kind, (zone_name(zone) or "UTC") if is_time else None)
