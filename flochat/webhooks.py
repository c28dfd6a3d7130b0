"""Posts to inbound webhooks, whose address is a secret and which take no key."""

from __future__ import annotations

import re
from typing import Final

from . import decode
from .errors import InvalidArgumentError
from .models.base import Ack
from .models.flow import InboundWebhook
from .operation_table import Envelope, Row, Safety, Scope
from .secret import MASK, Secret
from .settings import is_loopback
from .wire import JSON, WireRequest, WireResponse

#: Not in the contract: nothing but this module knows of it.
_OPERATION: Final = "POST /iwh/{}"
_ROW: Final = Row(Safety.SEND, Scope.ANY, Envelope.ACTION)
_ADDRESS: Final = re.compile(
    r"http(?P<s>s?)://(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
    r"/api/iwh/[0-9a-f]{32}",
    re.ASCII | re.IGNORECASE,
)
_SECRET_DIGITS: Final = 32


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


def acknowledged(request: WireRequest, answer: WireResponse, *, now: float) -> Ack:
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
