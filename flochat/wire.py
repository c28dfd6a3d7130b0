"""What goes over the wire and what comes back, free of any HTTP library."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .operation_table import Row

if TYPE_CHECKING:
    from .webhooks import WebhookURL

#: JSON as the standard library reads it. `Any`, since what it holds is what decoding finds out.
JSON: TypeAlias = Any


class WireRequest(NamedTuple):
    """A request, ready to go: `path` is quoted and relative to the base URL.

    `headers` are those of this one request, beyond the client's own. With `webhook` it goes there
    instead, and without the key.
    """

    operation: str
    row: Row
    method: str
    path: str
    query: Mapping[str, Any]
    json: JSON | None
    headers: Mapping[str, str] = MappingProxyType({})
    webhook: WebhookURL | None = None


class WireResponse(NamedTuple):
    """An answer, read to its end and unpacked; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
