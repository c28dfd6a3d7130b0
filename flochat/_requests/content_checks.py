"""Checks and conversions of what the parts of dynamic content are made of."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NoReturn, TypeAlias, TypeVar, get_args

import attrs

from .._values.checks import check_choice, check_list, check_text, describe_type, with_article
from .._values.field_values import FieldValue, encode_value_for, parse_field_value
from .._values.identifiers import NODE, is_of_another_kind
from .._values.secret import MASK
from ..errors import InvalidArgumentError
from .fields import USER_FIELD, UserFieldRef
from .references import name_of
from .tags import TAG, TagRef

T = TypeVar("T")
Validator: TypeAlias = Callable[[Any, "attrs.Attribute[Any]", Any], None]

#: How deep JSON may be nested: what reads it there has limits of its own.
_MAX_DEPTH: Final = 100
#: Python writes out no number of more than 4,300 digits.
_MAX_BITS: Final = 14_000
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def check_parts(
    parts: Iterable[T], union: object, argument: str, noun: str, maximum: int | None = None
) -> tuple[T, ...]:
    """Return parts that are of the classes of a union, and no more than `maximum`."""
    checked = tuple(check_list(parts, argument))
    if not checked:
        return checked
    classes = get_args(union) or (union,)
    for part in checked:
        if type(part) not in classes:
            *others, last = (cls.__name__ for cls in classes)
            allowed = f"{', '.join(others)} or {last}" if others else last
            raise InvalidArgumentError(
                f"each {noun} must be {with_article(allowed)}; got {describe_type(part)}"
            )
    if maximum is not None:
        check_number(checked, argument, maximum)
    return checked


def check_number(parts: tuple[object, ...], argument: str, maximum: int) -> None:
    """Raise `InvalidArgumentError` for more parts than `maximum`."""
    if len(parts) > maximum:
        raise InvalidArgumentError(
            f"{argument} must have at most {maximum} items, not {len(parts)}"
        )


def tag_name_of(tag: TagRef) -> str:
    """Return the name of a tag."""
    return check_unicode(name_of(tag, TAG), "tag_name")


def field_name_of(user_field: UserFieldRef) -> str:
    """Return the name of a user field."""
    return check_unicode(name_of(user_field, USER_FIELD), "field_name")


def encode_action_value(user_field: UserFieldRef, value: FieldValue) -> str | int | float:
    """Return the value of a field as content spells it: a number is one in JSON too, not text.

    A field model knows whether it holds numbers; by name, a number is taken to be for such a field.
    """
    text = check_unicode(encode_value_for(user_field, value), "a field value")
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


def check_unicode(text: str, argument: str) -> str:
    """Return a text that UTF-8 can spell: with half a character the whole content is unreadable."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidArgumentError(
            f"{argument} must be text that UTF-8 can spell, and half of a surrogate pair is in it; "
            "leave it out"
        ) from None
    return text


def validate_text(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if value.__class__ is str and value.isascii() and value[:1] > " ":  # nearly all
        return
    check_unicode(check_text(value, attribute.name), attribute.name)


def validate_target(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    validate_text(_, attribute, value)
    if is_of_another_kind(value, NODE):
        raise InvalidArgumentError(
            f"{attribute.name} must be the unique name of a node, or a node_ns (like f12n34); "
            f"{value!r} is something else. To go on at a sub flow, pass it as goto of the Content"
        )


def validate_url(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    validate_text(_, attribute, value)
    if not value.startswith(("https://", "http://")):
        raise InvalidArgumentError(
            f"{attribute.name} must begin with https:// or http://; got {value!r}"
        )


def validate_https_url(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    validate_text(_, attribute, value)
    if not value.startswith("https://"):
        raise InvalidArgumentError(
            f"{attribute.name} must begin with https://, since the platform calls nothing else; "
            f"got {value!r}"
        )


def validate_phone(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    validate_text(_, attribute, value)
    if not any(character.isdecimal() for character in value):
        raise InvalidArgumentError(f"{attribute.name} must contain digits, and {value!r} has none")


def validate_one_of(choices: object) -> Validator:
    """A validator that takes the values of a Literal."""

    def check(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
        check_choice(value, choices, attribute.name)

    return check


def validate_post(_: object, attribute: attrs.Attribute[Any], value: str | None) -> None:
    if value is not None and (not isinstance(value, str) or value.lower() != "post"):
        raise InvalidArgumentError(
            f"{attribute.name} must be post, since the platform sends nothing else, or None to "
            f"leave it out; got {value!r}"
        )


class _Nothing(dict[str, Any]):
    """The one empty mapping of all parts that have nothing in it; it stays empty."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("the parts of content do not change; attrs.evolve() makes another one")

    __setitem__ = __ior__ = setdefault = update = _refuse

    def __reduce__(self) -> str:
        return "_NOTHING"


_NOTHING: Final = _Nothing()


def header_mapping(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers of which each can be sent."""
    if headers is _NOTHING:
        return _NOTHING
    if headers.__class__ is not dict and not isinstance(headers, Mapping):
        raise InvalidArgumentError(f"headers must be a mapping, not {describe_type(headers)}")
    for name, value in headers.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise InvalidArgumentError(
                f"headers must have names of letters, digits and hyphens; got {name!r:.60}"
            )
        if not isinstance(value, str) or _CONTROL.search(value):
            raise InvalidArgumentError(
                f"the header {name} must be a text of one line, without control characters"
            )
        check_unicode(value, f"the header {name}")
    return dict(headers)


def mask_values(mapping: Mapping[str, str]) -> str:
    """A mapping as a repr shows it: the names, and nothing of the values."""
    return repr(dict.fromkeys(mapping, MASK))


def payload_mapping(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a payload, which must be JSON."""
    return _json_mapping(payload, "payload")


def json_scalar(value: T, argument: str) -> T:
    """Return a text or a number that JSON can spell."""
    scalar: T = _plain_json(value, argument, 0)
    return scalar


def extra_mapping(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of the keys beyond those that a part knows."""
    return _json_mapping(extra, "extra")


def _json_mapping(mapping: Mapping[str, Any], argument: str) -> dict[str, Any]:
    if mapping.__class__ in (_Nothing, dict) and not mapping:  # nearly all
        return _NOTHING
    if not isinstance(mapping, Mapping):
        raise InvalidArgumentError(f"{argument} must be a mapping, not {describe_type(mapping)}")
    plain: dict[str, Any] = _plain_json(mapping, argument, _MAX_DEPTH)
    return plain


def _plain_json(value: object, argument: str, depth: int) -> Any:
    """Return a copy of JSON, of plain dicts and lists, that is the same once written and read."""
    if isinstance(value, str):
        return value if value.isascii() else check_unicode(value, argument)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and value.bit_length() <= _MAX_BITS:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, int | float):
        shown = value if isinstance(value, float) else "one of thousands of digits"
        raise InvalidArgumentError(f"{argument} must have numbers that JSON has, not {shown}")
    if not isinstance(value, Mapping | list | tuple):
        raise InvalidArgumentError(
            f"{argument} must be JSON, and {describe_type(value)} is in it; pass it as text"
        )
    if not depth:
        raise InvalidArgumentError(f"{argument} must not be nested deeper than {_MAX_DEPTH} levels")
    if isinstance(value, list | tuple):
        return [_plain_json(item, argument, depth - 1) for item in value]
    for key in value:
        if not isinstance(key, str):
            raise InvalidArgumentError(
                f"the keys of {argument} must be strings, not {describe_type(key)}"
            )
    return {
        check_unicode(key, argument): _plain_json(item, argument, depth - 1)
        for key, item in value.items()
    }
