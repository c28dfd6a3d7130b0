"""Dynamic content: what `client.messages.send_content` sends, built from typed parts.

    Content(
        [Text("It is on its way", buttons=[UrlButton("Track it", "https://example.com/7")])],
        actions=[AddTag("Shipped")],
        quick_replies=[NodeButton("Talk to us", "f12n34")],
    )

Every part is checked when it is made, and raises `InvalidArgumentError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal, TypeAlias, TypeVar, get_args

import attrs
from attrs import field, frozen

from .._values.checks import check_choice, check_list, check_text, describe_type
from .._values.field_values import FieldValue, encode_value_of
from .._values.phones import phone_digits
from ..errors import InvalidArgumentError
from .fields import USER_FIELD, UserFieldRef
from .references import name_of
from .tags import TAG, TagRef

MOST_MESSAGES: Final = 10
MOST_ACTIONS: Final = 5
MOST_QUICK_REPLIES: Final = 11

#: How much of the screen a page takes that a button opens.
WebviewSize: TypeAlias = Literal["full", "medium", "compact"]
#: The form of the pictures of cards.
ImageAspectRatio: TypeAlias = Literal["horizontal", "square"]

T = TypeVar("T")
_Validator: TypeAlias = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def encode_content(content: Content) -> dict[str, Any]:
    """Content as the service takes it."""
    if not isinstance(content, Content):
        raise InvalidArgumentError(
            f"content is built as Content([Text(...)]), and this is {describe_type(content)}"
        )
    return {"version": "v1", "content": _wire(content)}


def _wire(part: Any) -> dict[str, Any]:
    """A part with all that it has; what was not given is left away."""
    values = attrs.asdict(part, recurse=False)
    given = {key: value for key, value in values.items() if value not in (None, (), {})}
    mark: Mapping[str, str] = getattr(part, "_mark", {})
    return {**mark, **{key: _wire_value(value) for key, value in given.items()}}


def _wire_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_wire(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


# --- what the parts are checked with -----------------------------------------------------------


def _buttons(parts: Iterable[Button]) -> tuple[Button, ...]:
    return _parts(parts, Button, "buttons")


def _actions(parts: Iterable[Action]) -> tuple[Action, ...]:
    return _parts(parts, Action, "actions")


def _cards(parts: Iterable[Card]) -> tuple[Card, ...]:
    return _parts(parts, Card, "cards")


def _messages(parts: Iterable[ContentMessage]) -> tuple[ContentMessage, ...]:
    return _parts(parts, ContentMessage, "messages", MOST_MESSAGES)


def _content_actions(parts: Iterable[Action]) -> tuple[Action, ...]:
    return _parts(parts, Action, "actions", MOST_ACTIONS)


def _quick_replies(parts: Iterable[QuickReply]) -> tuple[QuickReply, ...]:
    return _parts(parts, QuickReply, "quick replies", MOST_QUICK_REPLIES)


def _parts(parts: Iterable[T], kinds: object, what: str, most: int | None = None) -> tuple[T, ...]:
    """The parts, which are of certain classes, and `most` of them at the most."""
    found, classes = tuple(check_list(parts, what)), get_args(kinds) or (kinds,)
    for part in found:
        if type(part) not in classes:
            known = ", ".join(kind.__name__ for kind in classes)
            raise InvalidArgumentError(f"{what} are of {known}, not {describe_type(part)}")
    if most is not None and len(found) > most:
        raise InvalidArgumentError(f"{what} are {most} at the most, and these are {len(found)}")
    return found


def _tag_name(tag: TagRef) -> str:
    return name_of(tag, TAG)


def _field_name(user_field: UserFieldRef) -> str:
    return name_of(user_field, USER_FIELD)


def _is_text(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    check_text(value, attribute.name)


def _is_url(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if not check_text(value, attribute.name).startswith(("https://", "http://")):
        raise InvalidArgumentError(f"{attribute.name} begins with https://, unlike {value!r}")


def _is_phone(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if not phone_digits(check_text(value, attribute.name)):
        raise InvalidArgumentError(f"{attribute.name} {value!r} has no digits")


def _is_mapping(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping):
        raise InvalidArgumentError(f"{attribute.name} is a mapping, not {describe_type(value)}")


def _is_one_of(choices: object) -> _Validator:
    def check(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
        check_choice(value, choices, attribute.name)

    return check


_optional = attrs.validators.optional


# --- actions -----------------------------------------------------------------------------------


@frozen
class AddTag:
    """Give the subscriber a tag, which has to exist: a tag or its name."""

    _mark: ClassVar[Mapping[str, str]] = {"action": "add_tag"}
    tag_name: str = field(converter=_tag_name)


@frozen
class RemoveTag:
    """Take a tag off the subscriber, which has to exist: a tag or its name."""

    _mark: ClassVar[Mapping[str, str]] = {"action": "remove_tag"}
    tag_name: str = field(converter=_tag_name)


@frozen(init=False)
class SetField:
    """Set a user field of the subscriber, which has to exist: a field or its name, and a value."""

    _mark: ClassVar[Mapping[str, str]] = {"action": "set_field_value"}
    field_name: str
    value: str

    def __init__(self, field_name: UserFieldRef, value: FieldValue) -> None:
        # The field tells what it takes, so the two are checked together.
        self.__attrs_init__(_field_name(field_name), encode_value_of(field_name, value))


@frozen
class UnsetField:
    """Empty a user field of the subscriber, which has to exist: a field or its name."""

    _mark: ClassVar[Mapping[str, str]] = {"action": "unset_field_value"}
    field_name: str = field(converter=_field_name)


#: What may happen to the subscriber when content is sent, or a button is pressed.
Action: TypeAlias = AddTag | RemoveTag | SetField | UnsetField


# --- buttons -----------------------------------------------------------------------------------


@frozen
class UrlButton:
    """Opens a page; `actions` are carried out when it is pressed."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "url"}
    caption: str = field(validator=_is_text)
    url: str = field(validator=_is_url)
    webview_size: WebviewSize | None = field(
        default=None, kw_only=True, validator=_optional(_is_one_of(WebviewSize))
    )
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_actions)


@frozen
class CallButton:
    """Calls a phone number."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "call"}
    caption: str = field(validator=_is_text)
    phone: str = field(validator=_is_phone)


@frozen
class NodeButton:
    """Goes on at a node of the flow: its namespace (f12n34)."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "node"}
    caption: str = field(validator=_is_text)
    target: str = field(validator=_is_text)


@frozen
class CallbackButton:
    """Posts to an address of yours, which answers with the content that follows."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "dynamic_block_callback", "method": "post"}
    caption: str = field(validator=_is_text)
    url: str = field(validator=_is_url)
    headers: Mapping[str, str] = field(
        factory=dict, kw_only=True, hash=False, validator=_is_mapping
    )
    payload: Mapping[str, Any] = field(
        factory=dict, kw_only=True, hash=False, validator=_is_mapping
    )


#: What may stand below a message.
Button: TypeAlias = UrlButton | CallButton | NodeButton | CallbackButton
#: What may be offered to answer with.
QuickReply: TypeAlias = NodeButton | UrlButton | CallbackButton


# --- messages ----------------------------------------------------------------------------------


@frozen
class Text:
    """A text."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "text"}
    text: str = field(validator=_is_text)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_buttons)


@frozen
class Image:
    """A picture by its URL, 25 MB at the most."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "image"}
    url: str = field(validator=_is_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_buttons)


@frozen
class Video:
    """A video by its URL, 25 MB at the most."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "video"}
    url: str = field(validator=_is_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_buttons)


@frozen
class Audio:
    """A recording by its URL, 25 MB at the most."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "audio"}
    url: str = field(validator=_is_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_buttons)


@frozen
class File:
    """A file by its URL, 25 MB at the most; it takes no buttons."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "file"}
    url: str = field(validator=_is_url)


@frozen
class Card:
    """One of the `Cards`; `action_url` is the page that a press on it opens."""

    title: str = field(validator=_is_text)
    subtitle: str | None = field(default=None, kw_only=True, validator=_optional(_is_text))
    image_url: str | None = field(default=None, kw_only=True, validator=_optional(_is_url))
    action_url: str | None = field(default=None, kw_only=True, validator=_optional(_is_url))
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_buttons)


@frozen
class Cards:
    """Cards side by side, one at the least."""

    _mark: ClassVar[Mapping[str, str]] = {"type": "cards"}
    elements: Sequence[Card] = field(converter=_cards)
    image_aspect_ratio: ImageAspectRatio = field(
        default="horizontal", kw_only=True, validator=_is_one_of(ImageAspectRatio)
    )

    def __attrs_post_init__(self) -> None:
        if not self.elements:
            raise InvalidArgumentError("cards without a card")


#: What a conversation shows.
ContentMessage: TypeAlias = Text | Image | Video | Audio | File | Cards


@frozen
class Content:
    """What is sent at once: ten messages, five actions and eleven quick replies at the most.

    `goto` is where the flow goes on: the name of a step, a node (f12n34) or a sub flow (f12s34).
    """

    messages: Sequence[ContentMessage] = field(default=(), converter=_messages)
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_content_actions)
    quick_replies: Sequence[QuickReply] = field(default=(), kw_only=True, converter=_quick_replies)
    goto: str | None = field(default=None, kw_only=True, validator=_optional(_is_text))

    def __attrs_post_init__(self) -> None:
        if not (self.messages or self.actions or self.goto):
            raise InvalidArgumentError("content without a message, an action or a goto")
        if self.quick_replies and not self.messages:
            raise InvalidArgumentError("quick replies without a message that they answer")
