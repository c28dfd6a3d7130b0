"""A call as it arrives: method, headers, query, before anything of its body is read."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Protocol, TypeAlias
from urllib.parse import parse_qsl

from attrs import field, frozen

from .._plurals import counted
from .._values.checks import describe_type
from ..errors import InvalidArgumentError
from .refusals import (
    CallbackLengthRequired,
    CallbackMethodNotAllowed,
    CallbackTooLarge,
    CallbackUnreadable,
)

#: The headers of a call: a mapping, as frameworks have it, or pairs, as ASGI has them.
Headers: TypeAlias = (
    Mapping[str, Any]
    | Mapping[bytes, Any]
    | Iterable[tuple[str, str]]
    | Iterable[tuple[bytes, bytes]]
)

_METHODS: Final = frozenset(
    {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}
)
_MAX_QUERY_FIELDS: Final = 100
#: What may stand around the value of a header.
_SPACE: Final = b" \t"
_CUT: Final = "the body ended before all of it came"


class BinaryReader(Protocol):
    """A file of bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, and none at the end."""
        ...


#: The body of a call: all of it, or a file that it is read from once the secret is checked.
Body: TypeAlias = bytes | str | BinaryReader
#: The same for `async` functions.
AsyncBody: TypeAlias = bytes | str | AsyncIterable[bytes]


@frozen
class Incoming:
    """The head of a call; the names of headers are in lower case.

    It is made for each call, so it holds few objects.
    """

    method: str
    headers: Mapping[bytes, bytes] = field(repr=lambda headers: repr([*headers]))
    #: All values of the headers that came more than once.
    repeated: Mapping[bytes, Sequence[bytes]] = field(repr=False)
    query: bytes = field(repr=False)

    @classmethod
    def of(cls, headers: Headers, method: str = "POST", query: str | bytes = b"") -> Incoming:
        """A call with these headers, however a framework has them."""
        pairs = [
            (to_bytes(name), to_bytes(text))
            for name, value in _pairs(headers)
            for text in (value if isinstance(value, list | tuple) else (value,))
            if text is not None
        ]
        if not isinstance(method, str):
            raise InvalidArgumentError(f"method must be a string, not {describe_type(method)}")
        return cls.of_bytes(pairs, method, to_bytes(query))

    @classmethod
    def of_bytes(
        cls, headers: Iterable[tuple[bytes, bytes]], method: str, query: bytes
    ) -> Incoming:
        """A call as an ASGI server has it."""
        given: dict[bytes, bytes] = {}
        repeated: dict[bytes, list[bytes]] = {}
        for name, value in headers:
            key = name.lower()
            if key in given:
                repeated.setdefault(key, [given[key]]).append(value)
            else:
                given[key] = value
        return cls(method.upper(), given, repeated, query)

    @property
    def is_chunked(self) -> bool:
        """Whether the body comes in chunks, of which the last says that it is."""
        return bool(self.headers.get(b"transfer-encoding"))

    @property
    def shown_method(self) -> str:
        """The method for a log; one that HTTP does not have could be anything."""
        return self.method if self.method in _METHODS else "?"

    def values(self, name: bytes) -> Sequence[bytes]:
        """All values of a header; `name` is in lower case."""
        value = self.headers.get(name)
        if value is None:
            return ()
        if name in self.repeated:
            return [it.strip(_SPACE) for it in self.repeated[name]]
        return (value.strip(_SPACE),)

    def text(self, name: bytes) -> str | None:
        """The value of a header that may be there once, None without it."""
        value = self.headers.get(name)
        if value is None:
            return None
        if name in self.repeated and len({*self.values(name)}) > 1:
            raise CallbackUnreadable(f"the header {name.decode()} must be there only once")
        return value.strip(_SPACE).decode("latin-1")

    def query_values(self, name: str) -> list[bytes]:
        """All values of a field of the query, as the bytes that they stand for."""
        try:
            fields = parse_qsl(
                self.query.decode("utf-8", "surrogateescape"),
                keep_blank_values=True,
                errors="surrogateescape",
                max_num_fields=_MAX_QUERY_FIELDS,
            )
        except ValueError:
            raise CallbackUnreadable("the query must not have so many fields") from None
        return [value.encode("utf-8", "surrogateescape") for key, value in fields if key == name]

    def check_method(self) -> None:
        """Raise `CallbackMethodNotAllowed` for all but a POST."""
        if self.method != "POST":
            raise CallbackMethodNotAllowed(
                "the platform calls by POST, and nothing else is answered"
            )

    def check_length(self, max_body: int) -> int | None:
        """The length of the body, None where it is not said. Raises `CallbackTooLarge`."""
        text = self.text(b"content-length")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or len(text) > 18:
            raise CallbackUnreadable("the header content-length must be a number of bytes")
        length = int(text)
        if length > max_body:
            raise too_large(max_body)
        return length


def too_large(max_body: int) -> CallbackTooLarge:
    return CallbackTooLarge(f"a body must have at most {counted(max_body, 'byte')}")


def to_bytes(text: str | bytes) -> bytes:
    """The bytes that a text stands for: frameworks decode headers in three ways.

    WSGI and Starlette take each byte for a character; aiohttp takes UTF-8, and escapes what is not.
    """
    if isinstance(text, bytes):
        return text
    text = str(text)
    for encoding, errors in (("latin-1", "strict"), ("utf-8", "surrogateescape")):
        with suppress(UnicodeEncodeError):
            return text.encode(encoding, errors)
    return text.encode("utf-8", "surrogatepass")


def _pairs(headers: Headers) -> Iterable[tuple[Any, Any]]:
    if isinstance(headers, Mapping):
        return headers.items()
    if isinstance(headers, str | bytes) or not isinstance(headers, Iterable):
        raise InvalidArgumentError(
            f"headers must be a mapping or pairs of name and value, not {describe_type(headers)}"
        )
    pairs: list[tuple[Any, Any]] = []
    for pair in headers:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise InvalidArgumentError("headers must be pairs of name and value")
        pairs.append((pair[0], pair[1]))
    return pairs


def read_all(body: Body, max_body: int, length: int | None, *, is_chunked: bool = False) -> bytes:
    """All of a body. Raises `CallbackTooLarge` before more than `max_body` is read.

    A file of a chunked body that is empty is that of a framework which passes on none, as Django:
    `CallbackLengthRequired`.
    """
    if isinstance(body, str):
        body = body.encode("utf-8", "surrogatepass")
    if isinstance(body, bytes | bytearray | memoryview):
        if len(body) > max_body:
            raise too_large(max_body)
        return bytes(body)
    if not hasattr(body, "read"):
        raise InvalidArgumentError(
            f"body must be bytes, a string or a file of bytes, not {describe_type(body)}"
        )
    wanted = max_body + 1 if length is None else length
    parts: list[bytes] = []
    try:
        while wanted > 0 and (part := body.read(min(wanted, 65_536))):
            parts.append(part)
            wanted -= len(part)
    except Exception as error:  # each server and framework has errors of its own
        raise CallbackUnreadable(_CUT) from error
    if not parts and length is None and is_chunked:
        raise CallbackLengthRequired("a body must have its Content-Length")
    return _joined(parts, max_body, length)


async def read_all_async(body: AsyncBody, max_body: int, length: int | None) -> bytes:
    """The same for a body that arrives while others are served."""
    if not isinstance(body, AsyncIterable):
        return read_all(body, max_body, length)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in body:
            size += len(part)
            if size > max_body:
                raise too_large(max_body)
            parts.append(part)
    except CallbackTooLarge:
        raise
    except Exception as error:  # each server and framework has errors of its own
        raise CallbackUnreadable(_CUT) from error
    return _joined(parts, max_body, length)


def _joined(parts: list[bytes], max_body: int, length: int | None) -> bytes:
    whole = b"".join(parts)
    if len(whole) > max_body:
        raise too_large(max_body)
    if length is not None and len(whole) < length:
        raise CallbackUnreadable(_CUT)
    return whole
