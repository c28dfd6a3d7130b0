"""What the platform posts: what is known of a person, and bodies that a builder has written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

from ..areas import subscribers
from ..store import Row, Store

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
TEXT: Final = "text/plain"

_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
#: Value of the habit -> what stands for what nobody knows; None keeps the placeholder.
_UNFILLED: Final[Mapping[str, str | None]] = {"kept": None, "empty": "", "null": "null"}
_TIME: Final = "%Y-%m-%d %H:%M:%S"


def full_subscriber(user_ns: str, store: Store) -> Row:
    """The documented "Full Subscriber Data" of a person."""
    person = subscribers.record_of(user_ns, store)
    last_text = store.value(
        "SELECT content FROM chat_messages WHERE user_ns = ? AND type = 'in' ORDER BY id DESC",
        (user_ns,),
    )
    fields = {field["name"]: _typed(field) for field in person["user_fields"]}
    names = ("first_name", "last_name", "name", "gender", "locale", "language", "timezone")
    return {
        "id": person["user_id"],
        "user_ns": user_ns,
        "page_id": store.flow_ns,
        "status": person["status"],
        **{name: person[name] for name in names},
        "image": person["profile_pic"],
        "last_input_text": last_text,
        **{name: _iso(person[name]) for name in ("subscribed", "last_interaction", "last_seen")},
        "custom_fields": fields,
    }


def live_chat_event(user_ns: str, message: Row, store: Store) -> Row:
    """What the live chat webhook is told of a message of a conversation."""
    agent_id = store.value("SELECT agent_id FROM subscribers WHERE user_ns = ?", (user_ns,))
    same = ("mid", "type", "msg_type", "sender_id", "content", "ts")
    return {
        "meta": {
            "user_ns": user_ns,
            "agent_id": agent_id or 0,  # 0 is nobody
            "flow_ns": store.flow_ns,
            "team_id": store.workspace_id,
        },
        "message": {
            "_id": message["id"],
            **{name: message[name] for name in same},
            "payload": json.loads(message["payload"]),
        },
    }


def encode(body: Any, content_type: str, user_ns: str, store: Store) -> bytes:
    """A body that a builder has written, with its placeholders filled, as bytes.

    Raises `ValueError` for one that the content type cannot have.
    """
    try:
        filled = fill(body, user_ns, store)
    except RecursionError:
        raise ValueError("body is nested too deeply") from None
    if content_type == FORM:
        if not isinstance(filled, dict):
            raise ValueError("the body of a form must be a dict, as in {'phone': '{{phone}}'}")
        return urlencode(filled).encode()
    if isinstance(filled, str):
        return filled.encode()
    try:
        return json.dumps(filled, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"body must be a str, or what JSON can say: {error}") from None


def fill(body: Any, user_ns: str, store: Store) -> Any:
    """A body with what is known of a person in place of `{{first_name}}` and the like."""
    known = _Known(user_ns, store)
    return _filled(body, known)


def fill_url(url: str, user_ns: str, store: Store) -> str:
    """An address with what is known of a person in place of `{{phone}}` and the like."""
    known = _Known(user_ns, store)
    return _PLACEHOLDER.sub(lambda match: quote(known.text(match), safe=""), url)


def without_placeholders(url: str) -> str:
    """An address as it is checked before it is known for whom it is."""
    return _PLACEHOLDER.sub("x", url) if isinstance(url, str) else url


class _Known:
    """What placeholders may name: what is known of a person, their fields, and the bot's fields."""

    def __init__(self, user_ns: str, store: Store) -> None:
        data = full_subscriber(user_ns, store)
        bot_fields = store.rows("SELECT name, value FROM bot_fields")
        record = subscribers.record_of(user_ns, store)
        self._values: Row = {
            **{field["name"]: field["value"] for field in bot_fields},
            **data.pop("custom_fields"),
            **{key: record[key] for key in subscribers.SUBSCRIBER_COLUMNS},
            **data,
        }
        self._unfilled = _UNFILLED[store.habits["unfilled_placeholder"]]

    def text(self, match: re.Match[str]) -> str:
        """What stands for a placeholder."""
        value = self._values.get(match[1])
        if value in (None, ""):
            return match[0] if self._unfilled is None else self._unfilled
        return value if isinstance(value, str) else json.dumps(value)


def _filled(body: Any, known: _Known) -> Any:
    if isinstance(body, str):
        return _PLACEHOLDER.sub(known.text, body)
    if isinstance(body, Mapping):
        return {key: _filled(value, known) for key, value in body.items()}
    if isinstance(body, list | tuple):
        return [_filled(value, known) for value in body]
    return body


def _typed(field: Row) -> Any:
    """The value of a field as JSON has one of its type."""
    value = field["value"]
    if field["var_type"] not in ("number", "boolean", "array"):
        return value
    try:
        return json.loads(value.lower() if field["var_type"] == "boolean" else value)
    except (ValueError, RecursionError):
        return value


def _iso(text: str | None) -> str | None:
    """A time of the sandbox, which is in UTC, with its zone."""
    if not text:
        return None
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC).isoformat()
    except ValueError:
        return text  # a test gave it another form
