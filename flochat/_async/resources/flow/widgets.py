"""Chat button widgets of the flow."""

from __future__ import annotations

from ...._values.checks import check_texts
from ....models.widgets import ChatButtonWidget
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncWidgetsAPI(AsyncResource):
    """`client.flow.widgets`: chat buttons for web pages. Needs the scope Manage Flow.

    Only the editor can create or change them.
    """

    def list(self, *, code: str | None = None) -> AsyncPager[ChatButtonWidget]:
        """List the chat button widgets, all or the one with a `widget_code`, given as `code`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/chat-button-widgets
        """
        query = check_texts(code=code)
        return self._list("GET /flow/chat-button-widgets", ChatButtonWidget, query=query)
