"""What the platform itself writes into a call: a person's data, an event of the live chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, Self

from attrs import field

from .._values.json_type import JSON
from .._values.readers import read_int, read_text
from .._wire.decode import PLAIN
from ..models.base import Model, model
from ..models.messages import ChatMessage

_INSTANT: Final = {"is_instant": True}
#: Keys of the platform's own data of a person that nobody writes by hand for fun.
_TELLING: Final = frozenset(
    {"page_id", "custom_fields", "last_input_text", "last_interaction", "last_seen", "subscribed"}
)
_FEWEST_TELLING: Final = 2


def _read_custom_fields(value: JSON) -> Mapping[str, Any] | None:
    return value if isinstance(value, dict) else None


def _read_agent_id(value: JSON) -> int | None:
    return read_int(value) or None  # 0 is nobody


@model
class FullSubscriber(Model):
    """A person, as "Full Subscriber Data" in the body of a dynamic block or External Request.

    `custom_fields` are their user fields by name, with values of the field's type. `timezone` is
    like "UTC-07". Times are aware, in UTC.
    """

    _identity: ClassVar[str] = "user_ns"
    id: str | None = None
    user_ns: str | None = None
    page_id: str | None = None
    status: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None
    gender: str | None = None
    image: str | None = None
    locale: str | None = None
    language: str | None = None
    timezone: str | None = None
    last_input_text: str | None = None
    subscribed: datetime | None = field(default=None, metadata=_INSTANT)
    last_interaction: datetime | None = field(default=None, metadata=_INSTANT)
    last_seen: datetime | None = field(default=None, metadata=_INSTANT)
    custom_fields: Mapping[str, Any] | None = field(
        default=None, hash=False, metadata={"read": _read_custom_fields}
    )

    @classmethod
    def _find(cls, fields: Mapping[str, Any]) -> Self | None:
        """The person's data in the fields of a call: all of them, or what one of them holds."""
        for place in (fields, *fields.values()):
            if isinstance(place, dict) and len(_TELLING & place.keys()) >= _FEWEST_TELLING:
                return PLAIN.decode(cls, place)
        return None


@model
class LiveChatEvent(Model):
    """An event of the live chat webhook or of an API Chat channel: somebody wrote something.

    The webhook is called once the bot is paused for a person. `agent_id` is the agent who has the
    conversation, None where nobody has (the platform sends 0). `message` says what was written and
    by whom; `message_id` tells a repeat. Answering does nothing: send with the client.
    """

    _identity: ClassVar[str] = "message_id"
    user_ns: str | None = None
    agent_id: int | None = field(default=None, metadata={"read": _read_agent_id})
    flow_ns: str | None = None
    team_id: int | None = None
    message_id: str | None = None
    message: ChatMessage | None = None

    @property
    def is_from_agent(self) -> bool:
        """Whether an agent wrote it, by hand or through the API: mind not to answer yourself."""
        return self.message is not None and self.message.by == "agent"

    @classmethod
    def _find(cls, fields: Mapping[str, Any]) -> Self | None:
        """The event that the fields of a call are."""
        meta, message = fields.get("meta"), fields.get("message")
        if not isinstance(meta, dict) or not isinstance(message, dict):
            return None
        message_id = read_text(message.get("_id")) or read_text(message.get("mid"))
        row = {
            **meta,
            "message_id": message_id,
            "message": {"user_ns": meta.get("user_ns")} | message,
        }
        event = PLAIN.decode(cls, row)
        object.__setattr__(event, "raw", fields)  # all that came, not what it was put together from
        return event
