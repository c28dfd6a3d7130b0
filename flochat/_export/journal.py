"""The journal of an export: an SQLite file with the pages that were read, as they came.

A page is written down before the next one is asked for, so that nothing is read twice: whoever
goes on feeds the pages to a `PartReading` and is where the run before was. Reading does no harm,
so, unlike that of a bulk job, this journal may be copied and moved.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from attrs import evolve

from .._bulk.file_lock import FileLock
from .._bulk.journal_file import connect, journal_errors, resolve, transaction
from .._bulk.open_files import opened
from .._values.json_type import JSON
from ..errors import JournalError
from .journal_store import (
    Destination,
    ExportIdentity,
    check_identity,
    check_journal,
    configure,
    create_journal,
    create_tables,
    damaged,
    remove_other_names,
)
from .parts import Part, PartKind, PartState

T = TypeVar("T")

_MEMORY: Final = ":memory:"
#: Fast, and still a fifth of the JSON of people.
_LEVEL: Final = 1
_MAX_PAYLOAD: Final = 256 * 1024 * 1024
_PART: Final = "SELECT path, kind, key, state, total, rows, pages, note FROM parts"
#: How often somebody else may hold the file before a change is given up, in seconds.
_BUSY_TIMEOUT: Final = 60_000


class ExportJournal:
    """A journal that is open for the one run that works on it. Any thread may use it."""

    def __init__(self, path: Path | None, database: sqlite3.Connection, resources: ExitStack):
        #: The file; None for a journal in memory.
        self.path = path
        self._database = database
        self._resources = resources
        self._mutex = RLock()
        self._is_inherited = False
        self._requests = 0
        self._rows = 0
        self._shown = str(path or "in memory")
        self._recount()

    @classmethod
    def in_memory(cls, identity: ExportIdentity) -> Self:
        """A journal for a plan that nobody has given a file to."""
        database = sqlite3.connect(_MEMORY, isolation_level=None, check_same_thread=False)
        create_tables(database, identity, None)
        resources = ExitStack()
        resources.enter_context(closing(database))
        return cls(None, database, resources)

    @classmethod
    def open(
        cls,
        shown: Path,
        identity: ExportIdentity,
        destination: Destination,
        *,
        new_key: bool = False,
        draft: ExportJournal | None = None,
    ) -> Self:
        """Open a journal, or create it, with the pages of `draft` in it.

        Raises `JournalError` for one that is in use, that is another export's or another client's,
        that is damaged or no journal, or that cannot be written.
        """
        with journal_errors(shown, "opened"), ExitStack() as stack:
            path = resolve(shown)
            if not path.exists():
                create_journal(
                    path, identity, destination, None if draft is None else draft._database
                )
            remove_other_names(path)
            handle = _Handle()
            stack.enter_context(opened(path.stat(), handle))
            lock = FileLock.acquire(path)
            stack.callback(lock.close)
            database = stack.enter_context(closing(connect(path, "rw")))
            check_journal(database, shown)
            database.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT}")
            configure(database)
            check_identity(database, shown, identity, destination, new_key=new_key)
            journal = cls(path, database, stack.pop_all())
            handle.journal = journal
            return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        with self._mutex:
            if not self._is_inherited:
                self._resources.close()

    def remove(self) -> None:
        """Release the file, and remove it."""
        with self._mutex:
            if self.path is not None and not self._is_inherited:
                self._resources.close()
                self.path.unlink(missing_ok=True)

    @property
    def requests(self) -> int:
        """How many pages were read, in all runs."""
        return self._requests

    @property
    def rows(self) -> int:
        """How many rows of the file were read so far; those in several parts may count twice."""
        return self._rows

    @property
    def is_listed(self) -> bool:
        """Whether all parts are known that the export begins with."""
        return bool(self._row("SELECT is_listed FROM job")[0])

    @property
    def report(self) -> dict[str, Any] | None:
        """What was reported when the export was finished; None before."""
        (text,) = self._row("SELECT report FROM job")
        report: dict[str, Any] | None = None if text is None else json.loads(text)
        return report

    def add_parts(self, parts: Iterable[Part], *, is_listed: bool | None = None) -> int:
        """Add parts; those that are there already, or have a person twice, are passed over.

        `is_listed` says that these were the last. Returns how many were added.
        """

        def add(database: sqlite3.Connection) -> int:
            added = 0
            for part in parts:
                cursor = database.execute(
                    "INSERT OR IGNORE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _values(part)
                )
                added += cursor.rowcount
            if is_listed is not None:
                database.execute("UPDATE job SET is_listed = ?", (int(is_listed),))
            return added

        return self._change(add)

    def discard_parts(self) -> None:
        """Forget parts that were not listed to their end; nothing of them was read."""
        self._change(lambda database: database.execute("DELETE FROM parts WHERE pages = 0"))

    def parts(
        self,
        *,
        kind: PartKind | None = None,
        state: PartState | None = None,
        parent: str | None = None,
    ) -> Iterator[Part]:
        """The parts in their order, all or those of a kind, a state or a parent."""
        after = ""
        while batch := self._parts_after(after, kind, state, parent):
            yield from batch
            after = batch[-1].path

    def part(self, path: str) -> Part:
        """The part at a path. Raises `KeyError`."""
        row = self._row(f"{_PART} WHERE path = ?", path)
        if row is None:
            raise KeyError(path)
        return _part(row)

    def next_pending(self, kind: PartKind | None, after: str = "") -> Part | None:
        """The first part behind `after` that is still to be read, or to be split."""
        where = "state IN ('pending', 'splitting') AND path > ?"
        if kind is not None:
            where += f" AND kind = '{kind.value}'"
        row = self._row(f"{_PART} WHERE {where} ORDER BY path LIMIT 1", after)
        return None if row is None else _part(row)

    def states(self, kind: PartKind | None = None) -> Counter[PartState]:
        """How many parts, of a kind or of all, are in which state."""
        where = "" if kind is None else f" WHERE kind = '{kind.value}'"
        rows = self._rows_of(f"SELECT state, COUNT(*) FROM parts{where} GROUP BY state")
        return Counter({PartState(state): count for state, count in rows})

    def replace(self, part: Part) -> None:
        """Write down how far a part is."""
        self._change(lambda database: _replace(database, part))
        if part.state in (PartState.SPLIT, PartState.DROPPED):
            self._recount()

    def add_page(self, part: Part, place: Mapping[str, int], payload: JSON, *, fresh: int) -> Part:
        """Write down a page of a part, with `fresh` new rows; returns the part as it is then."""
        after = evolve(part, pages=part.pages + 1, rows=part.rows + fresh)
        text = json.dumps(payload, separators=(",", ":"))
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)

        def add(database: sqlite3.Connection) -> None:
            database.execute(
                "INSERT INTO pages VALUES (?, ?, ?, ?)",
                (part.path, after.pages, json.dumps(dict(place)), packed),
            )
            _replace(database, after)

        with self._mutex:
            self._change(add)
            self._requests += 1
            self._rows += fresh if part.kind is PartKind.ROWS else 0
        return after

    def pages(self, path: str) -> Iterator[tuple[dict[str, int], JSON]]:
        """The pages of a part, each with its place, in the order in which they were read."""
        number = 0
        query = (
            "SELECT number, place, payload FROM pages WHERE path = ? AND number > ? "
            "ORDER BY number LIMIT 1"
        )
        while row := self._row(query, path, number):
            number, place, packed = row
            yield json.loads(place), self._unpacked(packed)

    def restart(self, states: Iterable[PartState]) -> None:
        """Forget what was read of the parts in these states, so that they are read once more."""
        names = [state.value for state in states]
        marks = ", ".join("?" for _ in names)

        def forget(database: sqlite3.Connection) -> None:
            chosen = f"SELECT path FROM parts WHERE state IN ({marks})"
            database.execute(f"DELETE FROM pages WHERE path IN ({chosen})", names)
            database.execute(
                "UPDATE parts SET state = 'pending', total = NULL, rows = 0, pages = 0, "
                f"note = NULL WHERE state IN ({marks})",
                names,
            )
            database.execute("UPDATE job SET report = NULL")

        self._change(forget)
        self._recount()

    def note(self, note: str) -> None:
        """Keep a remark for plan and report."""
        self._change(lambda it: it.execute("INSERT OR IGNORE INTO notes VALUES (?)", (note,)))

    def notes(self) -> list[str]:
        """The remarks so far."""
        return [note for (note,) in self._rows_of("SELECT note FROM notes ORDER BY rowid")]

    def begin_writing(self) -> None:
        """Note that the file is about to get its name, so that it is known for ours."""
        self._change(lambda database: database.execute("UPDATE job SET is_writing = 1"))

    def finish(self, report: Mapping[str, Any], *, keeps_pages: bool) -> None:
        """Note that the file is there. Unless `keeps_pages`, what was read is deleted here."""

        def end(database: sqlite3.Connection) -> None:
            database.execute("UPDATE job SET report = ?", (json.dumps(report),))
            if not keeps_pages:
                database.execute("DELETE FROM pages")
                database.execute("DELETE FROM parts")

        self._change(end)

    def _change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._mutex, journal_errors(Path(self._shown), "written"):
            self._check_open()
            return transaction(self._database, work)

    def _recount(self) -> None:
        self._requests, self._rows = self._row(
            "SELECT COALESCE(SUM(pages), 0), "
            "COALESCE(SUM(CASE WHEN kind = 'rows' AND state NOT IN ('split', 'dropped') "
            "THEN rows ELSE 0 END), 0) FROM parts"
        )

    def _row(self, query: str, *values: Any) -> Any:
        with self._mutex, journal_errors(Path(self._shown), "read"):
            self._check_open()
            return self._database.execute(query, values).fetchone()

    def _rows_of(self, query: str, *values: Any) -> list[Any]:
        with self._mutex, journal_errors(Path(self._shown), "read"):
            self._check_open()
            return self._database.execute(query, values).fetchall()

    def _parts_after(
        self, after: str, kind: PartKind | None, state: PartState | None, parent: str | None
    ) -> list[Part]:
        where: list[str] = ["path > ?"]
        values: list[str | int] = [after]
        for name, value in (("kind", kind), ("state", state)):
            if value is not None:
                where.append(f"{name} = ?")
                values.append(value.value)
        if parent is not None:
            where.append("path > ? AND path < ? AND instr(substr(path, ?), '.') = 0")
            values += [f"{parent}.", f"{parent}/", len(parent) + 2]  # "/" is what follows "."
        query = f"{_PART} WHERE {' AND '.join(where)} ORDER BY path LIMIT 500"
        return [_part(row) for row in self._rows_of(query, *values)]

    def _unpacked(self, packed: bytes) -> JSON:
        try:
            unpacker = zlib.decompressobj()
            text = unpacker.decompress(packed, _MAX_PAYLOAD)
            if not unpacker.eof:
                raise ValueError("a page is cut off")
            payload: JSON = json.loads(text.decode("utf-8", "surrogatepass"))
        except (zlib.error, ValueError) as error:
            raise damaged(self._shown, str(error)) from None
        return payload

    def _check_open(self) -> None:
        if self._is_inherited:
            raise JournalError(
                f"the journal {self._shown} is in use by the process that this one was forked from"
            )

    # What a fork must not come in the middle of.

    def hold(self, seconds: float) -> bool:
        return self._mutex.acquire(timeout=seconds)

    def let_go(self) -> None:
        self._mutex.release()

    def abandon(self) -> None:
        self._is_inherited = True


class _Handle:
    """Stands for a journal that is being opened, in the list of open files."""

    journal: ExportJournal | None = None

    def hold(self, seconds: float) -> bool:
        return self.journal.hold(seconds) if self.journal else False

    def let_go(self) -> None:
        if self.journal:
            self.journal.let_go()

    def abandon(self) -> None:
        if self.journal:
            self.journal.abandon()


def _values(part: Part) -> tuple[Any, ...]:
    key = json.dumps(part.key, sort_keys=True)
    state, kind = part.state.value, part.kind.value
    return part.path, kind, key, state, part.total, part.rows, part.pages, part.note


def _part(row: tuple[Any, ...]) -> Part:
    path, kind, key, state, total, rows, pages, note = row
    return Part(path, PartKind(kind), json.loads(key), PartState(state), total, rows, pages, note)


def _replace(database: sqlite3.Connection, part: Part) -> None:
    path, *values = _values(part)
    database.execute(
        "UPDATE parts SET kind = ?, key = ?, state = ?, total = ?, rows = ?, pages = ?, note = ? "
        "WHERE path = ?",
        (*values, path),
    )
