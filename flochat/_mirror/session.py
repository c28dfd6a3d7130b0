"""A sync that is under way: what its parts share, and how they ask for an answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias, TypeVar

from attrs import define, field

from .._values.json_type import JSON
from .._wire.decode import Decoder
from .mirror_file import MirrorFile
from .people_store import Counts, Moment, PeopleStore
from .report import SyncReport
from .rows import unix_text

T = TypeVar("T")


class Ask(NamedTuple):
    """A request that a sync wants made."""

    operation: str
    query: Mapping[str, Any]


#: A part of a sync: it asks, is sent the payloads of the answers, and returns a result. What a
#: request fails with is thrown into it.
Steps: TypeAlias = Generator[Ask, JSON, T]


@define(eq=False)
class Session:
    """What the parts of a sync share."""

    file: MirrorFile
    decoder: Decoder
    clock: Callable[[], float]
    sweep_days: float
    #: The fingerprint of the key with which the mirror is read from now on.
    key: str
    moment: Moment = field(default=Moment(0, ""))
    counts: Counts = field(factory=Counts)
    conversations: int = 0
    messages: int = 0
    orders: int = 0
    requests: int = 0
    is_full: bool = False
    notes: list[str] = field(factory=list)

    def now(self) -> str:
        """The time, as the mirror writes it."""
        return unix_text(self.clock())

    def begin(self) -> None:
        """Note that a sync begins."""
        now = self.now()
        with self.file.transaction() as database:
            cursor = database.execute("INSERT INTO syncs (began_at) VALUES (?)", (now,))
            self.moment = Moment(cursor.lastrowid or 0, now)

    def end(self) -> SyncReport:
        """Note that it has ended; returns what it did."""
        report = self.report()
        with self.file.transaction() as database:
            database.execute(
                "UPDATE syncs SET ended_at = ?, is_full = ?, requests = ?, summary = ? "
                "WHERE id = ?",
                (self.now(), self.is_full, self.requests, str(report), self.moment.sync_id),
            )
            self.set_meta(key=self.key)
        return report

    def note(self, text: str) -> None:
        """Say something that the mirror does not know, once."""
        if text not in self.notes:
            self.notes.append(text)

    @contextmanager
    def people(self) -> Iterator[PeopleStore]:
        """The people of the mirror, in a transaction."""
        with self.file.transaction() as database:
            yield PeopleStore(database, self.moment, self.counts)

    def meta(self) -> dict[str, Any]:
        """What the mirror knows of itself."""
        cursor = self.file.database.execute("SELECT * FROM mirror")
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))

    def set_meta(self, **values: Any) -> None:
        """Change some of that, in a transaction that is open or in one of its own."""
        changes = ", ".join(f"{name} = ?" for name in values)
        self.file.database.execute(f"UPDATE mirror SET {changes}", tuple(values.values()))

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of a query's first row."""
        return self.file.database.execute(sql, values).fetchone()[0]

    def is_due(self, last: str | None, days: float) -> bool:
        """Whether something was last done so many days ago, or at a time that is yet to come."""
        if last is None:
            return True
        age = self.clock() - datetime.fromisoformat(last).timestamp()
        return not -1 <= age < days * 86_400

    def report(self) -> SyncReport:
        """What has been done so far."""
        swept_at = self.meta()["swept_at"]
        next_sweep = None
        if swept_at is not None:
            next_sweep = datetime.fromisoformat(swept_at).astimezone(UTC) + timedelta(
                days=self.sweep_days
            )
        return SyncReport(
            people=self.value("SELECT count(*) FROM people WHERE vanished_at IS NULL"),
            new=self.counts.new,
            changed=self.counts.changed,
            vanished=self.counts.vanished,
            returned=self.counts.returned,
            conversations=self.conversations,
            messages=self.messages,
            orders=self.orders,
            requests=self.requests,
            is_full=self.is_full,
            next_sweep_at=next_sweep,
            cannot_see=tuple(self.notes),
        )
