"""Where a flow posts to, and with what: as a builder has set it up in a block of the flow."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from .bodies import FORM, JSON, TEXT

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
#: What the sandbox itself says of a body, so that nobody else may.
_OWN_HEADERS: Final = ("content-length", "transfer-encoding", "host", "connection")


@frozen
class Endpoint:
    """An address, with the headers and the body that are posted to it."""

    url: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    #: As the builder wrote it, with placeholders; None for the Full Subscriber Data.
    body: Any = None
    content_type: str = JSON
    is_external_request: bool = False


def checked_endpoint(
    url: str,
    *,
    headers: Mapping[str, str] | None,
    body: Any = None,
    content_type: str | None = None,
    is_external_request: bool = False,
) -> Endpoint:
    """An endpoint. Raises `ValueError` for headers or a content type that cannot be sent."""
    if content_type is None:
        content_type = TEXT if isinstance(body, str) and not _looks_like_json(body) else JSON
    if content_type not in (JSON, FORM, TEXT):
        raise ValueError(
            f"content_type must be {JSON!r}, {FORM!r} or {TEXT!r}, not {content_type!r}"
        )
    if content_type == TEXT and body is not None and not isinstance(body, str):
        raise ValueError(f"the body of {TEXT} must be a str")
    return Endpoint(url, check_headers(headers or {}), body, content_type, is_external_request)


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers by lower-case name. Raises `ValueError` for those that cannot be sent."""
    for name, text in headers.items():
        if not isinstance(name, str) or not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a header")
        if not isinstance(text, str) or not text.isascii() or not (text.isprintable() or not text):
            raise ValueError(f"the value of the header {name!r} must be printable ASCII")
        if name.lower() in _OWN_HEADERS:
            raise ValueError(f"the header {name!r} is set by the sandbox")
    return {name.lower(): text for name, text in headers.items()}


def checked_seconds(timeout: float | None, habit: str) -> float:
    """How long to wait: `timeout`, or else what the habit says. Raises `ValueError`."""
    if timeout is None:
        return float(habit.partition(" ")[0])
    is_number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not is_number or not math.isfinite(timeout) or timeout <= 0:
        raise ValueError(f"timeout must be a number of seconds above 0, not {timeout!r}")
    return float(timeout)


def _looks_like_json(body: str) -> bool:
    start = body.lstrip()[:2]
    return start[:1] in ("{", "[") and start != "{{"  # that is a placeholder
