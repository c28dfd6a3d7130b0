"""What stands in the file of a mirror: its tables, its views, and how older ones are brought up.

docs/guides/mirror.md explains the tables and views to whoever queries them. Columns of people,
messages and orders are the fields of their models, so that a model with a new field brings a new
column.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, cast

import attrs

from ..errors import MirrorError
from ..models.base import Model
from ..models.messages import ChatMessage
from ..models.shop import Order
from ..models.subscribers import Subscriber
from .views import VIEWS

#: In the head of the file: "FLOm", and the version of the tables.
APPLICATION: Final = 0x464C4F6D
VERSION: Final = 1

#: The time zone of a mirror of which what was sent is to be read anew.
UNREAD: Final = "?"

#: A step from one version of the tables to the next.
Migration = Callable[[sqlite3.Connection], None]
#: Version -> the step that leads from it to the next one.
MIGRATIONS: Final[Mapping[int, Migration]] = {}

#: Fields that are not columns: what has tables of its own, and flags that only hold at the moment
#: at which a row was read.
_LEFT_OUT: Final[Mapping[type[Model], frozenset[str]]] = {
    Subscriber: frozenset(
        {
            *("raw", "user_ns", "tags", "labels", "user_fields"),
            *("is_last_message_in_last_24h", "is_bot_interacted_in_last_24h"),
        }
    ),
    ChatMessage: frozenset({"raw", "user_ns", "payload"}),
    Order: frozenset({"raw", "id"}),
}
#: Type of a field -> type of its column.
_COLUMN_TYPES: Final[Mapping[str, str]] = {"int": "INTEGER", "bool": "INTEGER", "Decimal": "REAL"}

_MIRROR: Final = """
    CREATE TABLE mirror (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        mirror_id TEXT NOT NULL,
        base_url TEXT NOT NULL,
        key TEXT NOT NULL,
        workspace TEXT,
        flow TEXT,
        flow_number INTEGER,
        time_zone TEXT,
        salt TEXT NOT NULL,
        created_at TEXT NOT NULL,
        swept_at TEXT,
        orders_swept_at TEXT,
        orders_unexplained INTEGER NOT NULL DEFAULT 0,
        is_in_order INTEGER NOT NULL DEFAULT 1,
        unexplained INTEGER NOT NULL DEFAULT 0,
        was_short INTEGER NOT NULL DEFAULT 0,
        sweep INTEGER NOT NULL DEFAULT 0,
        sweep_page INTEGER,
        sweep_began_at TEXT
    )
"""
_SYNCS: Final = """
    CREATE TABLE syncs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        began_at TEXT NOT NULL,
        ended_at TEXT,
        is_full INTEGER,
        requests INTEGER,
        summary TEXT
    )
"""
_PEOPLE: Final = """
    CREATE TABLE people (
        user_ns TEXT PRIMARY KEY NOT NULL,
        {columns},
        raw TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        last_read_at TEXT NOT NULL,
        vanished_at TEXT
    )
"""
_PERSON_TAGS: Final = """
    CREATE TABLE person_tags (
        user_ns TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        tag TEXT NOT NULL,
        tag_ns TEXT,
        PRIMARY KEY (user_ns, tag)
    )
"""
_PERSON_LABELS: Final = """
    CREATE TABLE person_labels (
        user_ns TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        label TEXT NOT NULL,
        label_id INTEGER,
        PRIMARY KEY (user_ns, label)
    )
"""
_PERSON_FIELDS: Final = """
    CREATE TABLE person_fields (
        user_ns TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        field TEXT NOT NULL,
        var_ns TEXT,
        var_type TEXT,
        value TEXT,
        PRIMARY KEY (user_ns, field)
    )
"""
_MESSAGES: Final = """
    CREATE TABLE messages (
        user_ns TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        message_key TEXT NOT NULL,
        {columns},
        author TEXT,
        text TEXT,
        payload TEXT,
        raw TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        PRIMARY KEY (user_ns, message_key)
    )
"""
_ORDERS: Final = """
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY,
        user_ns TEXT,
        {columns},
        raw TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        vanished_at TEXT,
        sweep INTEGER NOT NULL DEFAULT 0
    )
"""
#: `before` and `after` are JSON, so that a number stays one and nothing differs from an empty text.
_CHANGES: Final = """
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sync_id INTEGER REFERENCES syncs,
        seen_at TEXT NOT NULL,
        user_ns TEXT REFERENCES people ON DELETE CASCADE,
        order_id INTEGER REFERENCES orders ON DELETE CASCADE,
        field TEXT NOT NULL,
        before TEXT,
        after TEXT
    )
"""
#: How a person last stood in the list: the time of their interaction as it was sent; whether
#: everything that the mirror does not know stands above them, and whether that is certainly of
#: another second; in which sweep they were seen; and for which state of the conversation its
#: messages were read.
_SIGHTINGS: Final = """
    CREATE TABLE sightings (
        user_ns TEXT PRIMARY KEY NOT NULL REFERENCES people ON DELETE CASCADE,
        interaction TEXT,
        is_settled INTEGER NOT NULL,
        is_old INTEGER NOT NULL,
        sweep INTEGER NOT NULL DEFAULT 0,
        messages_for TEXT
    )
"""
_FORGOTTEN: Final = """
    CREATE TABLE forgotten (
        digest TEXT PRIMARY KEY NOT NULL,
        forgotten_at TEXT NOT NULL,
        is_listed INTEGER NOT NULL,
        sweep INTEGER NOT NULL DEFAULT 0
    )
"""
_INDEXES: Final = (
    "CREATE INDEX ix_people_by_interaction ON people (last_interaction)",
    "CREATE INDEX ix_people_by_agent ON people (agent_id)",
    "CREATE INDEX ix_person_tags_by_tag ON person_tags (tag)",
    "CREATE INDEX ix_person_fields_by_field ON person_fields (field, value)",
    "CREATE INDEX ix_messages_by_time ON messages (ts)",
    "CREATE INDEX ix_orders_by_person ON orders (user_ns)",
    "CREATE INDEX ix_changes_by_person ON changes (user_ns)",
    "CREATE INDEX ix_changes_by_order ON changes (order_id)",
)


def columns_of(model: type[Model]) -> dict[str, str]:
    """The columns of a model's table that are fields of it, and their types."""
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", model))
    return {
        attribute.name: _column_type(str(attribute.type))
        for attribute in fields
        if attribute.name not in _LEFT_OUT[model]
    }


def _column_type(annotation: str) -> str:
    return _COLUMN_TYPES.get(annotation.partition(" |")[0], "TEXT")


#: Model -> its table.
TABLE_OF: Final[Mapping[type[Model], str]] = {
    Subscriber: "people",
    ChatMessage: "messages",
    Order: "orders",
}


def create(database: sqlite3.Connection, identity: Mapping[str, Any]) -> None:
    """Write an empty mirror, inside of a transaction."""
    for statement, model in ((_PEOPLE, Subscriber), (_MESSAGES, ChatMessage), (_ORDERS, Order)):
        columns = ", ".join(f"{name} {kind}" for name, kind in columns_of(model).items())
        database.execute(statement.format(columns=columns))
    plain = (_MIRROR, _SYNCS, _PERSON_TAGS, _PERSON_LABELS, _PERSON_FIELDS, _CHANGES, _SIGHTINGS)
    for statement in (*plain, _FORGOTTEN, *_INDEXES, *VIEWS.values()):
        database.execute(statement)
    names = ("id", *identity)
    marks = ", ".join("?" for _ in names)
    database.execute(
        f"INSERT INTO mirror ({', '.join(names)}) VALUES ({marks})", (1, *identity.values())
    )
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {VERSION}")


def check_version(database: sqlite3.Connection, shown: object, newest: int = VERSION) -> int:
    """The version of a mirror. Raises `MirrorError` for what is none, or of a newer package."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise MirrorError(f"{shown} is a database of something else, not a mirror; name another")
    if version > newest:
        raise MirrorError(
            f"{shown} was written by a newer flochat (version {version} of its tables, and this "
            f"one knows {newest}): update flochat, or make a new mirror"
        )
    return int(version)


def bring_up(
    database: sqlite3.Connection,
    version: int,
    *,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    newest: int = VERSION,
) -> None:
    """Bring the tables of an older mirror up to date, inside of a transaction.

    Columns of fields that the models did not have when it was written are empty at first: that the
    time zone is no longer known has the next sync fill them.
    """
    for step in range(version, newest):
        migrations[step](database)
    if version < newest:
        database.execute(f"PRAGMA user_version = {newest}")
    has_new = [_add_missing_columns(database, model) for model in TABLE_OF]
    if version < newest or any(has_new) or _view_names(database) != VIEWS.keys():
        replace_views(database)
    if any(has_new):
        database.execute("UPDATE mirror SET time_zone = ?", (UNREAD,))


def replace_views(database: sqlite3.Connection) -> None:
    """Write the views as they are today; others that somebody made stay."""
    for name, statement in VIEWS.items():
        database.execute(f"DROP VIEW IF EXISTS {name}")
        database.execute(statement)


def _view_names(database: sqlite3.Connection) -> set[str]:
    rows: Iterable[tuple[str]] = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'view'"
    )
    return {name for (name,) in rows} & VIEWS.keys()


def _add_missing_columns(database: sqlite3.Connection, model: type[Model]) -> bool:
    table = TABLE_OF[model]
    present = {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
    missing = {name: kind for name, kind in columns_of(model).items() if name not in present}
    for name, kind in missing.items():
        database.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    return bool(missing)
