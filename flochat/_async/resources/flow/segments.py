"""Segments of the flow."""

from __future__ import annotations

from ...._values.checks import check_texts
from ....models.segments import Segment
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncSegmentsAPI(AsyncResource):
    """`client.flow.segments`: groups of subscribers. Needs the scope Manage Flow.

    Only the editor can create or change them.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[Segment]:
        """All segments, or those whose name contains `name`. GET /flow/segments

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /flow/segments", Segment, query=check_texts(name=name))
