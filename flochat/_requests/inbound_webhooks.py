"""Posts to inbound webhooks, whose URL is a secret and which take no API key."""

from __future__ import annotations

import re
from typing import Final

from .._sending.settings import is_loopback
from .._values.json_type import JSON
from .._values.secret import Secret
from .._wire import decode
from .._wire.operation_table import Envelope, Row, Safety, Scope
from .._wire.refusals import says_yes
from .._wire.wire import WebhookURL, WireRequest, WireResponse
from ..errors import InvalidArgumentError
from ..models.base import Ack
from ..models.inbound_webhooks import InboundWebhook

#: Not in the contract: only this module knows this operation.
_OPERATION: Final = "POST /iwh/{}"
_ROW: Final = Row(Safety.SEND, Scope.ANY, Envelope.ACTION)
#: A longer answer is more than a word, in bytes.
_LONGEST_TEXT: Final = 100
_URL: Final = re.compile(
    r"http(?P<s>s?)://(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
    r"/api/iwh/[0-9a-f]{32}",
    re.ASCII | re.IGNORECASE,
)


def webhook_request(webhook: InboundWebhook | Secret | str, data: JSON) -> WireRequest:
    """Build a post to a webhook. Raises `InvalidArgumentError`, which does not show the URL."""
    if data is None:
        raise InvalidArgumentError("data must be JSON that a webhook can take, not None")
    return WireRequest(
        operation=_OPERATION,
        row=_ROW,
        method="POST",
        path="",
        query={},
        json=data,
        webhook=_webhook_url(webhook),
    )


def read_webhook_answer(request: WireRequest, answer: WireResponse, *, now: float) -> Ack:
    """Read the answer of a webhook; an empty body means success, and so does a text such as OK."""
    body = answer.body.strip()
    is_text = body[:1] not in (b"{", b"[", b"<") and len(body) <= _LONGEST_TEXT
    if 200 <= answer.status < 300 and is_text and says_yes(body.decode("utf-8", "replace")):
        return Ack()
    return decode.ack(decode.payload(request, answer, now=now))


def _webhook_url(webhook: InboundWebhook | Secret | str) -> WebhookURL:
    secret = webhook.url if isinstance(webhook, InboundWebhook) else webhook
    url = secret.reveal() if isinstance(secret, Secret) else secret
    match = _URL.fullmatch(url.strip()) if isinstance(url, str) else None
    if match is None or (match["s"] == "" and not is_loopback(match["host"].strip("[]"))):
        raise InvalidArgumentError(
            "a webhook must be an InboundWebhook with a url, or a URL of the form "
            "https://HOST/api/iwh/ and 32 hex digits (http for loopback only)"
        )
    return WebhookURL(match[0])
