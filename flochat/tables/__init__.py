"""Records as rows of tables, and rows to files that people read with what they like.

    from flochat.tables import RowBuilder, open_writer

`client.subscribers.list().to_csv("people.csv")` and its kind do all of it; what is here is for
tables of other makings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .cells import guarded as guarded
    from .cells import list_items as list_items
    from .cells import list_text as list_text
    from .cells import unguarded as unguarded
    from .columns import Column as Column
    from .columns import ColumnKind as ColumnKind
    from .columns import Columns as Columns
    from .rows import RowBuilder as RowBuilder
    from .writing import TableFormat as TableFormat
    from .writing import open_writer as open_writer
    from .writing.writer import RowWriter as RowWriter
    from .writing.writer import WrittenTable as WrittenTable
    # End of what is derived.

_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".cells": ("guarded", "list_items", "list_text", "unguarded"),
    ".columns": ("Column", "ColumnKind", "Columns"),
    ".rows": ("RowBuilder",),
    ".writing": ("TableFormat", "open_writer"),
    ".writing.writer": ("RowWriter", "WrittenTable"),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
