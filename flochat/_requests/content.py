"""Dynamic content: typed parts that `client.messages.send_content` sends, or a service answers.

    Content(
        [Text("It is on its way", buttons=[UrlButton("Track it", "https://example.com/7")])],
        actions=[AddTag("Shipped")],
        quick_replies=[NodeButton("Talk to us", "f12n34")],
    )

Every part is checked when it is created, and raises `InvalidArgumentError`.

The platform made this format for servers that it calls ("dynamic content"); to send it through the
API supports less. Its pages say that buttons and quick replies that go to a node are "not supported
in Public API", while its document of the API lists them: `NodeButton` is sent, and may do nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Self

from attrs import evolve, field, frozen
from attrs.validators import optional

from .._values.checks import describe_type
from ..errors import InvalidArgumentError
from .content_checks import _NOTHING, check_number, check_parts, extra_mapping, validate_text
from .content_parts import Action, ContentMessage, ContentPart, QuickReply
from .content_reading import copied, encode_part, read_part

#: The most that a send takes of each; of answers no page gives a number.
_LIMITS: Final[Mapping[str, int]] = {"messages": 10, "actions": 5, "quick_replies": 11}
_VERSION: Final = "v1"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_IS_LOCAL: Final = {"is_local": True}


class _NotGiven(tuple[ContentMessage, ...]):
    """No messages, because none were given; an empty list says that there is nothing to say."""

    __slots__ = ()


def _check_messages(parts: Iterable[ContentMessage]) -> tuple[ContentMessage, ...]:
    if isinstance(parts, _NotGiven):
        return parts
    return check_parts(parts, ContentMessage, "messages", "message")


def _check_actions(parts: Iterable[Action]) -> tuple[Action, ...]:
    return check_parts(parts, Action, "actions", "action")


def _check_quick_replies(parts: Iterable[QuickReply]) -> tuple[QuickReply, ...]:
    return check_parts(parts, QuickReply, "quick_replies", "quick reply")


@frozen
class Content(ContentPart):
    """Content to send at once, or to answer the platform with.

    At most ten messages, five actions and eleven quick replies: that is documented for sends, and
    nothing is known of answers. `send_limits=False` is for an answer that has more; it cannot be
    sent. `Content([])` is the answer that there is nothing to say, and cannot be sent either.

    `goto` is where the flow continues: the name of a step, a node (f12n34) or a sub flow (f12s34).
    A `CallbackButton` is the quick reply that both the platform's pages and its document list; a
    `NodeButton` is "not supported in Public API", and may do nothing when it is sent.

    Example:
        content = Content.from_dict({"version": "v1", "content": {"messages": []}})
        more = attrs.evolve(content, messages=[*content.messages, Text("Hello")])
        assert more.to_dict()["content"] == {"messages": [{"type": "text", "text": "Hello"}]}
    """

    messages: Sequence[ContentMessage] = field(
        default=_NotGiven(), converter=_check_messages, metadata={"may_be_empty": True}
    )
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_check_actions)
    quick_replies: Sequence[QuickReply] = field(
        default=(), kw_only=True, converter=_check_quick_replies
    )
    goto: str | None = field(default=None, kw_only=True, validator=optional(validate_text))
    send_limits: bool = field(default=True, kw_only=True, eq=False, repr=False, metadata=_IS_LOCAL)
    #: What stands beside the content in its JSON, besides the version.
    envelope: Mapping[str, Any] = field(
        default=_NOTHING,
        kw_only=True,
        hash=False,
        repr=False,
        converter=extra_mapping,
        metadata=_IS_LOCAL,
    )

    def __attrs_post_init__(self) -> None:
        if isinstance(self.messages, _NotGiven) and not (self.actions or self.goto):
            raise InvalidArgumentError(
                "content must have a message, an action or a goto; the answer that there is "
                "nothing to say is Content([])"
            )
        if self.quick_replies and not self.messages:
            raise InvalidArgumentError(
                "quick_replies must have a message to answer; pass one in messages"
            )
        if self.send_limits:
            self._check_limits("")

    def to_dict(self) -> dict[str, Any]:
        """The content as JSON: what a service answers, and the `data` of a send.

        Result: `{"version": "v1", "content": {"messages": [...], ...}}`, with the headers of
        buttons, which are secrets.

        POST /subscriber/send-content
        """
        data: dict[str, Any] = copied(self._encoded())
        return data

    def _encoded(self) -> dict[str, Any]:
        """The JSON, with payloads and the like that are our own."""
        content = encode_part(self)
        if not (self.messages or isinstance(self.messages, _NotGiven)):
            content = {"messages": [], **content}
        return {**self.envelope, "version": _VERSION, "content": content}

    def to_json(self) -> str:
        """The same as JSON text: compact, and with every character as it is.

        POST /subscriber/send-content
        """
        return _ENCODER.encode(self._encoded())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, send_limits: bool = True) -> Self:
        """Read content from JSON: what another service answers, or what was sent.

        Nothing is lost: `to_dict()` gives back all of it, keys that are not known here included,
        which are in `extra` of their part. What the platform does not take is refused.

        Args:
            data: `{"version": "v1", "content": {"messages": [...], ...}}`, or what stands in
                `content` alone; `to_dict()` gives the whole of it then.
            send_limits: whether the numbers that sends are limited to count; False reads an answer
                that has more.

        Raises:
            InvalidArgumentError: it is something else, or has what the platform does not take; the
                text says at which place.

        POST /subscriber/send-content
        """
        envelope, content = _unwrap(data)
        try:
            read = read_part(cls, content, "content", send_limits=False, envelope=envelope)
        except RecursionError:
            raise InvalidArgumentError("content must not be nested that deep") from None
        if not send_limits:
            return read
        read._check_limits("; pass send_limits=False if it is an answer, not a send")
        return evolve(read, send_limits=True)

    def _check_limits(self, remedy: str) -> None:
        for name, maximum in _LIMITS.items():
            try:
                check_number(getattr(self, name), name, maximum)
            except InvalidArgumentError as error:
                raise InvalidArgumentError(f"{error}{remedy}") from None


def _unwrap(data: Mapping[str, Any]) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """What stands around content, and the content."""
    if not isinstance(data, Mapping):
        raise InvalidArgumentError(
            f"content must be a mapping, not {describe_type(data)}; decode JSON first"
        )
    if "content" not in data:
        return {}, data
    envelope = {key: value for key, value in data.items() if key != "content"}
    version = envelope.pop("version", _VERSION)
    if version != _VERSION:
        raise InvalidArgumentError(f'version must be "{_VERSION}", not {version!r:.40}')
    if not isinstance(data["content"], Mapping):
        raise InvalidArgumentError(
            f"content must be an object, not {describe_type(data['content'])}"
        )
    return envelope, data["content"]


def encode_content(content: Content) -> dict[str, Any]:
    """Encode content as a send takes it."""
    if not isinstance(content, Content):
        raise InvalidArgumentError(
            f"content must be a Content, as in Content([Text(...)]), not {describe_type(content)}"
        )
    if not (content.messages or content.actions or content.goto):
        raise InvalidArgumentError("content must have a message, an action or a goto to be sent")
    content._check_limits(" to be sent")
    data = content.to_dict()
    if not content.messages:
        data["content"].pop("messages", None)
    return data
