"""Reads what a flow is filled with from files: JSON, YAML, and CSV for people.

What comes out is one shape for all of them: sections, each a list of entries, and where each entry
stands, for errors.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from .._plurals import counted
from ..tables.cells import list_items, unguarded

PEOPLE: Final = "people"

#: The key that marks the JSON of a `FlowSnapshot`.
_SNAPSHOT_KEY: Final = "flow_snapshot"
_DELIMITERS: Final = (",", ";", "\t", "|")
#: Columns of a CSV file that hold several names.
_LISTS: Final = frozenset({"tags", "labels", "segments", "events"})
_READABLE: Final = ".json, .yaml, .yml, .csv or .tsv"


@frozen
class Entry:
    """One thing to put into a flow: a name, or an object."""

    section: str
    #: "people.json: people[2]", "people.csv, line 4".
    where: str
    value: object
    #: Whether keys that mean nothing to a sandbox are passed over: those of what the API answered.
    is_lenient: bool = False


def read_file(
    file: Path, person_columns: frozenset[str], passed_over: frozenset[str]
) -> list[Entry]:
    """What a file says is in a flow; columns of people that are passed over are no user fields.

    Raises `ValueError`, `OSError`, `ModuleNotFoundError`.
    """
    ending = file.suffix.lower()
    if ending in (".csv", ".tsv"):
        return list(_read_people(file, person_columns, passed_over))
    if ending == ".json":
        return entries_of(_parse_json(file), str(file))
    if ending in (".yaml", ".yml"):
        return entries_of(_parse_yaml(file), str(file))
    raise ValueError(f"{file}: a seed is read from {_READABLE}, not from {ending or 'no ending'}")


def entries_of(content: object, name: str) -> list[Entry]:
    """The entries of a parsed document: sections, a snapshot, a list of people, or an answer."""
    if isinstance(content, Mapping) and _SNAPSHOT_KEY in content:
        sections = {key: value for key, value in content.items() if key != _SNAPSHOT_KEY}
        return _of_sections(sections, name, is_lenient=True)
    if isinstance(content, Mapping) and isinstance(content.get("data"), list):
        return _of_sections({PEOPLE: content["data"]}, name, is_lenient=True)
    if isinstance(content, list):
        return _of_sections({PEOPLE: content}, name, is_lenient=False)
    if isinstance(content, Mapping):
        return _of_sections(content, name, is_lenient=False)
    raise ValueError(
        f'{name}: a seed is an object of sections, such as {{"tags": ["VIP"], "people": [...]}}, '
        f"or a list of people, not {json.dumps(content, default=str):.40}"
    )


def _of_sections(sections: Mapping[Any, Any], name: str, *, is_lenient: bool) -> list[Entry]:
    entries = []
    for section, items in sections.items():
        where = f"{name}: {section}"
        if items is None or items == {}:
            continue
        if isinstance(items, Mapping) and section == "default_ai_provider":
            entries.append(Entry(section, where, items, is_lenient))
        elif isinstance(items, list):
            entries += [
                Entry(str(section), f"{where}[{index}]", item, is_lenient)
                for index, item in enumerate(items)
            ]
        else:
            raise ValueError(f"{where} must be a list, not {json.dumps(items, default=str):.40}")
    return entries


def _parse_json(file: Path) -> object:
    try:
        return json.loads(_read_text(file))
    except json.JSONDecodeError as error:
        raise ValueError(f"{file}, line {error.lineno}: this is not JSON: {error.msg}") from None
    except RecursionError:
        raise ValueError(f"{file}: this JSON is nested too deeply") from None
    except ValueError as error:  # a number with thousands of digits
        raise _named(file, error) from None


def _parse_yaml(file: Path) -> object:
    try:
        import yaml

        from .seed_yaml import SeedLoader
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"{file}: reading YAML needs PyYAML: pip install 'flochat[contract]', or write it as "
            "JSON",
            name="yaml",
        ) from error
    try:
        content: object = yaml.load(_read_text(file), Loader=SeedLoader)  # a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ValueError(f"{file}{line}: this is not YAML: {problem}") from None
    except (RecursionError, OverflowError):
        raise ValueError(f"{file}: this YAML cannot be read: it is nested too deeply") from None
    except ValueError as error:  # the 45th day of a month
        raise _named(file, error) from None
    return content


def _named(file: Path, error: ValueError) -> ValueError:
    """The same error with the name of the file, which may have it already."""
    return error if str(file) in str(error) else ValueError(f"{file}: {error}")


def _read_text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{file}, line {line}: a seed must be UTF-8; save it as UTF-8 "
            "(in a spreadsheet: CSV UTF-8)"
        ) from None


def _read_people(
    file: Path, person_columns: frozenset[str], passed_over: frozenset[str]
) -> Iterator[Entry]:
    """Each row of a table of people: its headings name columns of a person, or user fields."""
    text = _read_text(file)
    lines = io.StringIO(text, newline="")  # a line of CSV ends with less than `splitlines` knows
    delimiter = max(_DELIMITERS, key=lines.readline().count)
    lines.seek(0)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        headings = [_heading(cell, person_columns) for cell in next(reader, [])]
        headings = ["" if heading in passed_over else heading for heading in headings]
        _check_headings(file, headings, person_columns)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                where = f"{file}, line {reader.line_num}"
                person = _person(where, headings, cells, person_columns)
                yield Entry(PEOPLE, where, person, is_lenient=True)
    except csv.Error as error:
        raise ValueError(f"{file}, line {reader.line_num}: this is not CSV: {error}") from None


def _heading(cell: str, person_columns: frozenset[str]) -> str:
    """The column of a person that a heading means, whatever its case; else a user field."""
    name = cell.strip()
    column = name.lower().replace(" ", "_").replace("-", "_")
    return column if column in person_columns or column in _LISTS else name


def _check_headings(file: Path, headings: list[str], person_columns: frozenset[str]) -> None:
    repeated = {heading for heading in headings if heading and headings.count(heading) > 1}
    if repeated:
        raise ValueError(f"{file}, line 1: there are two columns {min(repeated)!r}")
    if not person_columns.intersection(headings):
        raise ValueError(
            f"{file}, line 1: the first line must have the names of columns, such as "
            f"first_name,phone,email,tags; it has {', '.join(headings) or 'nothing'}"
        )


def _person(
    where: str, headings: list[str], cells: list[str], person_columns: frozenset[str]
) -> dict[str, Any]:
    if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
        raise ValueError(
            f"{where}: {counted(len(cells), 'cell')} for {counted(len(headings), 'heading')}"
        )
    person: dict[str, Any] = {}
    fields: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        text = unguarded(cell)
        if not heading or not text.strip():
            continue
        if heading in _LISTS:
            person[heading] = list_items(text.replace(";", ",") if "[" not in text else text)
        elif heading in person_columns:
            person[heading] = text.strip()
        else:
            fields[heading] = text
    return person | ({"user_fields": fields} if fields else {})
