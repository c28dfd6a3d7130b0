"""Whom a mirror has forgotten: known by a digest only, so that the next sync leaves them out."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b


def digest_of(database: sqlite3.Connection, user_ns: str) -> str:
    """What is kept of somebody who was forgotten; it says nothing without this file's salt."""
    (salt,) = database.execute("SELECT salt FROM mirror").fetchone()
    return blake2b(user_ns.encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()


def keep_out(database: sqlite3.Connection, user_ns: str, now: str, *, is_listed: bool) -> None:
    """Remember that somebody was forgotten."""
    database.execute(
        "INSERT INTO forgotten (digest, forgotten_at, is_listed) VALUES (?, ?, ?) "
        "ON CONFLICT (digest) DO UPDATE SET forgotten_at = excluded.forgotten_at",
        (digest_of(database, user_ns), now, is_listed),
    )


def is_kept_out(database: sqlite3.Connection, user_ns: str) -> bool:
    """Whether somebody was forgotten, and is to stay so."""
    row = database.execute(
        "SELECT 1 FROM forgotten WHERE digest = ?", (digest_of(database, user_ns),)
    ).fetchone()
    return row is not None


def let_in(database: sqlite3.Connection, user_ns: str) -> bool:
    """Forget that somebody was forgotten; returns whether they were."""
    cursor = database.execute(
        "DELETE FROM forgotten WHERE digest = ?", (digest_of(database, user_ns),)
    )
    return bool(cursor.rowcount)
