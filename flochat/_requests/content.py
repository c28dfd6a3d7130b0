"""Dynamic content: typed parts that `client.messages.send_content` sends.

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

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal, TypeAlias, TypeVar, get_args

import attrs
from attrs import field, frozen
from attrs.validators import optional

from .._values.checks import check_choice, check_list, check_text, describe_type, with_article
from .._values.field_values import FieldValue, encode_value_for, parse_field_value
from .._values.identifiers import NODE, is_of_another_kind
from ..errors import InvalidArgumentError
from .fields import USER_FIELD, UserFieldRef
from .references import name_of
from .tags import TAG, TagRef

MAX_MESSAGES: Final = 10
MAX_ACTIONS: Final = 5
MAX_QUICK_REPLIES: Final = 11

#: How much of the screen the page of a button takes.
WebviewSize: TypeAlias = Literal["full", "medium", "compact"]
#: The aspect ratio of the images of cards.
ImageAspectRatio: TypeAlias = Literal["horizontal", "square"]

T = TypeVar("T")
_Validator: TypeAlias = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def encode_content(content: Content) -> dict[str, Any]:
    """Encode content as the service takes it."""
    if not isinstance(content, Content):
        raise InvalidArgumentError(
            f"content must be a Content, as in Content([Text(...)]), not {describe_type(content)}"
        )
    return {"version": "v1", "content": _encode_part(content)}


def _encode_part(part: Any) -> dict[str, Any]:
    """Encode a part with its values; what was not given is left out."""
    values = attrs.asdict(part, recurse=False)
    given = {key: value for key, value in values.items() if value not in (None, (), {})}
    discriminator: Mapping[str, str] = getattr(part, "_discriminator", {})
    return {**discriminator, **{key: _encode_value(value) for key, value in given.items()}}


def _encode_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encode_part(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def _check_buttons(parts: Iterable[Button]) -> tuple[Button, ...]:
    return _check_parts(parts, Button, "buttons", "button")


def _check_actions(parts: Iterable[Action]) -> tuple[Action, ...]:
    return _check_parts(parts, Action, "actions", "action")


def _check_cards(parts: Iterable[Card]) -> tuple[Card, ...]:
    return _check_parts(parts, Card, "elements", "card")


def _check_messages(parts: Iterable[ContentMessage]) -> tuple[ContentMessage, ...]:
    return _check_parts(parts, ContentMessage, "messages", "message", MAX_MESSAGES)


def _check_content_actions(parts: Iterable[Action]) -> tuple[Action, ...]:
    return _check_parts(parts, Action, "actions", "action", MAX_ACTIONS)


def _check_quick_replies(parts: Iterable[QuickReply]) -> tuple[QuickReply, ...]:
    return _check_parts(parts, QuickReply, "quick_replies", "quick reply", MAX_QUICK_REPLIES)


def _check_parts(
    parts: Iterable[T], union: object, argument: str, noun: str, maximum: int | None = None
) -> tuple[T, ...]:
    """Return parts that are of the classes of a union, and no more than `maximum`."""
    checked, classes = tuple(check_list(parts, argument)), get_args(union) or (union,)
    for part in checked:
        if type(part) not in classes:
            *others, last = (cls.__name__ for cls in classes)
            allowed = f"{', '.join(others)} or {last}" if others else last
            raise InvalidArgumentError(
                f"each {noun} must be {with_article(allowed)}; got {describe_type(part)}"
            )
    if maximum is not None and len(checked) > maximum:
        raise InvalidArgumentError(
            f"{argument} must have at most {maximum} items, not {len(checked)}"
        )
    return checked


def _tag_name(tag: TagRef) -> str:
    return name_of(tag, TAG)


def _field_name(user_field: UserFieldRef) -> str:
    return name_of(user_field, USER_FIELD)


def _encode_action_value(user_field: UserFieldRef, value: FieldValue) -> str | int | float:
    """Return the value of a field as content spells it: a number is one in JSON too, not text.

    A field model knows whether it holds numbers; by name, a number is taken to be for such a field.
    """
    text = encode_value_for(user_field, value)
    var_type = getattr(user_field, "var_type", None)
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if var_type != "number" and (var_type is not None or not is_number):
        return text
    return _to_json_number(text)


def _to_json_number(text: str) -> int | float:
    """Return the number that JSON spells as this text; nothing of it may get lost."""
    number = parse_field_value(text, "number")
    if isinstance(number, int):
        return number
    if not isinstance(number, Decimal):
        raise InvalidArgumentError(f"a value of a number field must be a number, not {text!r}")
    as_float = float(number)
    if Decimal(repr(as_float)) != number:
        raise InvalidArgumentError(
            f"{text[:50]} has more digits than a JSON number keeps; round it, or pass it as a "
            "string to a text field"
        )
    return as_float


def _check_target(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if is_of_another_kind(check_text(value, attribute.name), NODE):
        raise InvalidArgumentError(
            f"{attribute.name} must be the unique name of a node, or a node_ns (like f12n34); "
            f"{value!r} is something else. To go on at a sub flow, pass it as goto of the Content"
        )


def _check_text(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    check_text(value, attribute.name)


def _check_url(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if not check_text(value, attribute.name).startswith(("https://", "http://")):
        raise InvalidArgumentError(
            f"{attribute.name} must begin with https:// or http://; got {value!r}"
        )


def _check_https_url(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if not check_text(value, attribute.name).startswith("https://"):
        raise InvalidArgumentError(
            f"{attribute.name} must begin with https://, since the platform calls nothing else; "
            f"got {value!r}"
        )


def _check_phone(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if not any(character.isdecimal() for character in check_text(value, attribute.name)):
        raise InvalidArgumentError(f"{attribute.name} must contain digits, and {value!r} has none")


def _check_mapping(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping):
        raise InvalidArgumentError(
            f"{attribute.name} must be a mapping, not {describe_type(value)}"
        )


def _check_one_of(choices: object) -> _Validator:
    def check(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
        check_choice(value, choices, attribute.name)

    return check


@frozen
class AddTag:
    """Adds a tag, which must exist, to the subscriber; `tag_name` is a tag or its name."""

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "add_tag"}
    tag_name: str = field(converter=_tag_name)


@frozen
class RemoveTag:
    """Removes a tag, which must exist, from the subscriber; `tag_name` is a tag or its name."""

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "remove_tag"}
    tag_name: str = field(converter=_tag_name)


@frozen(init=False)
class SetField:
    """Sets a user field, which must exist; `field_name` is a field or its name.

    `value` must fit the field: a number (which is sent as one, not as text), a date (YYYY-MM-DD),
    an aware datetime (ISO 8601, in UTC), a string, ... By name, the field's type is taken from the
    value: pass the `UserField` for a number in a text field, or a string.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "set_field_value"}
    field_name: str
    value: str | int | float

    def __init__(self, field_name: UserFieldRef, value: FieldValue) -> None:
        # A field model knows which values it takes, so the two are checked together.
        self.__attrs_init__(_field_name(field_name), _encode_action_value(field_name, value))


@frozen
class UnsetField:
    """Empties a user field, which must exist; `field_name` is a field or its name."""

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "unset_field_value"}
    field_name: str = field(converter=_field_name)


#: A change to the subscriber when content is sent, or a button is pressed.
Action: TypeAlias = AddTag | RemoveTag | SetField | UnsetField


@frozen
class UrlButton:
    """Opens the page `url`; `actions` are carried out when it is pressed."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "url"}
    caption: str = field(validator=_check_text)
    url: str = field(validator=_check_url)
    webview_size: WebviewSize | None = field(
        default=None, kw_only=True, validator=optional(_check_one_of(WebviewSize))
    )
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_check_actions)


@frozen
class CallButton:
    """Calls the number `phone`."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "call"}
    caption: str = field(validator=_check_text)
    phone: str = field(validator=_check_phone)


@frozen
class NodeButton:
    """Continues at a node of the flow; `actions` are carried out when it is pressed.

    `target` is the node's name, which must be unique in the flow, according to the platform's
    pages, and its namespace (f12n34) according to its document. Those pages also say that it is
    "not supported in Public API": the platform may accept it and the button do nothing. Instead, a
    `goto` in the `Content` or `messages.send_node` starts a node at once.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "node"}
    caption: str = field(validator=_check_text)
    target: str = field(validator=_check_target)
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_check_actions)


@frozen
class CallbackButton:
    """Posts `payload` to `url`, a server of yours, which answers with the next content.

    The platform calls https only.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {
        "type": "dynamic_block_callback",
        "method": "post",
    }
    caption: str = field(validator=_check_text)
    url: str = field(validator=_check_https_url)
    headers: Mapping[str, str] = field(
        factory=dict, kw_only=True, hash=False, validator=_check_mapping
    )
    payload: Mapping[str, Any] = field(
        factory=dict, kw_only=True, hash=False, validator=_check_mapping
    )


#: A button below a message.
Button: TypeAlias = UrlButton | CallButton | NodeButton | CallbackButton
#: A suggested reply. The platform's pages know no `UrlButton` here, and no `NodeButton` through the
#: API; its document lists both.
QuickReply: TypeAlias = NodeButton | UrlButton | CallbackButton


@frozen
class Text:
    """A text message."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "text"}
    text: str = field(validator=_check_text)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Image:
    """An image by its URL, of at most 25 MB."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "image"}
    url: str = field(validator=_check_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Video:
    """A video by its URL, of at most 25 MB."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "video"}
    url: str = field(validator=_check_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Audio:
    """An audio recording by its URL, of at most 25 MB."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "audio"}
    url: str = field(validator=_check_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class File:
    """A file by its URL, of at most 25 MB; it cannot have buttons."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "file"}
    url: str = field(validator=_check_url)


@frozen
class Card:
    """One of the `Cards`; pressing it opens the page `action_url`."""

    title: str = field(validator=_check_text)
    subtitle: str | None = field(default=None, kw_only=True, validator=optional(_check_text))
    image_url: str | None = field(default=None, kw_only=True, validator=optional(_check_url))
    action_url: str | None = field(default=None, kw_only=True, validator=optional(_check_url))
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Cards:
    """At least one card, side by side."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "cards"}
    elements: Sequence[Card] = field(converter=_check_cards)
    image_aspect_ratio: ImageAspectRatio = field(
        default="horizontal", kw_only=True, validator=_check_one_of(ImageAspectRatio)
    )

    def __attrs_post_init__(self) -> None:
        if not self.elements:
            raise InvalidArgumentError("elements must not be empty; pass at least one Card")


#: A message of content.
ContentMessage: TypeAlias = Text | Image | Video | Audio | File | Cards


@frozen
class Content:
    """Content to send at once: at most ten messages, five actions and eleven quick replies.

    `goto` is where the flow continues: the name of a step, a node (f12n34) or a sub flow (f12s34).
    A `CallbackButton` is the quick reply that both the platform's pages and its document list; a
    `NodeButton` is "not supported in Public API", and may do nothing.
    """

    messages: Sequence[ContentMessage] = field(default=(), converter=_check_messages)
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_check_content_actions)
    quick_replies: Sequence[QuickReply] = field(
        default=(), kw_only=True, converter=_check_quick_replies
    )
    goto: str | None = field(default=None, kw_only=True, validator=optional(_check_text))

    def __attrs_post_init__(self) -> None:
        if not (self.messages or self.actions or self.goto):
            raise InvalidArgumentError("content must have a message, an action or a goto")
        if self.quick_replies and not self.messages:
            raise InvalidArgumentError(
                "quick_replies must have a message to answer; pass one in messages"
            )
