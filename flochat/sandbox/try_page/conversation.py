"""What the page shows of a flow: a conversation, and what is known of the person.

Nothing that a person would not see leaves here: no header, payload or address of a callback.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ..areas import subscribers
from ..calls.buttons import Pressable, parse_content, pressables
from ..calls.caller import Caller
from ..calls.outcome import Call
from ..store import Row, Store

_MAX_PEOPLE: Final = 200
_MAX_ENTRIES: Final = 200
_MAX_CALLS: Final = 20
#: What the page shows of a message, besides its buttons.
_SHOWN: Final = ("type", "text", "url")
_SHOWN_OF_A_CARD: Final = ("title", "subtitle", "image_url", "action_url")
_INCOMING: Final = ("in", "system", "note")


def people(user_ns: str | None, store: Store) -> list[Row]:
    """Who can be written as: a person, and those who interacted last, in an order that stays."""
    return store.rows(
        "SELECT user_ns, name FROM subscribers WHERE user_ns = ? OR user_ns IN"
        " (SELECT user_ns FROM subscribers ORDER BY last_interaction DESC, rowid LIMIT ?)"
        " ORDER BY rowid",
        (user_ns, _MAX_PEOPLE),
    )


def describe(user_ns: str, store: Store, caller: Caller) -> dict[str, Any]:
    """The conversation of a person, and what is known of them; inside a transaction."""
    record = subscribers.record_of(user_ns, store)
    deliveries = _deliveries(user_ns, store)
    last = deliveries[-1] if deliveries else None
    return {
        "user_ns": user_ns,
        "name": record["name"] or user_ns,
        "tags": [tag["name"] for tag in record["tags"]],
        "fields": [
            {"name": field["name"], "value": field["value"]} for field in record["user_fields"]
        ],
        "is_paused": subscribers.is_paused(user_ns, store),
        "has_bot": caller.bot is not None,
        "entries": _entries(user_ns, deliveries, store),
        "quick_replies": [] if last is None else _quick_replies(last, store),
        "calls": [
            {"id": number, "is_ok": call.is_ok, "title": call.title, "lines": _lines(call)}
            for number, call in list(enumerate(caller.calls))[-_MAX_CALLS:]
            if call.user_ns == user_ns
        ],
    }


def pressable(delivery: int, index: int, user_ns: str, store: Store) -> Pressable | None:
    """A button of a delivery to a person, counted through the delivery; None without one."""
    row = store.row(
        "SELECT rowid AS id, * FROM deliveries WHERE rowid = ? AND user_ns = ?",
        (delivery, user_ns),
    )
    found = [] if row is None else list(pressables(row, store))
    return found[index] if 0 <= index < len(found) else None


def _deliveries(user_ns: str, store: Store) -> list[Row]:
    rows = store.rows(
        "SELECT rowid AS id, * FROM deliveries WHERE user_ns = ? ORDER BY rowid DESC LIMIT ?",
        (user_ns, _MAX_ENTRIES),
    )
    return rows[::-1]


def _entries(user_ns: str, deliveries: list[Row], store: Store) -> list[dict[str, Any]]:
    """What was said, in its order: messages by their numbers, and deliveries after the last one."""
    said = store.rows(
        "SELECT id, type, content FROM chat_messages"
        " WHERE user_ns = ? AND type IN (SELECT value FROM json_each(?))"
        " ORDER BY id DESC LIMIT ?",
        (user_ns, json.dumps(_INCOMING), _MAX_ENTRIES),
    )
    entries = [
        (
            (row["id"], 0, row["id"]),
            {
                "id": f"m{row['id']}",
                "kind": row["type"],
                "messages": [{"type": "text", "text": row["content"] or ""}],
            },
        )
        for row in said
    ]
    entries += [
        ((row["after_message"], 1, row["id"]), _delivered(row, store)) for row in deliveries
    ]
    entries.sort(key=lambda entry: entry[0])
    return [entry for _, entry in entries[-_MAX_ENTRIES:]]


def _delivered(row: Row, store: Store) -> dict[str, Any]:
    """A delivery as an entry of the conversation."""
    entry = {"id": f"d{row['id']}", "kind": "out", "delivery": row["id"]}
    return {**entry, "messages": list(_messages(row, store))}


def _messages(row: Row, store: Store) -> Iterator[dict[str, Any]]:
    numbered = enumerate(pressables(row, store))
    if row["template"] is not None:
        buttons = [_button(index, it) for index, it in numbered]
        yield {"type": "template", "text": row["template"], "buttons": buttons}
    elif row["content"] is not None and not (content := parse_content(row)):
        yield {"type": "text", "text": row["content"]}
    elif row["content"] is not None:
        for message in content.get("messages", ()):
            yield _message(message, numbered)
    step = row["sub_flow_ns"] or row["node_ns"]
    if step is not None:
        yield {"type": "step", "text": _step_name(step, store)}


def _message(message: dict[str, Any], numbered: Iterator[tuple[int, Pressable]]) -> dict[str, Any]:
    """A message with its buttons, which are the next of those that are counted."""
    shown = {key: message[key] for key in _SHOWN if isinstance(message.get(key), str)}
    shown["buttons"] = _below(message, numbered)
    cards = message.get("elements")
    shown["cards"] = [
        {
            **{key: card[key] for key in _SHOWN_OF_A_CARD if isinstance(card.get(key), str)},
            "buttons": _below(card, numbered),
        }
        for card in (cards if isinstance(cards, list) else ())
        if isinstance(card, dict)
    ]
    return shown


def _below(part: dict[str, Any], numbered: Iterator[tuple[int, Pressable]]) -> list[dict[str, Any]]:
    buttons = part.get("buttons")
    count = sum(isinstance(it, dict) for it in (buttons if isinstance(buttons, list) else ()))
    return [_button(index, it) for index, it in (next(numbered) for _ in range(count))]


def _button(index: int, pressed: Pressable) -> dict[str, Any]:
    shown: dict[str, Any] = {"index": index, "caption": pressed.caption}
    for key, of in (("url", "url"), ("phone", "call")):
        if pressed.kind == of and isinstance(pressed.button.get(key), str):
            shown[key] = pressed.button[key]
    return shown


def _quick_replies(row: Row, store: Store) -> list[dict[str, Any]]:
    return [
        {**_button(index, it), "delivery": row["id"]}
        for index, it in enumerate(pressables(row, store))
        if it.is_quick_reply
    ]


def _step_name(step: str, store: Store) -> str:
    name: str | None = store.value(
        "SELECT name FROM sub_flows WHERE sub_flow_ns = :step"
        " UNION SELECT name FROM nodes WHERE node_ns = :step",
        {"step": step},
    )
    return name or step


def _lines(call: Call) -> list[dict[str, Any]]:
    notes = [{"text": call.note, "is_wrong": False}] if call.note else []
    return notes + [{"text": str(fault), "is_wrong": not fault.is_warning} for fault in call.faults]
