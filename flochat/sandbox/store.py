"""The state of one flow, in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from flochat.identifiers import Namespace

from .flow_tables import FLOW_TABLES
from .integration_tables import INTEGRATION_TABLES
from .shop_tables import SHOP_TABLES
from .team_tables import TEAM_TABLES
from .ticket_tables import TICKET_TABLES

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]

#: Marks a database as a state of this form: the sandbox's own number, then the form's.
_VERSION: Final = 280503_06

#: What is known of a person, as on the wire; all but `user_ns` may be missing.
SUBSCRIBER_COLUMNS: Final = (
    *("user_ns", "user_id", "first_name", "last_name", "name", "gender", "email", "phone"),
    *("profile_pic", "locale", "language", "timezone", "channel", "status"),
    *("country", "region", "city", "address", "postcode", "lead_source", "lead_status"),
    *("subscribed", "opted_in_email", "opted_in_sms", "opted_in_through"),
    *("last_interaction", "last_seen", "last_message_at", "last_message_type"),
    *("last_agent_action_at", "agent_id", "agent_name", "agent_email"),
)

_FIELD_COLUMNS: Final = """
    var_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, var_type TEXT NOT NULL, description TEXT,
    value TEXT NOT NULL, is_template_field INTEGER NOT NULL DEFAULT FALSE
"""

_AI_COLUMNS: Final = """
    id TEXT NOT NULL, flow_ns TEXT NOT NULL, name TEXT NOT NULL UNIQUE, ai_provider TEXT NOT NULL,
    ai_model TEXT, max_tokens INTEGER
"""

_SCHEMA: Final = f"""
CREATE TABLE sequences (kind TEXT PRIMARY KEY, last INTEGER NOT NULL);

CREATE TABLE tags (tag_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE labels (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE sub_flows (sub_flow_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE start_flows (
    name TEXT PRIMARY KEY, sub_flow_ns TEXT NOT NULL REFERENCES sub_flows ON DELETE CASCADE
);
CREATE TABLE segments (segment_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE user_fields ({_FIELD_COLUMNS});
CREATE TABLE bot_fields ({_FIELD_COLUMNS});

CREATE TABLE subscribers (
    {", ".join(SUBSCRIBER_COLUMNS)}, bot_interacted_at, PRIMARY KEY (user_ns)
);
CREATE INDEX subscribers_by_interaction ON subscribers (last_interaction);
CREATE INDEX subscribers_by_user_id ON subscribers (user_id);
CREATE INDEX subscribers_by_phone ON subscribers (phone);
CREATE INDEX subscribers_by_email ON subscribers (email);
CREATE TABLE subscriber_tags (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    tag_ns TEXT REFERENCES tags ON DELETE CASCADE,
    PRIMARY KEY (user_ns, tag_ns)
);
CREATE TABLE subscriber_labels (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    id INTEGER REFERENCES labels ON DELETE CASCADE,
    PRIMARY KEY (user_ns, id)
);
CREATE TABLE subscriber_segments (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    segment_ns TEXT REFERENCES segments ON DELETE CASCADE,
    PRIMARY KEY (user_ns, segment_ns)
);
CREATE TABLE subscriber_events (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    event_ns TEXT REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (user_ns, event_ns)
);
CREATE TABLE subscriber_fields (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    var_ns TEXT REFERENCES user_fields ON DELETE CASCADE,
    value TEXT NOT NULL, PRIMARY KEY (user_ns, var_ns)
);
CREATE TABLE agents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, email TEXT, image TEXT,
    role TEXT NOT NULL DEFAULT 'agent', is_online INTEGER NOT NULL DEFAULT FALSE
);
CREATE TABLE shortcuts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE closing_notes (
    id INTEGER PRIMARY KEY, note_ns TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT,
    require_summary INTEGER NOT NULL DEFAULT 0, require_attachment INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE ai_agents (ai_agent_ns TEXT PRIMARY KEY, {_AI_COLUMNS});
CREATE TABLE ai_tasks (ai_task_ns TEXT PRIMARY KEY, {_AI_COLUMNS});
CREATE TABLE flow_settings (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE chat_messages (
    id INTEGER PRIMARY KEY, mid TEXT NOT NULL UNIQUE,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    type TEXT NOT NULL, msg_type TEXT NOT NULL, sender_id TEXT, agent_id INTEGER, username TEXT,
    content TEXT, ts INTEGER NOT NULL, payload TEXT NOT NULL
);
CREATE INDEX chat_messages_by_person ON chat_messages (user_ns, ts);
CREATE TABLE whatsapp_templates (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, namespace TEXT NOT NULL, language TEXT NOT NULL,
    category TEXT NOT NULL, status TEXT NOT NULL, components TEXT NOT NULL, UNIQUE (name, language)
);
CREATE TABLE facebook_templates (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL,
    components TEXT NOT NULL, UNIQUE (name, language)
);
CREATE TABLE broadcasts (
    broadcast_ns TEXT PRIMARY KEY, operation TEXT NOT NULL, name TEXT, status TEXT NOT NULL,
    type TEXT, sub_flow_ns TEXT, scheduled_time INTEGER, max_per_minute INTEGER,
    people TEXT NOT NULL, sent TEXT NOT NULL
);
CREATE TABLE deliveries (
    operation TEXT NOT NULL, user_ns TEXT NOT NULL, content TEXT, sub_flow_ns TEXT, node_ns TEXT,
    template TEXT, params TEXT, at REAL NOT NULL
);
{FLOW_TABLES}{TEAM_TABLES}{TICKET_TABLES}{SHOP_TABLES}{INTEGRATION_TABLES}"""


class Store:
    """One flow's state: rows by SQL, one transaction at a time whatever the thread.

    `file` is an SQLite file or None for memory; `flow` the number in the flow's identifiers;
    `clock` gives Unix seconds. Raises `ValueError` for a file that is no state of a sandbox.
    """

    def __init__(self, file: Path | None, *, flow: int, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._flow = flow
        #: The flow itself.
        self.flow_ns: Final = f"f{flow}"
        self._lock = threading.RLock()
        self._connection, is_new = _opened(file)
        #: Whether nothing was there before.
        self.is_new: bool = is_new

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._connection.close()

    def reset(self) -> None:
        """Forget everything: the flow is as new."""
        with self._lock:
            tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            drops = ";".join(f"DROP TABLE {table['name']}" for table in tables)
            self._connection.executescript(
                f"PRAGMA foreign_keys = OFF; BEGIN; {drops}; {_SCHEMA}; COMMIT;"
                "PRAGMA foreign_keys = ON"
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept, or nothing of it when it raises."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of a query's first row; None without a row."""
        found = self.row(sql, values)
        return found and next(iter(found.values()))

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute one statement; how many rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, row: Row) -> int:
        """Add one row; its number, where the table numbers its rows."""
        columns = ", ".join(row)
        places = ", ".join(f":{column}" for column in row)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"
        return self._connection.execute(sql, row).lastrowid or 0

    def update(self, table: str, key: str, row: Row) -> None:
        """Change the row with that `key` to what else `row` has."""
        changes = ", ".join(f"{column} = :{column}" for column in row if column != key)
        if changes:
            self.run(f"UPDATE {table} SET {changes} WHERE {key} = :{key}", row)

    def new_ns(self, kind: str) -> str:
        """An identifier that was never given out before; `kind` is its letters, "t" for tags."""
        number = self.value(
            "INSERT INTO sequences VALUES (?, 1)"
            " ON CONFLICT (kind) DO UPDATE SET last = last + 1 RETURNING last",
            (kind,),
        )
        return str(Namespace(self._flow, kind, number))

    def time(self, *, seconds_ago: float = 0) -> str:
        """The time now or a while ago, as the platform writes it."""
        moment = datetime.fromtimestamp(self.clock() - seconds_ago, UTC)
        return moment.strftime("%Y-%m-%d %H:%M:%S")


def _opened(file: Path | None) -> tuple[sqlite3.Connection, bool]:
    """A connection to a state, and whether the state was made just now."""
    try:
        with ExitStack() as if_failed:
            connection = sqlite3.connect(
                file or ":memory:", isolation_level=None, check_same_thread=False
            )
            if_failed.callback(connection.close)
            is_new = _prepare(connection)
            if_failed.pop_all()
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{file} is no state of a sandbox: {error}") from error
    connection.row_factory = _as_dict
    return connection, is_new


def _prepare(connection: sqlite3.Connection) -> bool:
    """Make the tables in an empty database, and look whether another is ours; True for an empty."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        connection.executescript(
            f"PRAGMA journal_mode = WAL; BEGIN; {_SCHEMA}; PRAGMA user_version = {_VERSION}; COMMIT"
        )
    elif connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        raise sqlite3.DatabaseError("it was made by something else, or by another version")
    connection.executescript("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
    return not tables


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
