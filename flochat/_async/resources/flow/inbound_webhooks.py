"""Inbound webhooks of the flow."""

from __future__ import annotations

from ...._values.checks import check_texts
from ....models.inbound_webhooks import InboundWebhook
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncInboundWebhooksAPI(AsyncResource):
    """`client.flow.inbound_webhooks`: what others post to. Needs the scope Manage Flow.

    Only the editor can create or change them; `client.post_webhook` posts to one.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[InboundWebhook]:
        """All inbound webhooks, or those whose name contains `name`. GET /flow/inbound-webhooks

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list(
            "GET /flow/inbound-webhooks", InboundWebhook, query=check_texts(name=name)
        )
