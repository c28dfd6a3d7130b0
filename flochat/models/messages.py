"""Messages of conversations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, Literal, TypeAlias

from attrs import field, frozen

from .base import Model, model

#: Who wrote a message.
MessageAuthor: TypeAlias = Literal["subscriber", "bot", "agent"]

#: `type` of a message -> who wrote it; nobody wrote a message of the system.
_AUTHORS: Final[Mapping[str, MessageAuthor]] = {
    "in": "subscriber",
    "out": "bot",
    "agent": "agent",
    "note": "agent",
}
#: Where a payload has what the person read or said, the surest first. The title of a medium is
#: its caption, or the name of a file.
_TEXTS: Final = ("transcribed_text", "text", "caption", "body", "title")
#: What they stand in where a payload is as WhatsApp itself writes it, the innermost last.
_WRAPPERS: Final = ("interactive", "button", "button_reply", "list_reply")
_DEPTH: Final = 4
#: What Meta allows as the name of a template.
_TEMPLATE_NAME: Final = re.compile(r"[a-z0-9_]{1,512}")
_URL: Final = re.compile(r"https?://\S+")


@model
class Referral(Model):
    """The ad or post from which a person came into the conversation.

    `source_id` is that of the ad, `ctwa_clid` the id of the click ("click to WhatsApp"), with which
    Meta's Conversions API recognises it.
    """

    _identity: ClassVar[str] = "source_id"
    source_id: str | None = None
    source_type: str | None = None
    source_url: str | None = None
    headline: str | None = None
    body: str | None = None
    ctwa_clid: str | None = None
    media_type: str | None = None
    image_url: str | None = None
    video_url: str | None = None
    thumbnail_url: str | None = None
    ref: str | None = None


@model
class MessagePayload(Model):
    """The content of a message; `raw` has what this model has no field for.

    `body` is the text of a template with its values, `transcribed_text` what is said in a voice
    note, `title` the caption of a medium. `item` is what a message of the kind feed is about: a
    comment, for example.
    """

    type: str | None = None
    text: str | None = None
    url: str | None = None
    title: str | None = None
    body: str | None = None
    caption: str | None = None
    transcribed_text: str | None = None
    item: str | None = None
    referral: Referral | None = None


@model
class ChatMessage(Model):
    """A message of a conversation: `text` is what the person read or said, `by` who wrote it.

    `type` is its sender: in (the subscriber), out (the bot), agent (who writes by hand or by the
    API), note or system; `msg_type` its content: text, image, audio, video, file, wa_template,
    feed, ... `ts` is when it was sent, in UTC; `created_at` and `date`, which are mostly missing,
    are in the client's `time_zone`, and naive without one. `mid` is the channel's identifier of it,
    `agent_id` 0 nobody's. `delivery_status` is what the channel reports: "delivered", for example.
    What `paused_diff_seconds` counts is not documented; it seems to be how long the bot stays
    silent.
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
    ts: datetime | None = field(default=None, metadata={"is_instant": True})
    payload: MessagePayload | None = None
    is_delivered: bool | None = None
    delivery_status: str | None = None
    paused_diff_seconds: int | None = None
    created_at: datetime | None = None
    date: datetime | None = None

    @property
    def text(self) -> str | None:
        """What the person read or said, or None if it had no words, as a picture may.

        It is the text of a template with its values, the transcript of a voice note, a caption, or
        the text of a message, a comment or a note.
        """
        texts = (getattr(self.payload, name, None) for name in _TEXTS)
        found = next((text for text in texts if text and self._is_words(text)), None)
        return found or self._text_of_content() or self._text_within(self.raw.get("payload"))

    @property
    def template_name(self) -> str | None:
        """The name of the template that was sent, or None if it was none.

        A kind of template other than WhatsApp's may have something else in `content`: what cannot
        be a name does not count as one.
        """
        if not self._is_template() or not self.content:
            return None
        is_name = self.msg_type == "wa_template" or _TEMPLATE_NAME.fullmatch(self.content)
        return self.content if is_name else None

    @property
    def by(self) -> MessageAuthor | None:
        """Who wrote it: "subscriber", "bot" or "agent"; None for a message of the system.

        Whoever writes by hand or through the API is an agent, also where `sender_id` is "bot".
        """
        if self.type:
            return _AUTHORS.get(self.type.casefold())
        if self.agent_id:
            return "agent"
        if self.sender_id == "bot":
            return "bot"
        return "subscriber" if self.sender_id and self.sender_id == self.user_ns else None

    @property
    def referral(self) -> Referral | None:
        """The ad or post from which the person came with this message."""
        return None if self.payload is None else self.payload.referral

    @property
    def _key(self) -> int | str | None:
        return self.mid if self.id is None else self.id

    def _is_template(self) -> bool:
        return (self.msg_type or "").endswith("template")

    def _text_of_content(self) -> str | None:
        """Return `content` where it is text: not the name of a template or a medium's URL."""
        content = self.content
        if not content or self.template_name == content:
            return None
        return content if self._is_words(content) else None

    def _text_within(self, value: object, depth: int = _DEPTH) -> str | None:
        """Return what a payload says that is a text, or that has its texts further inside."""
        if isinstance(value, str):
            return value if self._is_words(value) and not value.lstrip().startswith("{") else None
        if not isinstance(value, Mapping) or not depth:
            return None
        inner = (self._text_within(value.get(key), depth - 1) for key in (*_WRAPPERS, *_TEXTS))
        return next((text for text in inner if text), None)

    def _is_words(self, text: str) -> bool:
        """Whether a text is words: of a medium it may be the URL."""
        is_url = self.msg_type not in (None, "text", "note") and _URL.fullmatch(text.strip())
        return bool(text.strip()) and not is_url


@frozen(kw_only=True)
class Contact:
    """The name of a person who is created by the first message to them."""

    first_name: str | None = None
    last_name: str | None = None
    user_name: str | None = None
