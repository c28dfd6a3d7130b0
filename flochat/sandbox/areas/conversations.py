"""The messages of conversations, who handles them, and what people opted in to."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Final

from attrs import evolve

from ..._plurals import counted
from ..answers import Answer, Invalid, ok
from ..lists import Listing, list_page
from ..request import Handler, SandboxRequest, check_cap
from ..seeding import AreaSeeds
from ..store import Row, Store
from . import custom_events, subscribers
from .activity import log_activity
from .custom_events import EVENTS
from .live_chat import AGENTS
from .subscribers import SUBSCRIBERS
from .team import AGENT_GROUPS

TABLES: Final = """
CREATE TABLE chat_messages (
    id INTEGER PRIMARY KEY, mid TEXT NOT NULL UNIQUE,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    type TEXT NOT NULL, msg_type TEXT NOT NULL, sender_id TEXT, agent_id INTEGER, username TEXT,
    content TEXT, ts INTEGER NOT NULL, payload TEXT NOT NULL,
    is_delivered INTEGER, delivery_status TEXT, paused_diff_seconds INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT ''
);
CREATE INDEX chat_messages_by_person ON chat_messages (user_ns, ts);
"""

MAX_MIDS: Final = 100

#: Query parameter -> the types of message that come with those of the person.
_INCLUDED: Final = {
    "include_bot": ("out", "agent"),
    "include_note": ("note",),
    "include_system": ("system",),
}
#: The types of message that go out to the person; what an agent writes has the sender "bot" too.
_SENT: Final = ("out", "agent")
#: Where a conversation can be moved, and the name of that in the log of activities.
_STATUSES: Final = {"open": "open", "pending": "pending", "spam": "spam", "done": "close"}

_COLUMNS: Final = (
    "id, mid, user_ns, type, msg_type, sender_id, agent_id, username, content, ts, payload,"
    " is_delivered, delivery_status, paused_diff_seconds, created_at, date"
)
_LISTING: Final = Listing(
    table="chat_messages",
    columns=_COLUMNS,
    filters={
        "user_ns": "user_ns = :user_ns",
        "user_id": "user_ns IN (SELECT user_ns FROM subscribers WHERE user_id = :user_id)",
        "msg_type": "msg_type = :msg_type",
        "start_time": "ts >= CAST(:start_time AS INTEGER)",
        "end_time": "ts <= CAST(:end_time AS INTEGER)",
    },
    order="ts DESC, id DESC",
)


def list_messages(request: SandboxRequest, store: Store) -> Answer:
    types = ["in"]
    for name, more in _INCLUDED.items():
        types += more if request.query.get(name) == "1" else ()
    wanted = ", ".join(f"'{kind}'" for kind in types)
    table = f"(SELECT * FROM chat_messages WHERE type IN ({wanted}))"
    habit = request.habits["chat_pages"]
    listing = evolve(
        _LISTING, table=table, has_pages=habit == "pages", has_paging="no meta" not in habit
    )
    return list_page(request, store, listing, finish=_as_records)


def messages_by_mids(request: SandboxRequest, store: Store) -> Answer:
    mids: list[Any] = request.json["mids"]
    check_cap("mids", mids, MAX_MIDS)
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM chat_messages"
        " WHERE mid IN (SELECT value FROM json_each(?)) ORDER BY ts, id",
        (json.dumps(mids),),
    )
    return ok(data=[request.profile.shape(record) for record in _as_records(rows)])


def pause_bot(request: SandboxRequest, store: Store) -> Answer:
    minutes = request.json.get("minutes")
    if minutes is None and request.habits["pause_without_minutes"] == "422":
        raise Invalid({"minutes": ["The minutes field is required."]})
    if minutes is not None and minutes < 1:
        raise Invalid({"minutes": ["minutes must be at least 1."]})
    subscribers.pause(SUBSCRIBERS.named_in(request.json, "user_ns", store), minutes, store)
    until = "until it is resumed" if minutes is None else f"for {counted(minutes, 'minute')}"
    return _change_subscriber(request, store, f"The bot is silent {until}.")


def resume_bot(request: SandboxRequest, store: Store) -> Answer:
    subscribers.resume(SUBSCRIBERS.named_in(request.json, "user_ns", store), store)
    return _change_subscriber(request, store, "The bot talks again.")


def assign_agent(request: SandboxRequest, store: Store) -> Answer:
    number = AGENTS.named_in(request.json, "agent_id", store)
    agent = store.rows("SELECT name, email FROM agents WHERE id = ?", (number,))[0]
    return _change_subscriber(
        request,
        store,
        f"Assigned to {agent['name']}.",
        action="assign",
        agent_id=number,
        agent_name=agent["name"],
        agent_email=agent["email"],
    )


def assign_agent_group(request: SandboxRequest, store: Store) -> Answer:
    number = AGENT_GROUPS.named_in(request.json, "agent_group_id", store)
    name = store.value("SELECT name FROM agent_groups WHERE id = ?", (number,))
    return _change_subscriber(request, store, f"Assigned to the group {name}.")


def unassign_agent(request: SandboxRequest, store: Store) -> Answer:
    return _change_subscriber(
        request, store, "Assigned to nobody.", agent_id=None, agent_name=None, agent_email=None
    )


def move_chat(request: SandboxRequest, store: Store) -> Answer:
    status = request.json["status"]
    if status not in _STATUSES:
        raise Invalid({"status": [f"status must be one of {', '.join(_STATUSES)}."]})
    return _change_subscriber(
        request, store, f"Moved to {status}.", action=_STATUSES[status], status=status
    )


def opt_in(column: str, request: SandboxRequest, store: Store) -> Answer:
    return _change_subscriber(request, store, action=_consent(request), **{column: store.time()})


def opt_out(column: str, request: SandboxRequest, store: Store) -> Answer:
    return _change_subscriber(request, store, action=_consent(request), **{column: None})


def log_custom_event(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    event_ns = EVENTS.named_in(request.json, "event_name", store)
    values = {key: request.json.get(key) for key in ("text_value", "number_value", "price_value")}
    if request.habits["event_numbers"] == "rounded":
        values = {key: round(v) if isinstance(v, float) else v for key, v in values.items()}
    custom_events.insert(event_ns, user_ns, values, store)
    return ok()


def _consent(request: SandboxRequest) -> str:
    """The name of it in the log of activities: "opt_in_email", for example."""
    return request.operation.rpartition("/")[2].replace("-", "_")


def add_message(user_ns: str, kind: str, content: str | None, store: Store, **more: Any) -> Row:
    """Add a message to a conversation; `more` are columns. Returns the row."""
    number = store.value("SELECT coalesce(max(id), 0) + 1 FROM chat_messages")
    payload = {"text": content} if content is not None and kind != "note" else {}
    is_sent = kind in _SENT
    row: Row = {
        "id": number,
        "mid": f"mid.{number}",
        "user_ns": user_ns,
        "type": kind,
        "msg_type": "text",
        "sender_id": user_ns if kind == "in" else "bot" if is_sent else None,
        "content": content,
        "ts": int(store.clock()),
        "payload": json.dumps(payload),
        "is_delivered": is_sent or None,
        "delivery_status": "delivered" if is_sent else None,
    }
    row |= more
    store.insert("chat_messages", row)
    return row


def _change_subscriber(
    request: SandboxRequest,
    store: Store,
    message: str | None = None,
    *,
    action: str | None = None,
    **columns: Any,
) -> Answer:
    """Change columns of the person, say so in the conversation, and log what was done."""
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for column, value in columns.items():
        store.run(f"UPDATE subscribers SET {column} = ? WHERE user_ns = ?", (value, user_ns))
    if message is not None:
        add_message(user_ns, "system", message, store)
    if action is not None:
        log_activity(user_ns, action, store, agent_id=columns.get("agent_id"))
    return ok()


def _as_records(rows: list[Row]) -> list[Row]:
    return [
        row | {"payload": json.loads(row["payload"]), "agent_id": row["agent_id"] or 0}
        for row in rows
    ]


class ConversationSeeds(AreaSeeds):
    def message(
        self, user_ns: str, content: str | None, *, kind: str = "in", **columns: Any
    ) -> str:
        """A message of a conversation; its `mid`.

        `kind` is in, out, agent, note or system; `columns` are other keys of a message as the
        platform answers them: `ts` (Unix seconds, now without it), `msg_type`, `agent_id`, ...
        """
        with self._store.transaction():
            mid: str = add_message(user_ns, kind, content, self._store, **columns)["mid"]
            return mid

    def bot_paused(self, user_ns: str, *, is_paused: bool = True) -> None:
        """Make the bot silent for somebody until it is resumed, as an agent does, or talk again."""
        with self._store.transaction():
            if is_paused:
                subscribers.pause(user_ns, None, self._store)
            else:
                subscribers.resume(user_ns, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /subscriber/chat-messages": list_messages,
    "POST /subscriber/chat-messages-by-mids": messages_by_mids,
    "POST /subscriber/pause-bot": pause_bot,
    "POST /subscriber/resume-bot": resume_bot,
    "POST /subscriber/assign-agent": assign_agent,
    "POST /subscriber/assign-agent-group": assign_agent_group,
    "POST /subscriber/unassign-agent": unassign_agent,
    "POST /subscriber/move-chat-to": move_chat,
    "POST /subscriber/opt-in-email": partial(opt_in, "opted_in_email"),
    "DELETE /subscriber/opt-out-email": partial(opt_out, "opted_in_email"),
    "POST /subscriber/opt-in-sms": partial(opt_in, "opted_in_sms"),
    "DELETE /subscriber/opt-out-sms": partial(opt_out, "opted_in_sms"),
    "POST /subscriber/subscribe-to-bot": partial(opt_in, "subscribed"),
    "DELETE /subscriber/unsubscribe-from-bot": partial(opt_out, "subscribed"),
    "POST /subscriber/log-custom-event": log_custom_event,
}
