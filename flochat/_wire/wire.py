"""Requests and answers as they are on the wire, independent of any HTTP library."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .._values.json_type import JSON
from .._values.secret import MASK, Secret
from ..errors import InvalidArgumentError
from .operation_table import Row

#: How many hex digits at its end are the secret of a webhook.
_SECRET_DIGITS: Final = 32
#: Bodies up to this size, in bytes, are cheap to read as JSON, whatever is in them.
SMALL_BODY: Final = 256 * 1024


class WireResponse(NamedTuple):
    """An answer, read to its end and decompressed; header names are in lower case.

    `key` is the API key that the request was sent with, which no error must repeat.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    key: Secret | None = None

    def __repr__(self) -> str:
        """Without its content: tools that report an exception show the variables beside it."""
        from .._plurals import counted

        return f"<WireResponse: {self.status}, {counted(len(self.body), 'byte')}>"


class WebhookURL(Secret):
    """The address of an inbound webhook; `shown` is the address with its secret masked."""

    __slots__ = ()

    @property
    def shown(self) -> str:
        return self.reveal()[:-_SECRET_DIGITS] + MASK

    def hide_in(self, answer: WireResponse) -> WireResponse:
        """The same answer with the secret masked, which redirects and refusals repeat."""
        digits = self.reveal()[-_SECRET_DIGITS:]
        secret = re.compile(digits, re.IGNORECASE)
        secret_bytes = re.compile(digits.encode(), re.IGNORECASE)
        return answer._replace(
            headers={name: secret.sub(MASK, text) for name, text in answer.headers.items()},
            body=secret_bytes.sub(MASK.encode(), answer.body),
        )


class WireRequest(NamedTuple):
    """A request, ready to be sent: `path` is percent-encoded and relative to the base URL.

    `headers` are added to the client's own, among which those of `needs` have to be: pairs of
    "header" or "cookie" and a name. `content` is sent in the place of `json`, for a body that is
    something else. With `webhook` it is sent there instead, and without the key.
    """

    operation: str
    row: Row
    method: str
    path: str
    query: Mapping[str, Any]
    json: JSON | None
    headers: Mapping[str, str] = MappingProxyType({})
    webhook: WebhookURL | None = None
    needs: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None


class BodyError(Exception):
    """The body is too large, broken, or compressed in a way that was not requested."""


def encode(request: WireRequest) -> bytes | None:
    """The body of a request. Raises `InvalidArgumentError` for what cannot be written as JSON."""
    if request.json is None:
        return request.content
    try:
        text = json.dumps(request.json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"{request.operation}: not JSON: {error}") from error
