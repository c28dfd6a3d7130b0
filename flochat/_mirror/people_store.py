"""People in the mirror's tables: how rows that came are merged, and who is no longer listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from attrs import define

from .._values.identifiers import USER, is_namespace, parse_flow
from ..errors import MirrorError
from ..models.subscribers import Subscriber
from .memory import digest_of
from .rows import (
    Cell,
    Difference,
    PersonRow,
    Row,
    differences,
    dump,
    marks,
    person_row,
    upsert,
)
from .schema import columns_of

#: Table of what belongs to a person, and the column that tells one from another.
_RELATED: Final[Mapping[str, str]] = {
    "person_tags": "tag",
    "person_labels": "label",
    "person_fields": "field",
}
_COLUMNS: Final = tuple(columns_of(Subscriber))


class Place(NamedTuple):
    """Where rows were read, and what follows from that for later syncs."""

    #: The number of the sweep that has seen them.
    sweep: int
    #: Whether all that is not known of stands above them, or is about to be read.
    settles: bool
    #: Whether an interaction is certainly of an earlier second than all that is not known of.
    is_old: Callable[[Subscriber, str | None], bool]


class Seen(NamedTuple):
    """A row of the list, as the mirror knew it before."""

    #: The time of the interaction, as it was sent.
    interaction: str | None
    #: Whether they are as they were, and whatever was not known of stands above them.
    is_settled: bool
    #: Whether that is of a later second, too.
    is_old: bool


@define
class Counts:
    """What has become of people in a sync."""

    new: int = 0
    changed: int = 0
    vanished: int = 0
    returned: int = 0
    #: Rows that nobody can be recognised by.
    nameless: int = 0
    #: Rows of people who are kept out, because they were forgotten.
    kept_out: int = 0


class Moment(NamedTuple):
    """The sync that writes, and its time."""

    sync_id: int
    now: str


class PeopleStore:
    """The people of a mirror, inside of a transaction."""

    def __init__(self, database: sqlite3.Connection, moment: Moment, counts: Counts) -> None:
        self._database = database
        self._moment = moment
        self._counts = counts

    def merge(self, people: Iterable[Subscriber], place: Place) -> list[Seen]:
        """Write down people as they came, in the order of the list."""
        people = self._recognised(people)
        known = self._known([person.user_ns or "" for person in people])
        return [
            self._merge(person, known, place)
            for person in people
            if not self._is_kept_out(person.user_ns or "", place.sweep)
        ]

    def settle(self) -> None:
        """Nothing that is not known of stands below anybody any more."""
        self._database.execute("UPDATE sightings SET is_settled = 1 WHERE is_settled = 0")

    def mark_vanished(self, sweep: int) -> None:
        """Mark who was not seen in a sweep that has read everybody."""
        rows = self._database.execute(
            "SELECT user_ns FROM people JOIN sightings USING (user_ns) "
            "WHERE vanished_at IS NULL AND sweep <> ?",
            (sweep,),
        ).fetchall()
        for (user_ns,) in rows:
            self.vanish(user_ns)
        self.forgotten_not_seen(sweep)

    def forgotten_not_seen(self, sweep: int) -> None:
        """Note who is kept out and was not seen in a sweep: they no longer count as listed."""
        self._database.execute("UPDATE forgotten SET is_listed = 0 WHERE sweep <> ?", (sweep,))

    def vanish(self, user_ns: str) -> None:
        """Mark somebody who is no longer listed; all that is known of them stays."""
        self._database.execute(
            "UPDATE people SET vanished_at = ? WHERE user_ns = ?", (self._moment.now, user_ns)
        )
        # Should they be listed again, that is no reason to stop reading there.
        self._database.execute("UPDATE sightings SET is_settled = 0 WHERE user_ns = ?", (user_ns,))
        self._log(user_ns, [Difference("person", user_ns, None)])
        self._counts.vanished += 1

    def _recognised(self, people: Iterable[Subscriber]) -> list[Subscriber]:
        """Those with a `user_ns`, each once. Raises `MirrorError` for people of another flow."""
        rows = list(people)
        named = {person.user_ns or "": person for person in rows}
        unique = {name: person for name, person in named.items() if is_namespace(name, USER)}
        self._counts.nameless += len(named) - len(unique)
        (flow,) = self._database.execute("SELECT flow_number FROM mirror").fetchone()
        for user_ns in unique:
            number = parse_flow(user_ns)
            if flow is None and number is not None:
                flow = number
                self._database.execute("UPDATE mirror SET flow_number = ?", (flow,))
            if number is not None and number != flow:
                raise MirrorError(
                    f"the mirror is of the flow f{flow}, and this key reads f{number}: "
                    "nothing was written; give each flow a file of its own"
                )
        return list(unique.values())

    def _is_kept_out(self, user_ns: str, sweep: int) -> bool:
        cursor = self._database.execute(
            "UPDATE forgotten SET is_listed = 1, sweep = ? WHERE digest = ?",
            (sweep, digest_of(self._database, user_ns)),
        )
        self._counts.kept_out += cursor.rowcount
        return bool(cursor.rowcount)

    def _known(self, names: Sequence[str]) -> dict[str, PersonRow]:
        """Those of the people who are in the mirror."""
        where = f"WHERE user_ns IN ({marks(names)})"
        related = {table: self._related(table, where, names) for table in _RELATED}
        rows = self._database.execute(
            f"SELECT user_ns, raw, {', '.join(_COLUMNS)} FROM people {where}", names
        )
        return {
            user_ns: PersonRow(
                columns=dict(zip(_COLUMNS, values, strict=True)),
                tags=related["person_tags"].get(user_ns, {}),
                labels=related["person_labels"].get(user_ns, {}),
                fields=related["person_fields"].get(user_ns, {}),
                raw=raw,
                interaction=None,
            )
            for user_ns, raw, *values in rows
        }

    def _related(self, table: str, where: str, names: Sequence[str]) -> dict[str, dict[str, Row]]:
        cursor = self._database.execute(f"SELECT * FROM {table} {where}", names)
        columns = [column[0] for column in cursor.description]
        found: dict[str, dict[str, Row]] = {}
        for values in cursor:
            row = dict(zip(columns, values, strict=True))
            key = str(row.pop(_RELATED[table]))
            found.setdefault(str(row.pop("user_ns")), {})[key] = row
        return found

    def _merge(self, person: Subscriber, known: Mapping[str, PersonRow], place: Place) -> Seen:
        user_ns = person.user_ns or ""
        row, before = person_row(person), known.get(user_ns)
        interaction, is_settled, was_old, vanished_at = self._database.execute(
            "SELECT interaction, is_settled, is_old, vanished_at FROM sightings "
            "JOIN people USING (user_ns) WHERE user_ns = ?",
            (user_ns,),
        ).fetchone() or (None, 0, 0, None)
        is_same = before is not None and interaction == row.interaction
        seen = Seen(row.interaction, bool(is_same and is_settled), bool(is_same and was_old))
        if before is None:
            self._insert(user_ns, row)
        else:
            self._update(user_ns, before, row, has_returned=vanished_at is not None)
        values: Row = {
            "user_ns": user_ns,
            "interaction": row.interaction,
            "is_settled": seen.is_settled or place.settles,
            "is_old": seen.is_old or place.is_old(person, row.interaction),
            "sweep": place.sweep,
        }
        statement = upsert("sightings", values, key=("user_ns",))
        self._database.execute(statement, tuple(values.values()))
        return seen

    def _insert(self, user_ns: str, row: PersonRow) -> None:
        now = self._moment.now
        times = {"first_seen_at": now, "changed_at": now, "last_read_at": now}
        self._write("people", {"user_ns": user_ns, **row.columns, "raw": row.raw, **times})
        self._write_related(user_ns, row)
        self._log(user_ns, [Difference("person", None, user_ns)])
        self._counts.new += 1

    def _update(
        self, user_ns: str, before: PersonRow, row: PersonRow, *, has_returned: bool
    ) -> None:
        changes = list(differences(before, row))
        if has_returned:
            changes.append(Difference("person", None, user_ns))
            self._counts.returned += 1
        values: Row = {"last_read_at": self._moment.now, "raw": row.raw, "vanished_at": None}
        if changes:
            values |= {**row.columns, "changed_at": self._moment.now}
            self._log(user_ns, changes)
        self._counts.changed += bool(changes) and not has_returned
        self._database.execute(
            f"UPDATE people SET {', '.join(f'{name} = ?' for name in values)} WHERE user_ns = ?",
            (*values.values(), user_ns),
        )
        if (before.tags, before.labels, before.fields) != (row.tags, row.labels, row.fields):
            for table in _RELATED:
                self._database.execute(f"DELETE FROM {table} WHERE user_ns = ?", (user_ns,))
            self._write_related(user_ns, row)

    def _write_related(self, user_ns: str, row: PersonRow) -> None:
        for (table, column), items in zip(
            _RELATED.items(), (row.tags, row.labels, row.fields), strict=True
        ):
            for key, values in items.items():
                self._write(table, {"user_ns": user_ns, column: key, **values})

    def _write(self, table: str, row: Mapping[str, Cell]) -> None:
        self._database.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks(row)})", tuple(row.values())
        )

    def _log(self, user_ns: str, changes: Iterable[Difference]) -> None:
        log_changes(self._database, self._moment, changes, user_ns=user_ns)


def log_changes(
    database: sqlite3.Connection,
    moment: Moment,
    changes: Iterable[Difference],
    *,
    user_ns: str | None = None,
    order_id: int | None = None,
) -> None:
    """Write down what a sync has seen change."""
    database.executemany(
        "INSERT INTO changes (sync_id, seen_at, user_ns, order_id, field, before, after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (moment.sync_id, moment.now, user_ns, order_id, it.field, *map(_json, it[1:]))
            for it in changes
        ],
    )


def _json(value: Cell) -> str | None:
    return None if value is None else dump(value)
