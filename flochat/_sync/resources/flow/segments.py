# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/segments.py: edit that one.
"""Segments of the flow."""

from __future__ import annotations

from ...._values.checks import check_texts
from ....models.segments import Segment
from ...base import Resource
from ...pager import Pager


class SegmentsAPI(Resource):
    """`client.flow.segments`: groups of subscribers. Needs the scope Manage Flow.

    Only the editor can create or change them.
    """

    def list(self, *, name: str | None = None) -> Pager[Segment]:
        """List the segments, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/segments
        """
        return self._list("GET /flow/segments", Segment, query=check_texts(name=name))
