"""A file of people, checked before anything is sent: `People("people.csv", country="AU")`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from .._plurals import counted
from .._values.checks import check_text, describe_type
from .._values.countries import COUNTRIES
from .._values.zones import find_zone
from ..errors import InvalidArgumentError
from ..models.fields import UserField
from .reading.options import ColumnTarget, NewFields, Options, Question, Shared
from .reading.person import TablePerson
from .reading.report import TableReport
from .reading.source import TableSource

if TYPE_CHECKING:
    from .reading.checking import CheckedTable

_SHARED: Final = ("first", "none")
_VAR_TYPES: Final = ("text", "number", "boolean", "date", "datetime", "array", "longtext")
_DECIMALS: Final = (".", ",")


class People:
    """The people of a spreadsheet or text file, for `client.bulk` and to look at.

    `check()` reads all of the file and says what becomes of each row. Iterating gives the people
    that can be used, each a mapping of texts. Nothing that could reach the wrong person is guessed:
    it becomes a question of the report, and until an argument answers it `client.bulk` refuses to
    run and iterating raises `InvalidArgumentError`.

    The file is read once, when it is first needed, so what was checked is what is sent. It is kept
    in memory as it is, up to 512 MiB, with some 800 bytes for each row; people are made from it as
    they are needed.

    Args:
        source: the path of a file (CSV or other text, or .xlsx with the extra `tables`), an open
            file of bytes, or the bytes.
        country: the ISO 3166 code ("AU") of phones without "+", for rows without a country of their
            own; None refuses such phones.
        map: what columns are for, by heading or by position from 1: "phone", "email", "name",
            "first_name", "last_name", "gender", "image", "tags", "country", "user_ns", "user_id",
            "consent", "refusal" (yes means no), the name of a user field or a `UserField`
            ("field.phone" for a field with one of these names), or None to leave the column out.
        dayfirst: whether 01/02/1990 is the first of February, where a column does not say so.
        time_zone: the IANA name or `tzinfo` of times without a zone.
        encoding: the encoding of a text file; None finds it out.
        delimiter: what stands between the cells of a text file; None finds it out.
        decimal: "." or ",", before the decimals of numbers; None finds it out by column.
        sheet: the name of a sheet, or its position from 1; None takes the visible one.
        header: the row of the headings, counted from 1; False for a table without; None finds it.
        hidden: whether rows that are hidden in the workbook are taken.
        shared: "first" takes the first of different people with one phone, "none" takes none.
        blank_consent: whether a blank cell in a column of consent counts as yes.
        clear: the text of a cell that empties a value, such as "(clear)"; empty cells change
            nothing.
        create_fields: True to create a user field (text) for each unknown column, or the headings
            of some, or a mapping from them to a `var_type`. `client.bulk.upsert` creates them.

    Raises:
        InvalidArgumentError: an argument cannot be used.

    Example:
        from flochat.tables import People

        people = People("people.csv", country="AU", dayfirst=True)
        report = people.check()
        print(report)  # 4 rows: 1 taken, 2 refused, 1 repeated, 0 blank
        report.to_csv("people-to-mend.csv")
    """

    def __init__(
        self,
        source: TableSource,
        *,
        country: str | None = None,
        map: Mapping[str | int, ColumnTarget] | None = None,  # noqa: A002 - what it is for users
        dayfirst: bool | None = None,
        time_zone: str | tzinfo | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        decimal: str | None = None,
        sheet: str | int | None = None,
        header: int | bool | None = None,
        hidden: bool | None = None,
        shared: Shared | None = None,
        blank_consent: bool | None = None,
        clear: str | None = None,
        create_fields: NewFields = False,
    ) -> None:
        if isinstance(source, str) and not source.strip():
            raise InvalidArgumentError("the path of the table must not be empty")
        if not isinstance(source, str | bytes) and not (
            hasattr(source, "read") or hasattr(source, "__fspath__")
        ):
            raise InvalidArgumentError(
                f"a table is a path, an open file or bytes, not {describe_type(source)}"
            )
        flags = {
            "dayfirst": dayfirst,
            "hidden": hidden,
            "blank_consent": blank_consent,
        }
        for name, flag in flags.items():
            if flag is not None and not isinstance(flag, bool):
                raise InvalidArgumentError(f"{name} must be True, False or None, not {flag!r}")
        self._source = source
        self._options = Options(
            country=_check_country(country),
            map=_check_map(map),
            dayfirst=dayfirst,
            time_zone=None if time_zone is None else find_zone(time_zone),
            encoding=_check_encoding(encoding),
            delimiter=_check_delimiter(delimiter),
            decimal=_check_one_of(decimal, _DECIMALS, "decimal"),
            sheet=_check_sheet(sheet),
            header=_check_header(header),
            hidden=hidden,
            shared=_check_one_of(shared, _SHARED, "shared"),
            blank_consent=blank_consent,
            clear=_check_marker(clear),
            create_fields=_check_new_fields(create_fields),
        )
        self._lock = Lock()
        self._content: bytes | None = None
        self._checked: dict[tuple[UserField, ...] | None, CheckedTable] = {}

    def __repr__(self) -> str:
        name = self._source
        if isinstance(name, bytes):
            name = counted(len(name), "byte")
        return f"<{type(self).__name__}: {name}>"

    def check(self, *, fields: Iterable[UserField] | None = None) -> TableReport:
        """Read the whole file, and say what becomes of each row. Sends nothing.

        It never raises for what a row holds: such rows are refused, with the reasons. `fields` are
        the user fields of the flow, `client.flow.user_fields.list()`, with which the columns of
        that name and their values are checked, too; without them unknown columns are listed.

        Raises:
            TableError: the file is not a table: encrypted, cut off, empty, something else.
            InvalidArgumentError: the map names a column, or a user field, that is not there.

        Example:
            report = People("people.xlsx").check()
            for question in report.questions:
                print(question.text, question.answer)
        """
        return self._table(None if fields is None else _check_fields(fields)).report

    def read(self, *, fields: Iterable[UserField] | None = None) -> Iterator[TablePerson]:
        """The people that can be used, in the order of the file. Sends nothing.

        `fields` are the user fields of the flow, `client.flow.user_fields.list()`: the columns that
        are called like them fill `person.fields`, in the form in which they are sent. Without
        them only columns that `map` gives a `UserField` do.

        Raises:
            TableError: the file is not a table.
            InvalidArgumentError: a question about the table is open, or the map names a column,
                or a user field, that is not there.

        Example:
            for person in People("people.csv").read(fields=client.flow.user_fields.list()):
                print(person.row, person["phone"], dict(person.fields))
        """
        table = self._table(None if fields is None else _check_fields(fields))
        check_answered(table.report.questions)
        return table.people()

    def __iter__(self) -> Iterator[TablePerson]:
        """The people that can be used, as `read()` gives them."""
        return self.read()

    def _table(self, fields: tuple[UserField, ...] | None) -> CheckedTable:
        from .reading.checking import check_table
        from .reading.source import read_grid, read_source

        with self._lock:
            if fields not in self._checked:
                if self._content is None:
                    self._content = read_source(self._source)
                grid = read_grid(self._content, self._options)
                self._checked.clear()  # each holds a part of all rows
                self._checked[fields] = check_table(
                    grid, self._options, fields, today=_latest_today()
                )
            return self._checked[fields]


def check_answered(questions: Collection[Question]) -> None:
    """Raise `InvalidArgumentError` while questions are open."""
    if questions:
        listed = "; ".join(question.without_cells() for question in questions)
        count = counted(len(questions), "question is", "questions are")
        raise InvalidArgumentError(
            f"{count} open about the table, and nothing is done before they are answered: {listed}"
        )


def _latest_today() -> date:
    """Today where it is latest: a birthday of today is none in the future anywhere."""
    return datetime.fromtimestamp(datetime.now(UTC).timestamp() + 14 * 3600, UTC).date()


def _check_fields(fields: Iterable[UserField]) -> tuple[UserField, ...]:
    if not isinstance(fields, Iterable):
        raise InvalidArgumentError(
            "fields are those of the flow, client.flow.user_fields.list(); with AsyncFlochat, "
            f"`await` its to_list(), not {describe_type(fields)}"
        )
    known = tuple(fields)
    for each in known:
        if not isinstance(each, UserField):
            raise InvalidArgumentError(
                f"fields are UserFields, as client.flow.user_fields.list() gives them, not "
                f"{describe_type(each)}"
            )
    return known


def _check_country(country: str | None) -> str | None:
    if country is None:
        return None
    code = check_text(country, "country").strip().upper()
    if code not in COUNTRIES:
        raise InvalidArgumentError(
            f"country must be an ISO 3166 code such as 'AU', not {country!r}"
        )
    return code


def _check_map(targets: Mapping[Any, Any] | None) -> Mapping[Any, ColumnTarget]:
    if targets is None:
        return {}
    if not isinstance(targets, Mapping):
        raise InvalidArgumentError(
            f"map must be a mapping {{heading: 'phone'}}, not {describe_type(targets)}"
        )
    for key, target in targets.items():
        if isinstance(key, bool) or not isinstance(key, str | int):
            raise InvalidArgumentError(
                f"map has headings, or positions from 1, as its keys, not {describe_type(key)}"
            )
        if target is not None and not isinstance(target, UserField):
            check_text(target, f"what map has for {key!r}")
    return dict(targets)


def _check_encoding(encoding: str | None) -> str | None:
    if encoding is None:
        return None
    from .reading.encoding import check_encoding

    try:
        return check_encoding(check_text(encoding, "encoding"))
    except (LookupError, ValueError) as error:
        if isinstance(error, InvalidArgumentError):
            raise
        raise InvalidArgumentError(
            f"encoding {encoding!r} is not known; pass one such as 'utf-8' or 'cp1252'"
        ) from None


def _check_delimiter(delimiter: str | None) -> str | None:
    if delimiter is None:
        return None
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n':
        raise InvalidArgumentError(
            f"delimiter must be one character, such as ';', not {delimiter!r}"
        )
    return delimiter


def _check_one_of(value: Any, allowed: Collection[str], name: str) -> Any:
    if value is not None and value not in allowed:
        raise InvalidArgumentError(
            f"{name} must be {' or '.join(map(repr, allowed))}, not {value!r}"
        )
    return value


def _check_sheet(sheet: str | int | None) -> str | int | None:
    if isinstance(sheet, bool) or not isinstance(sheet, str | int | None):
        raise InvalidArgumentError(f"sheet must be a name, or a position from 1, not {sheet!r}")
    return sheet


def _check_header(header: int | bool | None) -> int | bool | None:
    is_row = isinstance(header, int) and not isinstance(header, bool) and header >= 1
    if header is not None and not isinstance(header, bool) and not is_row:
        raise InvalidArgumentError(
            f"header must be the row of the headings, counted from 1, or False, not {header!r}"
        )
    return header


def _check_marker(clear: str | None) -> str | None:
    if clear is None:
        return None
    marker = check_text(clear, "clear").strip()
    if not marker:
        raise InvalidArgumentError("clear must be a text that is not blank, such as '(clear)'")
    return marker


def _check_new_fields(wanted: NewFields) -> NewFields:
    if isinstance(wanted, bool):
        return wanted
    if isinstance(wanted, str) or not isinstance(wanted, Collection):
        raise InvalidArgumentError(
            "create_fields must be True, a list of headings or a mapping from them to a var_type, "
            f"not {describe_type(wanted)}"
        )
    for heading in wanted:
        check_text(heading, "a heading of create_fields")
    if isinstance(wanted, Mapping):
        for heading, var_type in wanted.items():
            if var_type not in _VAR_TYPES:
                raise InvalidArgumentError(
                    f"the var_type of {heading!r} must be one of {', '.join(_VAR_TYPES)}, not "
                    f"{var_type!r}"
                )
    return wanted
