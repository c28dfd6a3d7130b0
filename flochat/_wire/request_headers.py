"""Headers and cookies of single requests: checked, and whether none that is required is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from .._values.checks import describe_type
from ..errors import InvalidArgumentError
from .wire import WireRequest

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"(?:[!-~](?:[ \t!-~]*[!-~])?)?")
_COOKIE_VALUE: Final = re.compile(r"[!#-+\--:<-\[\]-~]*")
#: What the client sets itself, and what belongs to the connection and not to a request.
_RESERVED: Final = frozenset(
    [
        *("authorization", "proxy-authorization", "host", "content-length", "accept-encoding"),
        *("transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect"),
    ]
)


def header_fields(
    operation: str,
    headers: Mapping[str, str] | None,
    cookies: Mapping[str, str] | None,
    reserved: Collection[str] = (),
) -> dict[str, str]:
    """The headers of a request, with its cookies as one of them.

    `reserved` are names, in lower case, that the client sets besides those that it always does.

    Raises `InvalidArgumentError` for names and values that no header or cookie can have, and for
    headers that the client sets. No message repeats a value, which may be secret.
    """
    fields = _checked(operation, "headers", headers)
    lower = [name.lower() for name in fields]
    for name in fields:
        if name.lower() in _RESERVED or name.lower() in reserved:
            raise InvalidArgumentError(
                f"{operation}: the header {name} is set by the client; leave it out"
            )
        if lower.count(name.lower()) > 1:
            raise InvalidArgumentError(f"{operation}: headers has {name} twice; give it once")
        if not _VALUE.fullmatch(fields[name]):
            raise InvalidArgumentError(
                f"{operation}: the value of the header {name} must be printable ASCII characters "
                "without spaces at its ends; encode what is not"
            )
    pairs = _checked(operation, "cookies", cookies)
    if pairs and "cookie" in lower:
        raise InvalidArgumentError(f"{operation}: give cookies or the header Cookie, not both")
    for name, value in pairs.items():
        if not _COOKIE_VALUE.fullmatch(value):
            raise InvalidArgumentError(
                f"{operation}: the value of the cookie {name} must be ASCII characters without "
                "spaces, quotes, commas, semicolons and backslashes; percent-encode those"
            )
    if pairs:
        fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in pairs.items())
    return fields


def missing(
    required: tuple[tuple[str, str], ...], headers: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Which of the required ones, each with its place, are in none of these headers."""
    names = {name.lower() for name in headers}
    cookies = {
        pair.partition("=")[0].strip()
        for name, value in headers.items()
        if name.lower() == "cookie"
        for pair in value.split(";")
    }
    return tuple(
        (place, name)
        for place, name in required
        if (name.lower() not in names if place == "header" else name not in cookies)
    )


def check_given(request: WireRequest, headers: Mapping[str, str]) -> None:
    """Raise `InvalidArgumentError` if the client's headers lack what a request needs of them."""
    for place, name in missing(request.needs, headers):
        example = (
            f'headers={{"{name}": ...}}' if place == "header" else f'cookies={{"{name}": ...}}'
        )
        raise InvalidArgumentError(
            f"{request.operation}: the contract requires the {place} {name}, which this call does "
            f"not send; pass {example} to client.request(), or give the client headers= with "
            f"{'it' if place == 'header' else 'a Cookie'}, which all its calls send"
        )


def _checked(operation: str, argument: str, given: Any) -> dict[str, str]:
    if not isinstance(given, Mapping | None):
        raise InvalidArgumentError(
            f"{operation}: {argument} must be a mapping, not {describe_type(given)}"
        )
    for name, value in (given or {}).items():
        if not isinstance(name, str) or not _TOKEN.fullmatch(name):
            raise InvalidArgumentError(f"{operation}: {name!r} is no name in {argument}")
        if not isinstance(value, str):
            raise InvalidArgumentError(
                f"{operation}: {argument}[{name!r}] must be a str, not {describe_type(value)}"
            )
    return dict(given or {})
