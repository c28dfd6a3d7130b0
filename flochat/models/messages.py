"""Messages of conversations."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from .._values.readers import read_unix_time
from .base import Model, model


@model
class MessagePayload(Model):
    """The content of a message; `raw` has what this model has no field for."""

    text: str | None = None
    url: str | None = None
    title: str | None = None


@model
class ChatMessage(Model):
    """A message of a conversation.

    `type` is its sender: in (the subscriber), out (the bot), agent, note or system; `msg_type` its
    content: text, image, audio, video, file, template, ... `ts` is when it was sent, in UTC; `mid`
    is the channel's identifier of it.
    """

    _identity: ClassVar[str] = "_key"
    id: int | None = None
    mid: str | None = None
    user_ns: str | None = None
    type: str | None = None
    msg_type: str | None = None
    sender_id: str | None = None
    agent_id: int | None = None
    username: str | None = None
    content: str | None = None
    ts: datetime | None = field(default=None, metadata={"read": read_unix_time})
    payload: MessagePayload | None = None

    @property
    def _key(self) -> int | str | None:
        return self.mid if self.id is None else self.id


@frozen(kw_only=True)
class Contact:
    """The name of a person who is created by the first message to them."""

    first_name: str | None = None
    last_name: str | None = None
    user_name: str | None = None
