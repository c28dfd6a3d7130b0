"""Where the rows of a list go: one thing that takes pages of records and becomes a table."""

from __future__ import annotations

import os
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any, Final, Generic, TypeVar

import attrs

from .._values.checks import describe_type
from ..errors import FlochatError, InvalidArgumentError, TableWarning
from ..models.base import Model
from ..models.fields import UserField
from .arrow import ArrowRows, load_pyarrow
from .rows import RowBuilder, has_user_fields
from .writing import TableFormat, check_target, open_writer
from .writing.writer import RowWriter, WrittenTable

M = TypeVar("M", bound=Model)
T = TypeVar("T")

#: From where a warning points to the call of the user: warn, warn_about, _fill, to_csv.
_STACK_LEVEL: Final = 4


class TableOutput(ABC, Generic[M, T]):
    """A table that is being made. All of its methods block, and may be called in any thread."""

    builder: RowBuilder[M]
    #: What the table has become, once it is finished.
    result: T

    def open(self, builder: RowBuilder[M]) -> None:
        """Begin, once the columns are known."""
        self.builder = builder
        self._open(builder)

    @abstractmethod
    def _open(self, builder: RowBuilder[M]) -> None: ...

    @abstractmethod
    def add(self, records: Sequence[M]) -> None:
        """Add the rows of a page."""

    @abstractmethod
    def finish(self) -> None:
        """Complete the table."""

    @abstractmethod
    def fail(self, error: BaseException) -> None:
        """Leave nothing of it, and have the error say so."""

    @property
    @abstractmethod
    def as_text(self) -> tuple[str, ...]:
        """The columns that became text."""


class FileOutput(TableOutput[M, WrittenTable]):
    """A table in a file. What can be checked before the first request is checked at once."""

    result: WrittenTable

    def __init__(
        self,
        path: str | os.PathLike[str],
        file_format: TableFormat,
        *,
        table: str | None = None,
        **options: Any,
    ) -> None:
        self._path = check_target(path, file_format, table)
        self._format = file_format
        self._options = options | ({} if table is None else {"table": table})
        self._writer: RowWriter | None = None

    def _open(self, builder: RowBuilder[M]) -> None:
        if self._format == "sqlite":
            self._options["key"] = builder.key
        self._writer = open_writer(
            self._path, builder.columns, format=self._format, **self._options
        )

    def add(self, records: Sequence[M]) -> None:
        if self._writer is not None:
            self._writer.write(self.builder.rows(records))

    def finish(self) -> None:
        if self._writer is not None:
            unknown = tuple(sorted(self.builder.unknown_fields))
            self.result = attrs.evolve(self._writer.commit(), unknown_fields=unknown)

    def fail(self, error: BaseException) -> None:
        note = f"{self._path} was not written, and what was there before is as it was."
        if self._writer is not None:
            self._writer.discard()
            note = self._writer.fate()
        if isinstance(error, FlochatError) and not isinstance(error, InvalidArgumentError):
            error.remedy = f"{error.remedy} {note}" if error.remedy else note
        else:
            error.add_note(note)

    @property
    def as_text(self) -> tuple[str, ...]:
        return () if self._writer is None else self._writer.as_text


class ArrowOutput(TableOutput[M, Any]):
    """A table in memory."""

    result: Any

    def __init__(self) -> None:
        load_pyarrow("a table")

    def _open(self, builder: RowBuilder[M]) -> None:
        self._rows = ArrowRows(builder.columns)

    def add(self, records: Sequence[M]) -> None:
        self._rows.add(self.builder.rows(records))

    def finish(self) -> None:
        self.result = self._rows.table()

    def fail(self, error: BaseException) -> None:
        pass

    @property
    def as_text(self) -> tuple[str, ...]:
        return self._rows.as_text


def row_builder(
    model: type[M], zone: tzinfo | None, fields: Iterable[UserField] | None
) -> RowBuilder[M]:
    """The maker of the rows of a list."""
    if fields is not None:
        check_fields(model, fields)
    return RowBuilder(model, zone=zone, fields=fields)


def check_fields(model: type[Model], fields: object) -> None:
    """Raise `InvalidArgumentError` for user fields of a list that has none, or no user fields."""
    if not has_user_fields(model):
        raise InvalidArgumentError(
            f"fields is for lists of subscribers; {model.__name__} has no user fields"
        )
    if isinstance(fields, str | bytes) or not isinstance(fields, Iterable):
        raise InvalidArgumentError(
            f"fields must be a list of UserFields, or None to ask for them, not "
            f"{describe_type(fields)}"
        )


def warn_about(
    as_text: Sequence[str], unknown_fields: Iterable[str], *, stack_level: int = _STACK_LEVEL
) -> None:
    """Warn of columns that became text, and of user fields that have no column."""
    for text in _warnings(as_text, sorted(unknown_fields)):
        warnings.warn(text, TableWarning, stacklevel=stack_level)


def _warnings(as_text: Sequence[str], unknown_fields: Sequence[str]) -> Iterable[str]:
    if as_text:
        yield (
            f"{_named(as_text)} became text: there are values that do not fit the type of their "
            "field, or have more digits than a column of numbers holds"
        )
    if unknown_fields:
        yield (
            f"the values of {_named(unknown_fields)} are not in the table: the user fields were "
            "not there when it was begun; write it once more"
        )


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))
