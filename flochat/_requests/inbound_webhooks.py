"""Posts to inbound webhooks, whose address is a secret and which take no key."""

from __future__ import annotations

import re
from typing import Final

from .._values.hosts import is_loopback
from .._values.json_type import JSON
from .._values.secret import Secret
from .._wire import decode
from .._wire.operation_table import Envelope, Row, Safety, Scope
from .._wire.wire import WebhookURL, WireRequest, WireResponse
from ..errors import InvalidArgumentError
from ..models.base import Ack
from ..models.inbound_webhooks import InboundWebhook

#: Not in the contract: nothing but this module knows of it.
_OPERATION: Final = "POST /iwh/{}"
_ROW: Final = Row(Safety.SEND, Scope.ANY, Envelope.ACTION)
_ADDRESS: Final = re.compile(
    r"http(?P<s>s?)://(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
    r"/api/iwh/[0-9a-f]{32}",
    re.ASCII | re.IGNORECASE,
)


def webhook_request(webhook: InboundWebhook | Secret | str, data: JSON) -> WireRequest:
    """What is sent to a webhook. Raises `InvalidArgumentError`, which does not show the address."""
    if data is None:
        raise InvalidArgumentError("a webhook is posted something, and None is nothing")
    return WireRequest(
        operation=_OPERATION,
        row=_ROW,
        method="POST",
        path="",
        query={},
        json=data,
        webhook=_address(webhook),
    )


def read_webhook_answer(request: WireRequest, answer: WireResponse, *, now: float) -> Ack:
    """What a webhook answered; an empty answer is a good one."""
    if 200 <= answer.status < 300 and not answer.body.strip():
        return Ack()
    return decode.ack(decode.payload(request, answer, now=now))


def _address(webhook: InboundWebhook | Secret | str) -> WebhookURL:
    given = webhook.url if isinstance(webhook, InboundWebhook) else webhook
    url = given.reveal() if isinstance(given, Secret) else given
    form = _ADDRESS.fullmatch(url.strip()) if isinstance(url, str) else None
    if form is None or (form["s"] == "" and not is_loopback(form["host"].strip("[]"))):
        raise InvalidArgumentError(
            "a webhook is an InboundWebhook with a url, or an address of the form "
            "https://HOST/api/iwh/ and 32 hex digits (http is for loopback only)"
        )
    return WebhookURL(form[0])
