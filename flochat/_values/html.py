"""How notebooks show records, lists and reports: small tables, in which everything is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from html import escape
from itertools import islice
from typing import Any, Final, cast

import attrs

from ..errors import FlochatError

#: The rows that are shown of a list; the rest is counted.
MAX_ROWS: Final = 20
_MAX_TEXT: Final = 200


def report_html(report: object) -> str:
    """A report as HTML: its single values in one table, and each list in one of its own."""
    singles, lists = [], []
    for name, value in _fields(report):
        if isinstance(value, Sized) and isinstance(value, Iterable) and not _is_single(value):
            singles.append((name, f"{len(value):,}"))
            lists.append((name, value))
        elif value is not None:
            singles.append((name, value))
    tables = [fields_html(type(report).__name__, singles)]
    tables += [items_html(name, items) for name, items in lists if len(items)]
    return "".join(tables)


def fields_html(title: str, fields: Iterable[tuple[str, object]]) -> str:
    """A table of names and values."""
    lines = (f"<tr><th>{_cell(name)}</th><td>{_cell(value)}</td></tr>" for name, value in fields)
    return f"<table><caption>{_cell(title)}</caption><tbody>{''.join(lines)}</tbody></table>"


def items_html(title: str, items: Any) -> str:
    """A table of the first rows of a list, with a column for each field that has a value."""
    shown = _first(items)
    rows = [_row(item) for item in shown]
    names = [name for name in _all_names(rows) if any(not _is_empty(row.get(name)) for row in rows)]
    head = "".join(f"<th>{_cell(name)}</th>" for name in names)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(row.get(name))}</td>' for name in names)}</tr>" for row in rows
    )
    caption = f"{title}: {len(items):,}" + (f", {len(rows)} shown" * (len(rows) < len(items)))
    return (
        f"<table><caption>{_cell(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def hidden_html(title: str, text: str) -> str:
    """A text that is shown on a click."""
    return f"<details><summary>{_cell(title)}</summary><pre>{_escaped(text)}</pre></details>"


def _first(items: Iterable[Any]) -> Sequence[Any]:
    """The first rows; none of a list that has to be read from a file which is gone."""
    try:
        return list(islice(items, MAX_ROWS))
    except FlochatError:
        return []


def _row(item: Any) -> Mapping[str, Any]:
    """The cells of an item by the names of its fields; what has none is one cell."""
    if attrs.has(type(item)):
        return dict(_fields(item))
    is_named = isinstance(item, tuple) and hasattr(item, "_asdict")
    return item._asdict() if is_named else {"": item}


def _fields(record: object) -> Iterator[tuple[str, Any]]:
    for attribute in attrs.fields(cast("Any", type(record))):
        if attribute.name != "raw" and not attribute.name.startswith("_"):
            yield attribute.name, getattr(record, attribute.name)


def _all_names(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return dict.fromkeys(name for row in rows for name in row)


def _is_single(value: object) -> bool:
    return isinstance(value, str | bytes | Mapping) or attrs.has(type(value))


def _is_empty(value: object) -> bool:
    return value is None or value == ()


def _cell(value: object) -> str:
    text = _text(value)
    return _escaped(text if len(text) <= _MAX_TEXT else f"{text[: _MAX_TEXT - 3]}...")


def _escaped(text: str) -> str:
    """A text as HTML, without halves of characters, which a notebook could not keep."""
    return escape(text).encode("utf-8", "replace").decode()


def _text(value: object) -> str:
    """A value in a few words: names of what has one, and of anything else its repr."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return ", ".join(_text(item) for item in islice(value, MAX_ROWS))
    name = getattr(value, "name", None) if attrs.has(type(value)) else None
    return name if isinstance(name, str) and name else str(value)
