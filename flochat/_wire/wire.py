"""What goes over the wire and what comes back, free of any HTTP library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .._values.json_type import JSON
from .._values.secret import MASK, Secret
from .operation_table import Row

_SECRET_DIGITS: Final = 32


class WireResponse(NamedTuple):
    """An answer, read to its end and unpacked; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class WebhookURL(Secret):
    """The address of an inbound webhook; `shown` is all of it but for the secret in its end."""

    __slots__ = ()

    @property
    def shown(self) -> str:
        return self.reveal()[:-_SECRET_DIGITS] + MASK

    def hide_in(self, answer: WireResponse) -> WireResponse:
        """An answer without the secret, which redirects and refusals repeat."""
        digits = self.reveal()[-_SECRET_DIGITS:]
        told = re.compile(digits, re.IGNORECASE)
        told_in_bytes = re.compile(digits.encode(), re.IGNORECASE)
        return answer._replace(
            headers={name: told.sub(MASK, text) for name, text in answer.headers.items()},
            body=told_in_bytes.sub(MASK.encode(), answer.body),
        )


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
