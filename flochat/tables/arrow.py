"""Tables as Arrow has them, which pandas, polars and DuckDB take over without a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from ..errors import ConfigurationError
from .cells import DECIMAL_DIGITS, DECIMAL_PLACES, cell_text, json_text, writable
from .checked import CheckedRows
from .columns import Column, ColumnKind, Columns

#: pyarrow comes without types.
Arrow: TypeAlias = Any


def load_pyarrow(purpose: str) -> Any:
    """The library pyarrow; raises `ConfigurationError` where it is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise ConfigurationError(
            f"{purpose} needs pyarrow, which is not installed: pip install 'flochat[tables]'"
        ) from error
    return pyarrow


def arrow_schema(columns: Columns) -> Arrow:
    """The schema of a table with these columns."""
    pa = load_pyarrow("a table of Arrow")
    return pa.schema([pa.field(column.name, _type_of(pa, column)) for column in columns])


def record_batch(columns: Columns, rows: Sequence[Sequence[Any]], schema: Arrow) -> Arrow:
    """Rows, whose values are in the order of the columns and fit them, as a record batch."""
    pa = load_pyarrow("a table of Arrow")
    arrays = [
        pa.array([_CONVERT[column.kind](row[n]) for row in rows], type=schema.field(n).type)
        for n, column in enumerate(columns)
    ]
    return pa.record_batch(arrays, schema=schema)


def with_texts(batch: Arrow, names: Iterable[str], schema: Arrow) -> Arrow:
    """The same rows in another schema, in which the columns with the names are text."""
    pa = load_pyarrow("a table of Arrow")
    wanted = set(names)
    arrays = [
        pa.array([_arrow_text(value) for value in batch.column(n).to_pylist()], type=field.type)
        if field.name in wanted and batch.schema.field(n).type != field.type
        else batch.column(n)
        for n, field in enumerate(schema)
    ]
    return pa.record_batch(arrays, schema=schema)


def _arrow_text(value: Any) -> str | None:
    """A value as text; decimals come back with all the places of their column."""
    return cell_text(value.normalize() if isinstance(value, Decimal) else value)


def _type_of(pa: Any, column: Column) -> Arrow:
    if column.kind is ColumnKind.INSTANT:
        return pa.timestamp("us", tz=column.zone)
    return _TYPES[column.kind](pa)


_TYPES: Final[Mapping[ColumnKind, Callable[[Any], Arrow]]] = {
    ColumnKind.TEXT: lambda pa: pa.string(),
    ColumnKind.INTEGER: lambda pa: pa.int64(),
    ColumnKind.DECIMAL: lambda pa: pa.decimal128(DECIMAL_DIGITS, DECIMAL_PLACES),
    ColumnKind.NUMBER: lambda pa: pa.float64(),
    ColumnKind.BOOLEAN: lambda pa: pa.bool_(),
    ColumnKind.DAY: lambda pa: pa.date32(),
    ColumnKind.LIST: lambda pa: pa.list_(pa.string()),
    ColumnKind.JSON: lambda pa: pa.string(),
}


def _as_it_is(value: Any) -> Any:
    return value


_CONVERT: Final[Mapping[ColumnKind, Callable[[Any], Any]]] = {
    **dict.fromkeys(ColumnKind, _as_it_is),
    ColumnKind.NUMBER: lambda value: None if value is None else float(value),
    ColumnKind.DECIMAL: lambda value: None if value is None else Decimal(value),
    ColumnKind.LIST: lambda value: None if value is None else [writable(item) for item in value],
    ColumnKind.JSON: lambda value: None if value is None else json_text(value),
}


class ArrowRows(CheckedRows):
    """A table in memory, which grows by rows."""

    def __init__(self, columns: Columns) -> None:
        super().__init__(columns)
        self._batches: list[Arrow] = []

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows, each a mapping of names of columns to values."""
        cells = self._all_cells(rows)
        columns = self.columns.with_text(self.as_text)
        if cells:
            self._batches.append(record_batch(columns, cells, arrow_schema(columns)))

    def table(self) -> Arrow:
        """All rows as a `pyarrow.Table`; columns that became text are text in all rows."""
        pa = load_pyarrow("a table of Arrow")
        schema = arrow_schema(self.columns.with_text(self.as_text))
        batches = [with_texts(batch, self.as_text, schema) for batch in self._batches]
        return pa.Table.from_batches(batches, schema=schema)


def load_pandas() -> Any:
    """The library pandas; raises `ConfigurationError` where it is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise ConfigurationError(_MISSING.format("pandas")) from error
    return pandas


def load_polars() -> Any:
    """The library polars; raises `ConfigurationError` where it is not installed."""
    try:
        import polars
    except ImportError as error:
        raise ConfigurationError(_MISSING.format("polars")) from error
    return polars


def to_pandas(table: Arrow) -> Any:
    """A table as a `pandas.DataFrame`: whole numbers and flags stay such where some are missing."""
    pa, pandas = load_pyarrow("to_pandas()"), load_pandas()
    types = {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype()}
    frame = table.to_pandas(types_mapper=types.get, date_as_object=False)
    for n, field in enumerate(table.schema):
        if pa.types.is_list(field.type):  # lists, where pyarrow makes arrays of numpy
            values = table.column(n).to_pylist()
            frame[field.name] = pandas.Series(values, index=frame.index, dtype=object)
    return frame


def to_polars(table: Arrow) -> Any:
    """A table as a `polars.DataFrame`."""
    return load_polars().from_arrow(table)


_MISSING: Final = "to_{0}() needs {0}, which is not installed: pip install {0} 'flochat[tables]'"
