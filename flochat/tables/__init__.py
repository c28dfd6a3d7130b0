"""Tables of people read, records as rows, and rows to files that people read with what they like.

    from flochat.tables import People, RowBuilder, open_writer

`People("people.csv", country="AU").check()` says what becomes of each row of a file, and
`client.bulk` takes it. `client.subscribers.list().to_csv("people.csv")` and its kind write files;
the rest of what is here is for tables of other makings.
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
    from .people import People as People
    from .reading.layout import TableColumn as TableColumn
    from .reading.options import ColumnTarget as ColumnTarget
    from .reading.options import NewFields as NewFields
    from .reading.options import Question as Question
    from .reading.options import Shared as Shared
    from .reading.person import RowOutcome as RowOutcome
    from .reading.person import RowState as RowState
    from .reading.person import TablePerson as TablePerson
    from .reading.report import TableReport as TableReport
    from .reading.source import TableSource as TableSource
    from .rows import RowBuilder as RowBuilder
    from .writing import TableFormat as TableFormat
    from .writing import open_writer as open_writer
    from .writing.writer import RowWriter as RowWriter
    from .writing.writer import WrittenTable as WrittenTable
    # End of what is derived.

_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".cells": ("guarded", "list_items", "list_text", "unguarded"),
    ".people": ("People",),
    ".reading.layout": ("TableColumn",),
    ".reading.options": ("ColumnTarget", "NewFields", "Question", "Shared"),
    ".reading.person": ("RowOutcome", "RowState", "TablePerson"),
    ".reading.report": ("TableReport",),
    ".reading.source": ("TableSource",),
    ".columns": ("Column", "ColumnKind", "Columns"),
    ".rows": ("RowBuilder",),
    ".writing": ("TableFormat", "open_writer"),
    ".writing.writer": ("RowWriter", "WrittenTable"),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
