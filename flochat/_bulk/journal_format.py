"""What stands in a journal: its tables, and the sums by which damage to them is found.

SQLite notices damage to its own structures only. So everything is summed up: the one row of `job`
and of `work` has a seal over its other columns, and `work.total` is the sum of the digests of all
people, which a change corrects by what it takes away and adds. A page that is older than the
others, as after a copy in the middle of a change, makes it wrong just as a flipped bit does.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from attrs import astuple, define, field, frozen

from ..errors import JournalError

#: In the head of the file: "FLOj", and the version of the tables.
APPLICATION: Final = 0x464C4F6A
VERSION: Final = 2
#: The version before, in write-ahead mode and without any sums.
FIRST_VERSION: Final = 1

FIRST_JOB: Final = """
    CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT,
        is_read INTEGER DEFAULT 0, duplicates INTEGER DEFAULT 0
    )
"""
JOB: Final = """
    CREATE TABLE job (
        name TEXT, arguments TEXT, base_url TEXT, key TEXT, flow TEXT, workspace TEXT,
        is_read INTEGER, duplicates INTEGER, seal TEXT
    )
"""
#: Who works on the file, and on which file they do; `total` sums up all people.
WORK: Final = """
    CREATE TABLE work (
        owner TEXT, pid INTEGER, host TEXT, boot TEXT, seen INTEGER,
        sequence INTEGER, file TEXT, mark TEXT, total INTEGER, seal TEXT
    )
"""
PEOPLE: Final = """
    CREATE TABLE people (
        position INTEGER PRIMARY KEY, person TEXT UNIQUE NOT NULL, requests TEXT,
        state TEXT NOT NULL, error TEXT
    )
"""
INDEX: Final = "CREATE INDEX people_by_state ON people (state, position)"
_STATEMENTS: Final = {
    FIRST_VERSION: (FIRST_JOB, PEOPLE, INDEX),
    VERSION: (JOB, WORK, PEOPLE, INDEX),
}
_TOTAL_MASK: Final = (1 << 63) - 1


class State(StrEnum):
    """What has become of a person. The values are stored in journals."""

    DONE = "done"  #: the service said ok
    FAILED = "failed"  #: the service refused, or no request could be made
    UNKNOWN = "unknown"  #: a request may have gone out, and no clear answer came
    PENDING = "pending"  #: nothing has gone out yet, or only what may be repeated
    SKIPPED = "skipped"  #: nothing is to go out: they do not want it


@frozen
class JobIdentity:
    """What has to be the same when a job resumes: what it does to everyone, and where.

    Its fields are columns of the journal, in this order.
    """

    name: str
    #: The arguments as they are sent, or a marker where they differ from person to person.
    arguments: str
    base_url: str
    #: A fingerprint of the API key, from which the key cannot be learned.
    key: str
    #: Of which of a partner's customers; None for what the key itself belongs to.
    flow: str | None = None
    workspace: str | None = None


#: A row of the table of people, in the order of its columns.
PersonRow = tuple[int, str, str | None, str, str | None]


@define
class Change:
    """What a change does to the sum of all people, and to how many are in which state."""

    total: int = 0
    counts: Counter[State] = field(factory=Counter)

    def add(self, row: PersonRow) -> None:
        self.total += _digest(row)
        self.counts[State(row[3])] += 1

    def take_away(self, row: PersonRow) -> None:
        self.total -= _digest(row)
        self.counts[State(row[3])] -= 1

    def total_after(self, total: int) -> int:
        """The sum of all people once this has been done to it."""
        return (total + self.total) & _TOTAL_MASK


def create_tables(
    database: sqlite3.Connection, identity: JobIdentity, work: Mapping[str, Any]
) -> None:
    """Write an empty journal, inside of a transaction."""
    for statement in _STATEMENTS[VERSION]:
        database.execute(statement)
    names = ("name", "arguments", "base_url", "key", "flow", "workspace")
    insert_sealed(
        database,
        "job",
        {**dict(zip(names, astuple(identity), strict=True)), "is_read": 0, "duplicates": 0},
    )
    insert_sealed(database, "work", work)
    stamp(database)


def stamp(database: sqlite3.Connection) -> None:
    """Write into the head of a file that it is a journal of this version."""
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {VERSION}")


def is_current(head: bytes) -> bool:
    """Whether a file that begins like this is a journal of this version."""
    application, version = head[68:72], head[60:64]
    return (int.from_bytes(application), int.from_bytes(version)) == (APPLICATION, VERSION)


def version_of(database: sqlite3.Connection, shown: Path) -> int:
    """The version of a journal. Raises `JournalError` for what is none, or cannot be read."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION and version in _STATEMENTS:
        return int(version)
    if application == APPLICATION:
        raise JournalError(f"{shown} is a journal of another version of this package ({version})")
    if application or database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise JournalError(f"{shown} is a database of something else, not a journal")
    raise JournalError(
        f"there is no job in {shown}; if it is a journal of an older version of this package, what "
        f"was done is in {shown.name}-wal, which has to be beside it; otherwise delete it"
    )


def read_row(database: sqlite3.Connection, table: str) -> dict[str, Any]:
    """The one row of `job` or `work`, by column."""
    cursor = database.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    row = cursor.fetchone()
    return {} if row is None else dict(zip(names, row, strict=True))


def insert_sealed(database: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Write the one row of `job` or `work`."""
    marks = ", ".join("?" for _ in range(len(row) + 1))
    database.execute(
        f"INSERT INTO {table} ({', '.join(row)}, seal) VALUES ({marks})",
        (*row.values(), _seal(row)),
    )


def update_sealed(database: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Replace the one row of `job` or `work`; the keys are all of its columns."""
    row = {**row, "seal": _seal(row)}
    columns = ", ".join(f"{name} = ?" for name in row)
    database.execute(f"UPDATE {table} SET {columns}", tuple(row.values()))


def check_whole(database: sqlite3.Connection, shown: Path) -> Change:
    """Raise `JournalError` unless all that was written is there; returns what is there."""
    try:
        return _check_whole(database, shown)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and hasattr(error, "sqlite_errorcode"):
            raise  # the file cannot be read, whatever is in it
        raise damaged(shown, str(error)) from None


def _check_whole(database: sqlite3.Connection, shown: Path) -> Change:
    check_structure(database, shown, VERSION)
    for table in ("job", "work"):
        row = read_row(database, table)
        if row.get("seal") != _seal(row):
            raise damaged(shown, f"the row of {table} was changed")
    people = sum_up(database, shown)
    if people.total_after(0) != row["total"]:
        raise damaged(shown, "what it says of the people does not add up")
    return people


def check_structure(database: sqlite3.Connection, shown: Path, version: int) -> None:
    """Raise `JournalError` for damage that SQLite notices, and for other tables than ours."""
    (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise damaged(shown, found)
    rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    if {_plain(sql) for (sql,) in rows} != {_plain(sql) for sql in _STATEMENTS[version]}:
        raise damaged(shown, "its tables are not those of a journal")


def sum_up(database: sqlite3.Connection, shown: Path) -> Change:
    """All people: the sum of their digests, and how many are in which state."""
    people = Change()
    try:
        for row in database.execute("SELECT position, person, requests, state, error FROM people"):
            people.add(row)
    except (TypeError, ValueError) as error:
        raise damaged(shown, str(error)) from None
    return people


def count_by_state(database: sqlite3.Connection) -> Counter[State]:
    """How many people are in which state."""
    rows: Iterable[tuple[str, int]] = database.execute(
        "SELECT state, COUNT(*) FROM people GROUP BY state"
    )
    return Counter({State(state): count for state, count in rows})


def damaged(shown: Path, what: str) -> JournalError:
    """The error for a journal that does not hold what was written."""
    return JournalError(
        f"the journal {shown} is damaged, or was copied in the middle of a change, or changed by "
        f"another program ({what}); put back the file that the job was last worked on, with the "
        f"{shown.name}-journal that may stand beside it"
    )


def _digest(row: PersonRow) -> int:
    """A number for all that is written of a person."""
    return int.from_bytes(blake2b(json.dumps(row).encode(), digest_size=8).digest())


def _seal(row: Mapping[str, Any]) -> str:
    values: Sequence[Any] = [row[name] for name in sorted(row) if name != "seal"]
    return blake2b(json.dumps(values, default=repr).encode(), digest_size=16).hexdigest()


def _plain(statement: str) -> str:
    return " ".join(statement.split())
