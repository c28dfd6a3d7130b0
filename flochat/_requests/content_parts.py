"""The parts of dynamic content: actions, buttons, messages. Each is checked when it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, TypeAlias

from attrs import field, frozen
from attrs.validators import optional

from .._values.checks import describe_type
from .._values.field_values import FieldValue
from ..errors import InvalidArgumentError
from .content_checks import (
    _NOTHING,
    check_parts,
    encode_action_value,
    extra_mapping,
    field_name_of,
    header_mapping,
    json_scalar,
    mask_values,
    payload_mapping,
    tag_name_of,
    validate_https_url,
    validate_one_of,
    validate_phone,
    validate_post,
    validate_target,
    validate_text,
    validate_url,
)
from .fields import UserFieldRef

#: How much of the screen the page of a button takes.
WebviewSize: TypeAlias = Literal["full", "medium", "compact"]
#: The aspect ratio of the images of cards.
ImageAspectRatio: TypeAlias = Literal["horizontal", "square"]


def _check_buttons(parts: Iterable[Button]) -> tuple[Button, ...]:
    return check_parts(parts, Button, "buttons", "button")


def _check_actions(parts: Iterable[Action]) -> tuple[Action, ...]:
    return check_parts(parts, Action, "actions", "action")


def _check_cards(parts: Iterable[Card]) -> tuple[Card, ...]:
    return check_parts(parts, Card, "elements", "card")


@frozen
class ContentPart:
    """Base of the parts of content, and of `Content`.

    `extra` has what else stands in the JSON of the part: keys that this package does not know, and
    known ones without a value, as `Content.from_dict` found them. It goes out with the part.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {}
    extra: Mapping[str, Any] = field(
        default=_NOTHING, kw_only=True, hash=False, repr=False, converter=extra_mapping
    )


@frozen
class AddTag(ContentPart):
    """Adds a tag, which must exist, to the subscriber; `tag_name` is a tag or its name."""

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "add_tag"}
    tag_name: str = field(converter=tag_name_of)


@frozen
class RemoveTag(ContentPart):
    """Removes a tag, which must exist, from the subscriber; `tag_name` is a tag or its name."""

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "remove_tag"}
    tag_name: str = field(converter=tag_name_of)


@frozen(init=False)
class SetField(ContentPart):
    """Sets a user field, which must exist; `field_name` is a field or its name.

    `value` must fit the field: a number (which is sent as one, not as text), a date (YYYY-MM-DD),
    an aware datetime (ISO 8601, in UTC), a string, ... By name, the field's type is taken from the
    value: pass the `UserField` for a number in a text field, or a string.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "set_field_value"}
    field_name: str
    value: str | int | float

    def __init__(
        self,
        field_name: UserFieldRef,
        value: FieldValue,
        *,
        extra: Mapping[str, Any] = _NOTHING,
    ) -> None:
        # A field model knows which values it takes, so the two are checked together.
        self.__attrs_init__(
            field_name_of(field_name), encode_action_value(field_name, value), extra=extra
        )

    @classmethod
    def _read(cls, field_name: str, value: object, *, extra: Mapping[str, Any]) -> Self:
        """An action with the value as JSON has it: a flag stays one."""
        if not isinstance(value, str | int | float):
            raise InvalidArgumentError(
                "value must be text or a number, with a list or an object written as JSON text, "
                f"not {describe_type(value)}"
            )
        action = cls.__new__(cls)
        action.__attrs_init__(field_name_of(field_name), json_scalar(value, "value"), extra=extra)
        return action


@frozen
class UnsetField(ContentPart):
    """Empties a user field, which must exist; `field_name` is a field or its name."""

    _discriminator: ClassVar[Mapping[str, str]] = {"action": "unset_field_value"}
    field_name: str = field(converter=field_name_of)


#: A change to the subscriber when content is sent, or a button is pressed.
Action: TypeAlias = AddTag | RemoveTag | SetField | UnsetField


@frozen
class UrlButton(ContentPart):
    """Opens the page `url`; `actions` are carried out when it is pressed."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "url"}
    caption: str = field(validator=validate_text)
    url: str = field(validator=validate_url)
    webview_size: WebviewSize | None = field(
        default=None, kw_only=True, validator=optional(validate_one_of(WebviewSize))
    )
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_check_actions)


@frozen
class CallButton(ContentPart):
    """Calls the number `phone`."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "call"}
    caption: str = field(validator=validate_text)
    phone: str = field(validator=validate_phone)


@frozen
class NodeButton(ContentPart):
    """Continues at a node of the flow; `actions` are carried out when it is pressed.

    `target` is the node's name, which must be unique in the flow, according to the platform's
    pages, and its namespace (f12n34) according to its document. Those pages also say that it is
    "not supported in Public API": the platform may accept it and the button do nothing. Instead, a
    `goto` in the `Content` or `messages.send_node` starts a node at once.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "node"}
    caption: str = field(validator=validate_text)
    target: str = field(validator=validate_target)
    actions: Sequence[Action] = field(default=(), kw_only=True, converter=_check_actions)


@frozen
class CallbackButton(ContentPart):
    """Posts `payload` to `url`, a service of yours, which answers with the next content.

    The platform calls https only, and a press brings the payload and nothing else: who pressed must
    be in it, and what proves that it is the platform in `headers`. `Callbacks.button` of
    `flochat.callbacks`, which also reads and answers the call, puts both there. The repr shows the
    names of the headers and not their values. `method` is "post", and None leaves it out.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "dynamic_block_callback"}
    caption: str = field(validator=validate_text)
    url: str = field(validator=validate_https_url)
    headers: Mapping[str, str] = field(
        default=_NOTHING, kw_only=True, hash=False, converter=header_mapping, repr=mask_values
    )
    payload: Mapping[str, Any] = field(
        default=_NOTHING, kw_only=True, hash=False, converter=payload_mapping
    )
    method: str | None = field(default="post", kw_only=True, validator=validate_post)


#: A button below a message.
Button: TypeAlias = UrlButton | CallButton | NodeButton | CallbackButton


@frozen
class OtherReply(ContentPart):
    """A quick reply of the kind "content", of which the platform has published the name alone.

    `Content.from_dict` reads it, so that it is not lost: `extra` has all that it consists of.
    """

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "content"}


#: A suggested reply. The platform's pages know no `UrlButton` here, and no `NodeButton` through the
#: API; its document lists both.
QuickReply: TypeAlias = NodeButton | UrlButton | CallbackButton | OtherReply


@frozen
class Text(ContentPart):
    """A text message."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "text"}
    text: str = field(validator=validate_text)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Image(ContentPart):
    """An image by its URL, of at most 25 MB."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "image"}
    url: str = field(validator=validate_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Video(ContentPart):
    """A video by its URL, of at most 25 MB."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "video"}
    url: str = field(validator=validate_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Audio(ContentPart):
    """An audio recording by its URL, of at most 25 MB."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "audio"}
    url: str = field(validator=validate_url)
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class File(ContentPart):
    """A file by its URL, of at most 25 MB; it cannot have buttons."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "file"}
    url: str = field(validator=validate_url)


@frozen
class Card(ContentPart):
    """One of the `Cards`; pressing it opens the page `action_url`."""

    title: str = field(validator=validate_text)
    subtitle: str | None = field(default=None, kw_only=True, validator=optional(validate_text))
    image_url: str | None = field(default=None, kw_only=True, validator=optional(validate_url))
    action_url: str | None = field(default=None, kw_only=True, validator=optional(validate_url))
    buttons: Sequence[Button] = field(default=(), kw_only=True, converter=_check_buttons)


@frozen
class Cards(ContentPart):
    """At least one card, side by side; without `image_aspect_ratio` (None) the platform chooses."""

    _discriminator: ClassVar[Mapping[str, str]] = {"type": "cards"}
    elements: Sequence[Card] = field(converter=_check_cards)
    image_aspect_ratio: ImageAspectRatio | None = field(
        default="horizontal", kw_only=True, validator=optional(validate_one_of(ImageAspectRatio))
    )

    def __attrs_post_init__(self) -> None:
        if not self.elements:
            raise InvalidArgumentError("elements must not be empty; pass at least one Card")


#: A message of content.
ContentMessage: TypeAlias = Text | Image | Video | Audio | File | Cards
