"""Inbound webhooks, which start sub flows when something is posted to them."""

from __future__ import annotations

from typing import ClassVar

from .._values.secret import Secret
from .base import Model, model


@model
class InboundWebhook(Model):
    """A URL that starts a sub flow when something is posted to it.

    Anyone who knows `url`, or `hook_uid`, which it ends in, can post to it, so both are secrets,
    which a repr does not show: `url.reveal()` returns the URL, and `client.post_webhook` takes the
    model as it is. `sub_flow_ns` has the form f12s34.
    """

    _identity: ClassVar[str] = "hook_uid"
    name: str | None = None
    status: str | None = None
    sub_flow_ns: str | None = None
    hook_uid: Secret | None = None
    url: Secret | None = None
