# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/inbound_webhooks.py: edit that one.
"""Inbound webhooks of the flow."""

from __future__ import annotations

from ...._values.checks import check_texts
from ....models.inbound_webhooks import InboundWebhook
from ...base import Resource
from ...pager import Pager


class InboundWebhooksAPI(Resource):
    """`client.flow.inbound_webhooks`: what others post to. Needs the scope Manage Flow.

    Only the editor can create or change them; `client.post_webhook` posts to one.
    """

    def list(self, *, name: str | None = None) -> Pager[InboundWebhook]:
        """List the inbound webhooks, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/inbound-webhooks
        """
        return self._list(
            "GET /flow/inbound-webhooks", InboundWebhook, query=check_texts(name=name)
        )
