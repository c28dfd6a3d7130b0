# Derived by scripts/sync_twin.py from
# flochat/_async/table_output.py: edit that one.
"""What a list can become: rows, a file, or a table in memory."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeAlias, TypeVar

from .. import models, tables
from .._sending import runtime_sync as io
from .._values.checks import describe_type
from ..errors import InvalidArgumentError, PermissionDeniedError
from ..models.base import Model

if TYPE_CHECKING:
    from .._wire.paging import PageReader
    from ..tables.output import TableOutput
    from ..tables.rows import RowBuilder

    #: Makes the list of the user fields of a flow.
    FieldLister: TypeAlias = Callable[
        [str, type[models.UserField]], "TableSource[models.UserField]"
    ]

M = TypeVar("M", bound=Model)
T = TypeVar("T")


class TableSource(ABC, Generic[M]):
    """Base of pagers: their records as rows, and where rows go."""

    _begin: Callable[[], PageReader[M]]
    #: What lists the user fields of the flow, for records that have values of them.
    _list_fields: FieldLister | None = None

    @abstractmethod
    def pages(self) -> Iterator[list[M]]:
        """Iterate over the records page by page."""

    def columns(self, *, fields: Sequence[models.UserField] | None = None) -> tables.Columns:
        """Return the columns of the table that this list becomes: their names and types.

        One request for lists of a flow's subscribers, whose user fields are columns, and none for
        others.

        Args:
            fields: the user fields that become columns, as `client.flow.user_fields.list()` has
                them, which saves the request; None asks for them.

        Example:
            print((client.subscribers.list().columns()).names)

        GET /flow/user-fields
        """
        return (self._builder(fields)).columns

    def rows(
        self, *, flatten: bool = True, fields: Sequence[models.UserField] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Iterate over the records as dicts, all with the same keys.

        Values are Python's: numbers, `Decimal` amounts, flags, days, and times in the client's
        `time_zone`. What is missing is None.

        Args:
            flatten: a key for each column: tags and labels are lists of names, each user field is a
                column by its name, with a value of its `var_type`, and a model in a record has a
                key for each of its fields, `agent.name`. False keeps the record as it is, with
                dicts and lists in it.
            fields: the user fields that become columns, as `client.flow.user_fields.list()` has
                them, which saves the request; None asks for them. Only with `flatten`.

        Warns:
            TableWarning: a value of a user field is not of its `var_type`, and a text therefore; or
                a record has a user field that was not there when the reading began.

        Example:
            for row in client.subscribers.list().rows():
                print(row["user_ns"], row["tags"])

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.output import warn_about
        from ..tables.rows import nested_row

        if not flatten:
            for page in self.pages():
                for record in page:
                    yield nested_row(record)
            return
        builder = self._builder(fields)
        warned: set[str] = set()
        for page in self.pages():
            rows = builder.rows(page)
            warn_about(sorted(builder.misfits - warned), (), stack_level=3)
            warned |= builder.misfits
            for row in rows:
                yield row
        warn_about((), builder.unknown_fields if fields is None else (), stack_level=3)

    def to_csv(
        self,
        path: str | os.PathLike[str],
        *,
        spreadsheet: bool = True,
        fields: Sequence[models.UserField] | None = None,
    ) -> tables.WrittenTable:
        """Write the list to a CSV file, with a line for each record; it is whole or not there.

        It is UTF-8, and only its owner may read it: it holds personal data. A file of that name is
        replaced once all of the new one is there.

        Args:
            path: the file.
            spreadsheet: make it safe to open in a spreadsheet, which would run a text that begins
                with = + - @ as a formula: such a text gets a ' in front, unless it is a number or a
                phone. Also begin it with the mark by which spreadsheets know UTF-8. False writes
                texts as they are.
            fields: the user fields that become columns, as `client.flow.user_fields.list()` has
                them, which saves the request; None asks for them.

        Raises:
            OSError: the disk is full, or the file cannot be written; nothing of it is left.
            IncompleteListError: records are missing; nothing of the file is left.

        Example:
            written = client.subscribers.list(tag=vip).to_csv("vip.csv")
            print(written.rows)

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.output import FileOutput

        output = io.run_blocking(
            FileOutput[M], path, "csv", spreadsheet=_flag(spreadsheet, "spreadsheet")
        )
        return self._fill(output, fields)

    def to_jsonl(
        self, path: str | os.PathLike[str], *, fields: Sequence[models.UserField] | None = None
    ) -> tables.WrittenTable:
        """Write the list to a file of JSON, an object in each line; it is whole or not there.

        Only its owner may read it: it holds personal data. A file of that name is replaced.

        Args:
            path: the file.
            fields: the user fields that become columns, as `client.flow.user_fields.list()` has
                them, which saves the request; None asks for them.

        Raises:
            OSError: the disk is full, or the file cannot be written; nothing of it is left.
            IncompleteListError: records are missing; nothing of the file is left.

        Example:
            client.subscribers.list().to_jsonl("people.jsonl")

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.output import FileOutput

        return self._fill(io.run_blocking(FileOutput[M], path, "jsonl"), fields)

    def to_parquet(
        self, path: str | os.PathLike[str], *, fields: Sequence[models.UserField] | None = None
    ) -> tables.WrittenTable:
        """Write the list to a Parquet file, with a type for each column; it is whole or not there.

        Needs the extra `tables`. Only its owner may read it: it holds personal data. A file of that
        name is replaced. A list of any length takes the memory of some pages.

        Args:
            path: the file.
            fields: the user fields that become columns, as `client.flow.user_fields.list()` has
                them, which saves the request; None asks for them.

        Raises:
            ConfigurationError: pyarrow is not installed.
            OSError: the disk is full, or the file cannot be written; nothing of it is left.
            IncompleteListError: records are missing; nothing of the file is left.

        Example:
            client.subscribers.list().to_parquet("people.parquet")

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.output import FileOutput

        return self._fill(io.run_blocking(FileOutput[M], path, "parquet"), fields)

    def to_sqlite(
        self,
        path: str | os.PathLike[str],
        table: str,
        *,
        upsert: bool = True,
        fields: Sequence[models.UserField] | None = None,
    ) -> tables.WrittenTable:
        """Write the list to a table of an SQLite file, in one transaction: all of it or nothing.

        The file is made if it is not there, for its owner alone: it holds personal data. Other
        tables stay as they are, and so do columns that only the table has; new ones are added.

        Args:
            path: the file.
            table: the name of the table, which is made if it is not there.
            upsert: replace the rows of records that are in the table already, by what identifies
                them, `user_ns` for people. Rows of records that the list does not have stay. False
                refuses a table that is there.
            fields: the user fields that become columns, as `client.flow.user_fields.list()` has
                them, which saves the request; None asks for them.

        Raises:
            InvalidArgumentError: the file is not an SQLite file, or the table cannot take the rows.
            OSError: the disk is full, or another program has the file to itself; it is as it was.
            IncompleteListError: records are missing; the file is as it was.

        Example:
            client.subscribers.list().to_sqlite("crm.sqlite", "people")

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.output import FileOutput

        output = io.run_blocking(
            FileOutput[M], path, "sqlite", table=table, upsert=_flag(upsert, "upsert")
        )
        return self._fill(output, fields)

    def to_arrow(self, *, fields: Sequence[models.UserField] | None = None) -> Any:
        """Return the list as a `pyarrow.Table`. Needs the extra `tables`.

        `fields` are the user fields that become columns, as `client.flow.user_fields.list()` has
        them, which saves the request; None asks for them.

        Raises:
            ConfigurationError: pyarrow is not installed.

        Example:
            table = client.subscribers.list().to_arrow()

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.output import ArrowOutput

        return self._fill(io.run_blocking(ArrowOutput[M]), fields)

    def to_pandas(self, *, fields: Sequence[models.UserField] | None = None) -> Any:
        """Return the list as a `pandas.DataFrame`. Needs pandas, and the extra `tables`.

        Whole numbers and flags stay such where some are missing (Int64, boolean), days and times
        are datetime64, those of a client with a `time_zone` in that zone.

        `fields` are the user fields that become columns, as `client.flow.user_fields.list()` has
        them, which saves the request; None asks for them.

        Raises:
            ConfigurationError: pandas or pyarrow is not installed.

        Example:
            people = client.subscribers.list().to_pandas()
            print(people["country"].value_counts())

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.arrow import load_pandas, to_pandas
        from ..tables.output import ArrowOutput

        io.run_blocking(load_pandas)
        table = self._fill(io.run_blocking(ArrowOutput[M]), fields)
        return io.run_blocking(to_pandas, table)

    def to_polars(self, *, fields: Sequence[models.UserField] | None = None) -> Any:
        """Return the list as a `polars.DataFrame`. Needs polars, and the extra `tables`.

        `fields` are the user fields that become columns, as `client.flow.user_fields.list()` has
        them, which saves the request; None asks for them.

        Raises:
            ConfigurationError: polars or pyarrow is not installed.

        Example:
            people = client.subscribers.list().to_polars()

        GET /flow/user-fields, once, before the list is read
        """
        from ..tables.arrow import load_polars, to_polars
        from ..tables.output import ArrowOutput

        io.run_blocking(load_polars)
        table = self._fill(io.run_blocking(ArrowOutput[M]), fields)
        return io.run_blocking(to_polars, table)

    # What libraries of tables look for; a user calls to_pandas() and its kind.

    def __array__(self, *_args: object, **_kwargs: object) -> NoReturn:
        io.refuse_array()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return io.arrow_stream(self, requested_schema)

    def _builder(self, fields: Sequence[models.UserField] | None) -> RowBuilder[M]:
        from ..tables.output import row_builder

        reading = self._begin()
        if fields is None and self._list_fields is not None:
            fields = _user_fields(self._list_fields)
        return row_builder(reading.model, reading.zone, fields)

    def _fill(self, output: TableOutput[M, T], fields: Sequence[models.UserField] | None) -> T:
        """Read the list into something, and return what that has become."""
        from ..tables.output import warn_about

        try:
            io.shielded(output.open, self._builder(fields))
            for page in self.pages():
                io.shielded(output.add, page)
            io.shielded(output.finish)
        except BaseException as error:
            io.shielded(output.fail, error)
            raise
        warn_about(output.as_text, output.builder.unknown_fields if fields is None else ())
        return output.result


def _user_fields(list_fields: FieldLister) -> Sequence[models.UserField]:
    """The user fields; an error of a key that may not ask for them says how to do without."""
    pager = list_fields("GET /flow/user-fields", models.UserField)
    try:
        return [field for page in pager.pages() for field in page]
    except PermissionDeniedError as error:
        way_out = "Or pass fields=[], to leave the user fields out of the table."
        error.remedy = f"{error.remedy} {way_out}" if error.remedy else way_out
        raise


def _flag(value: bool, argument: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidArgumentError(f"{argument} must be True or False, not {describe_type(value)}")
    return value
