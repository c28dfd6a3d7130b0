"""Workbooks of Excel (xlsx): the cells of their visible sheet, and what is hidden in it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree import ElementTree

from ..._plurals import counted
from ...errors import ConfigurationError, TableError
from .grid import Grid, Row, is_filled
from .options import Options, Question

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
#: How much the parts of a workbook may be once they are unpacked, in bytes: a bomb is more.
_MOST_UNPACKED: Final = 2_000_000_000
_MOST_RATIO: Final = 1_000
_VISIBLE: Final = "visible"
_MAX_SHOWN: Final = 5


class _Sheet(NamedTuple):
    """What a sheet says that openpyxl leaves out when it reads row by row."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    #: Cells with a formula that nobody has computed, by row.
    uncomputed: frozenset[int]


def read_workbook(content: bytes, options: Options) -> Grid:
    """The table in the one visible sheet of a workbook, or in the one that was asked for."""
    _check_size(content)
    workbook = _open(content)
    try:
        counts_from_1904 = workbook.epoch.year == 1904
        name, questions, notes = _choose_sheet(workbook, options)
        sheet = _scan(content, name)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise _broken(error) from None
    except ElementTree.ParseError as error:
        raise _broken(error) from None
    finally:
        workbook.close()
    if sheet.hidden_rows:
        notes.append(f"hidden rows of the sheet: {len(sheet.hidden_rows)}")
    if counts_from_1904:
        notes.append("the workbook counts days from 1904, which is taken into account")
    return Grid(
        rows=lambda: _rows(content, name, sheet),
        form=f"workbook, sheet {name!r}",
        notes=notes,
        questions=questions,
        counts_from_1904=counts_from_1904,
        hidden_columns=sheet.hidden_columns,
    )


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken(error) from None
    for part in parts:
        is_bomb = part.file_size > _MOST_RATIO * max(part.compress_size, 100)
        if part.file_size > _MOST_UNPACKED or is_bomb:
            raise TableError(
                f"it unpacks to far more than a table holds ({part.filename}: {part.file_size:,} "
                "bytes); save it again, or as CSV"
            )


def _open(content: bytes) -> Workbook:
    try:
        import openpyxl
    except ImportError:
        raise ConfigurationError(
            "reading a workbook needs openpyxl: pip install 'flochat[tables]', or save it as CSV"
        ) from None
    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Warning:
        raise  # which whoever made warnings errors wants to see
    except Exception as error:  # openpyxl raises what comes, for a file of anybody's making
        raise _broken(error) from None


def _broken(error: Exception) -> TableError:
    return TableError(
        "it is a broken workbook, cut off or changed by another program "
        f"({type(error).__name__}: {error}); save it again, or as CSV"
    )


def _choose_sheet(
    workbook: Workbook, options: Options
) -> tuple[str, tuple[Question, ...], list[str]]:
    """The name of the sheet to read."""
    sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "iter_rows")]
    visible = [sheet for sheet in sheets if sheet.sheet_state == _VISIBLE]
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != _VISIBLE]
    notes = [f"hidden sheets are left out: {', '.join(map(repr, hidden))}"] if hidden else []
    if options.sheet is not None:
        return _named_sheet([sheet.title for sheet in sheets], options.sheet), (), []
    filled = [sheet.title for sheet in visible if _has_cells(sheet)]
    if not filled:
        raise TableError(
            "its sheets are empty"
            if not hidden
            else f"no visible sheet has anything in it; say which to read with sheet={hidden[0]!r}"
        )
    if len(filled) == 1:
        return filled[0], (), notes
    question = Question(
        about="sheet",
        text=f"{len(filled)} sheets have rows: {', '.join(map(repr, filled[:_MAX_SHOWN]))}",
        answer=f"sheet={filled[0]!r}, for example",
    )
    return filled[0], (question,), notes


def _named_sheet(titles: Sequence[str], wanted: str | int) -> str:
    if isinstance(wanted, int):
        if 1 <= wanted <= len(titles):
            return titles[wanted - 1]
        raise TableError(f"it has {counted(len(titles), 'sheet')}; there is no sheet {wanted}")
    for title in titles:
        if title.casefold() == wanted.strip().casefold():
            return title
    known = ", ".join(map(repr, titles[:_MAX_SHOWN]))
    raise TableError(f"it has no sheet {wanted!r}, but {known}")


def _has_cells(sheet: Any) -> bool:
    return any(any(map(is_filled, row)) for row in sheet.iter_rows(values_only=True))


def _rows(content: bytes, name: str, facts: _Sheet) -> Iterator[Row]:
    workbook = _open(content)
    try:
        sheet = workbook[name]
        blank: list[int] = []
        sheet.reset_dimensions()  # what a file says of them may be wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            fault = None
            if number in facts.uncomputed:
                fault = "a formula in it was never computed; open the file in Excel and save it"
            plain: Sequence[Any] = cells
            row = Row(number, number, plain, fault, number in facts.hidden_rows)
            if row.is_blank:  # those at the end, which may be a million, are none
                blank.append(number)
                continue
            yield from (Row(each, each, ()) for each in blank)
            blank.clear()
            yield row
    except (TableError, Warning):
        raise
    except Exception as error:  # as in _open
        raise _broken(error) from None
    finally:
        workbook.close()


def _scan(content: bytes, name: str) -> _Sheet:
    """Read what is hidden, and formulas without a result, from the sheet itself."""
    rows, columns, uncomputed = set[int](), set[int](), set[int]()
    archive = zipfile.ZipFile(io.BytesIO(content))
    with archive, archive.open(_part_of(archive, name)) as part:
        number = 0
        for _, element in ElementTree.iterparse(part, events=("end",)):
            match element.tag.rpartition("}")[2]:
                case "col" if _is_set(element.get("hidden")):
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    columns.update(range(first - 1, min(last, first + 1_000)))
                case "row":
                    number = int(element.get("r", number + 1))
                    if _is_set(element.get("hidden")):
                        rows.add(number)
                    if any(map(_is_uncomputed, element)):
                        uncomputed.add(number)
                    element.clear()
    return _Sheet(frozenset(rows), frozenset(columns), frozenset(uncomputed))


def _is_set(flag: str | None) -> bool:
    return flag in ("1", "true")


def _is_uncomputed(cell: ElementTree.Element) -> bool:
    """Whether a cell has a formula, and no result of it, which an empty text would be."""
    parts = {child.tag.rpartition("}")[2]: child.text for child in cell}
    return "f" in parts and not parts.get("v") and cell.get("t") != "str"


def _part_of(archive: zipfile.ZipFile, name: str) -> str:
    """The file inside of a workbook that holds a sheet."""
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag in (f"{_MAIN}sheet", f"{_STRICT}sheet") and element.get("name") == name:
            relation = next(value for key, value in element.items() if key.endswith("}id"))
            target = targets[relation]
            return (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join("xl", target))
            )
    raise KeyError(name)
