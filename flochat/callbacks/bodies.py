"""Bodies: JSON, whatever type it is sent as, and forms, all as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias
from urllib.parse import parse_qsl

from .incoming import Incoming
from .refusals import CallbackUnreadable, CallbackUnsupported

if TYPE_CHECKING:
    from email.message import Message

_MAX_FIELDS: Final = 1_000
#: What a charset may be called; anything else is a body that nobody can read.
_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1"})
_SINGLE_BYTES: Final = frozenset({"iso-8859-1", "latin-1"})


#: How a body of some type becomes fields.
BodyParser: TypeAlias = Callable[[bytes], dict[str, Any]]


def parse_body(read: BodyParser, body: bytes) -> dict[str, Any]:
    """The fields of a body; one without anything has none. Raises `CallbackUnreadable`."""
    if not body or body.isspace():
        return {}
    try:
        return read(body)
    except RecursionError:
        raise CallbackUnreadable("the body must not be nested that deep") from None
    except ValueError:  # from it would hang what the body says
        raise CallbackUnreadable("the body cannot be read as what its type says") from None


def body_parser(incoming: Incoming) -> BodyParser:
    """How a body of the type is read, told before it is. Raises `CallbackUnsupported`."""
    if (incoming.text(b"content-encoding") or "identity").lower() != "identity":
        raise CallbackUnsupported("the body must not be compressed")
    content_type = incoming.text(b"content-type")
    if not content_type or content_type == "application/json":  # nearly all
        return _from_json
    from email.message import Message  # only now: few calls need it, and it takes a while

    header = Message()
    header["content-type"] = _one_line(content_type)
    media_type = header.get_content_type() if "/" in content_type else content_type.strip().lower()
    charset = str(header.get_param("charset", "utf-8")).strip().lower()
    if charset not in _CHARSETS:
        raise CallbackUnsupported("the charset of a body must be UTF-8")
    if media_type == "multipart/form-data":
        return lambda body: _from_multipart(content_type, body)
    if media_type == "application/x-www-form-urlencoded":
        return _from_form
    if _is_json(media_type):
        return _from_latin_json if charset in _SINGLE_BYTES else _from_json
    raise CallbackUnsupported(
        "a body must be application/json or application/x-www-form-urlencoded"
    )


def _is_json(media_type: str) -> bool:
    kinds = ("text/plain", "application/json", "text/json", "application/x-json")
    return media_type in kinds or media_type.endswith("+json")


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _refuse_constant(_: str) -> NoReturn:
    raise ValueError("NaN and infinity are not JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse_constant)


def _from_json(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CallbackUnreadable("the body must be text in UTF-8") from None
    return _object(text)


def _from_latin_json(body: bytes) -> dict[str, Any]:
    try:  # who says Latin-1 mostly sends UTF-8
        return _from_json(body)
    except CallbackUnreadable:
        return _object(body.decode("latin-1"))


def _object(text: str) -> dict[str, Any]:
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise CallbackUnreadable(
            f"the body must be JSON, and is not at line {error.lineno}, column {error.colno}; "
            "put a placeholder in quotes: it may come empty"
        ) from None
    if not isinstance(value, dict):
        raise CallbackUnreadable("the body must be a JSON object, in braces")
    return value


def _from_form(body: bytes) -> dict[str, Any]:
    pairs = parse_qsl(
        body.decode("utf-8", "replace"),
        keep_blank_values=True,
        errors="replace",
        max_num_fields=_MAX_FIELDS,
    )
    return _fields(pairs)


def _from_multipart(content_type: str, body: bytes) -> dict[str, Any]:
    """The fields of a form with parts; a file is none that anybody here can answer."""
    from email.message import Message
    from email.parser import BytesParser

    head = f"Content-Type: {_one_line(content_type)}\r\n\r\n".encode("latin-1", "replace")
    try:
        form = BytesParser().parsebytes(head + body)
        parts = form.get_payload() if form.is_multipart() else None
        if not isinstance(parts, list) or form.defects or len(parts) > _MAX_FIELDS:
            raise CallbackUnreadable("the parts of the form cannot be told apart")
        return _fields([_field(part) for part in parts if isinstance(part, Message)])
    except (AttributeError, IndexError, KeyError, LookupError, TypeError):
        # What the parser of the standard library raises for headers that no program sends.
        raise CallbackUnreadable("the parts of the form cannot be read") from None


def _field(part: Message[str, str]) -> tuple[str, str]:
    name = part.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        raise CallbackUnreadable("each part of the form must have a name")
    if part.get_filename() is not None:
        raise CallbackUnsupported("the form must not have files")
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise CallbackUnreadable("the parts of the form must be texts")
    return name, content.decode("utf-8", "replace")


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields of a form; one that is there several times is a list, so that none is lost."""
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in lists.items()}


def challenge_field(fields: Mapping[str, Any], name: str) -> str | None:
    """A field of the platform's first question to a channel: `hub_mode`, or `hub.mode`."""
    value = fields.get(f"hub_{name}", fields.get(f"hub.{name}"))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
