"""The headers of buttons, which journals do not hold: a digest stands in place of each.

A button that calls a service brings a secret in a header. What is sent must have it, and a file
that lies about must not. So a job keeps the values in memory, as it is given them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final, TypeAlias

from .._values.json_type import JSON
from .._values.secret import button_headers
from ..errors import JournalError

#: A request as the journal keeps it: its operation and its body.
Request: TypeAlias = tuple[str, Mapping[str, Any]]

#: What a digest begins with. Journals hold it: do not change it.
_PREFIX: Final = "flochat-header:"


class ButtonHeaders:
    """The values of headers that a job has been given, by their digests."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def hide(self, requests: Sequence[Request]) -> list[Request]:
        """The requests as a journal holds them; the values are remembered."""
        return [(operation, _replaced(body, self._remember)) for operation, body in requests]

    def reveal(self, requests: Sequence[Request]) -> list[Request] | None:
        """The requests as they are sent; None when the job was not given some of the values."""
        try:
            return [(operation, _replaced(body, self._recall)) for operation, body in requests]
        except KeyError:
            return None

    def _remember(self, value: str) -> str:
        digest = _digest(value)
        self._values[digest] = value
        return digest

    def _recall(self, text: str) -> str:
        return self._values[text] if text.startswith(_PREFIX) else text


def hide_headers(requests: JSON) -> JSON:
    """The requests of a journal that was begun when journals still held headers."""
    return [[operation, _replaced(body, _digest)] for operation, body in requests]


def unknown_headers(journal: object) -> JournalError:
    """The error for values that the job was not given."""
    return JournalError(
        f"the journal {journal} holds no headers of buttons, since they are secrets, and this job "
        "was not given them again: pass the content itself, or people who can be read again, as a "
        "list can; the rest stays pending"
    )


def _digest(value: str) -> str:
    if value.startswith(_PREFIX):
        return value
    return _PREFIX + blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _replaced(body: Mapping[str, Any], replace: Callable[[str], str]) -> Any:
    """A body with other values of its buttons' headers; the same one when it has none."""
    if isinstance(body, list):
        items = [_replaced(item, replace) for item in body]
        return items if any(a is not b for a, b in zip(items, body, strict=True)) else body
    if not isinstance(body, dict):
        return body
    fields = {key: _replaced(value, replace) for key, value in body.items()}
    if headers := button_headers(body):
        fields["headers"] = {name: replace(value) for name, value in headers.items()}
    return fields if any(fields[key] is not body[key] for key in body) else body
