"""The file of an export's journal: its tables, how it is created, and whose it is."""

from __future__ import annotations

import glob
import json
import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from .._bulk.journal_file import connect, sync_folder
from ..errors import JournalError

#: In the head of the file: "FLOe", and the version of the tables.
_APPLICATION: Final = 0x464C4F65
_VERSION: Final = 1
_TABLES: Final = """
CREATE TABLE job (
    name TEXT NOT NULL, arguments TEXT NOT NULL, base_url TEXT NOT NULL, key TEXT NOT NULL,
    flow TEXT, workspace TEXT, destination TEXT, form TEXT,
    is_listed INTEGER NOT NULL DEFAULT 0, is_writing INTEGER NOT NULL DEFAULT 0, report TEXT
);
CREATE TABLE parts (
    path TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
    total INTEGER, rows INTEGER NOT NULL, pages INTEGER NOT NULL, note TEXT
) WITHOUT ROWID;
CREATE INDEX parts_by_state ON parts (state, kind, path);
CREATE UNIQUE INDEX people_once ON parts (key)
    WHERE kind = 'rows' AND substr(key, 1, 7) = '{"user_';
CREATE TABLE pages (
    path TEXT NOT NULL, number INTEGER NOT NULL, place TEXT NOT NULL, payload BLOB NOT NULL,
    PRIMARY KEY (path, number)
);
CREATE TABLE notes (note TEXT PRIMARY KEY);
"""


@frozen
class ExportIdentity:
    """What has to be the same when an export goes on."""

    name: str
    arguments: str
    base_url: str
    key: str = field(repr=False)
    flow: str | None = None
    workspace: str | None = None


@frozen
class Destination:
    """The file that an export becomes: where, relative to the journal, and in which format."""

    path: str
    form: str


@frozen
class Glance:
    """What a journal says at a glance, without being opened.

    `report` is what was reported when the export was finished, None before; `is_writing` says that
    the file may have been put in its place.
    """

    report: dict[str, Any] | None
    is_writing: bool


def glance_at(shown: Path) -> Glance | None:
    """Look into the journal of an export; None for any other file, or none."""
    path = shown.absolute()
    if not path.exists():
        return None
    try:
        with closing(connect(path, "ro")) as database:
            check_journal(database, shown)
            row = database.execute("SELECT report, is_writing FROM job").fetchone()
    except (sqlite3.Error, JournalError, OSError):
        return None  # opening it says what is wrong
    if row is None:
        return None
    text, is_writing = row
    return Glance(None if text is None else json.loads(text), bool(is_writing))


def create_journal(
    path: Path,
    identity: ExportIdentity,
    destination: Destination,
    draft: sqlite3.Connection | None,
) -> None:
    """Create a journal for its owner alone, with what is in `draft`.

    It appears as a whole under its name.
    """
    temporary = path.with_name(f"{path.name}-new-{secrets.token_hex(4)}")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(connect(temporary, "rw")) as database:
            database.execute("PRAGMA auto_vacuum = FULL")
            if draft is None:
                create_tables(database, identity, destination)
            else:
                draft.backup(database)
                database.execute(
                    "UPDATE job SET destination = ?, form = ?", (destination.path, destination.form)
                )
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            if not path.exists():
                temporary.rename(path)
        sync_folder(path)
    finally:
        temporary.unlink(missing_ok=True)


def remove_other_names(path: Path) -> None:
    """Remove the first name of a journal whose creator was killed before it did."""
    facts = path.stat()
    if facts.st_nlink > 1:
        for other in path.parent.glob(f"{glob.escape(path.name)}-new-*"):
            with suppress(OSError):
                if os.path.samestat(other.stat(), facts):
                    other.unlink()


def create_tables(
    database: sqlite3.Connection, identity: ExportIdentity, destination: Destination | None
) -> None:
    # What is deleted must not stay behind in the file: it is about people.
    database.execute("PRAGMA auto_vacuum = FULL")
    configure(database)
    database.executescript(f"BEGIN; {_TABLES} COMMIT;")
    database.execute(
        "INSERT INTO job (name, arguments, base_url, key, flow, workspace, destination, form) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(identity.name, identity.arguments, identity.base_url, identity.key),
            *(identity.flow, identity.workspace),
            *((destination.path, destination.form) if destination else (None, None)),
        ),
    )
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(f"PRAGMA user_version = {_VERSION}")


def configure(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA secure_delete = ON")
    database.execute("PRAGMA trusted_schema = OFF")


def check_journal(database: sqlite3.Connection, shown: Path) -> None:
    """Raise `JournalError` for what is not a journal of an export, or is damaged."""
    try:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION:
            raise JournalError(f"{shown} is not the journal of an export; name another file")
        if version != _VERSION:
            raise JournalError(
                f"{shown} is a journal of another version of this package ({version})"
            )
        (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise damaged(str(shown), found)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        if "not a database" in str(error):
            raise JournalError(f"{shown} is not the journal of an export: {error}") from None
        raise damaged(str(shown), str(error)) from None


def check_identity(
    database: sqlite3.Connection,
    shown: Path,
    identity: ExportIdentity,
    destination: Destination,
    *,
    new_key: bool,
) -> None:
    row = database.execute(
        "SELECT name, arguments, base_url, key, flow, workspace, destination, form FROM job"
    ).fetchone()
    if row is None:
        raise damaged(str(shown), "it says of no export")
    name, arguments, base_url, key, flow, workspace, path, form = row
    if name != identity.name:
        raise JournalError(f"{shown} is the journal of export.{name}, not of {identity.name}")
    if arguments != identity.arguments:
        raise JournalError(
            f"{shown} is the journal of export.{name} with other arguments ({arguments}, not "
            f"{identity.arguments}); give the same, or another journal"
        )
    if base_url != identity.base_url:
        raise JournalError(f"{shown} was begun at {base_url}, not at {identity.base_url}")
    if (flow, workspace) != (identity.flow, identity.workspace):
        raise JournalError(f"{shown} was begun for another flow or workspace of a partner")
    if (path, form) != (destination.path, destination.form):
        raise JournalError(
            f"{shown} was begun for the file {path} ({form}), not for {destination.path} "
            f"({destination.form}); give the same, or another journal"
        )
    if key != identity.key:
        if not new_key:
            raise JournalError(
                f"{shown} was begun with another key; pass new_key=True if the key was replaced"
            )
        with suppress(sqlite3.OperationalError):
            database.execute("UPDATE job SET key = ?", (identity.key,))


def damaged(shown: str, what: str) -> JournalError:
    return JournalError(
        f"the journal {shown} is damaged ({what}); put back a copy of it, or delete it to read "
        "everything again"
    )
