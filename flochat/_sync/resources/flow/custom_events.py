# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/custom_events.py: edit that one.
"""Custom events of the flow, and how often they happened."""

from __future__ import annotations

from datetime import datetime

from ...._requests.custom_events import EventRef, event_ns_of
from ...._requests.summaries import SummaryPeriod, encode_period
from ...._values.checks import check_texts, time_range_query
from ...._wire.paging import CursorReader
from ....models.custom_events import CustomEvent, CustomEventData, CustomEventSummary
from ...base import Resource
from ...pager import Pager


class CustomEventsAPI(Resource):
    """`client.flow.custom_events`: what the flow counts. Needs the scope Manage Flow.

    Only the editor can create or change them; `client.subscribers.log_event` logs one. Where one is
    asked for, it is a `CustomEvent` or its namespace (f12e34).
    """

    def list(self, *, name: str | None = None) -> Pager[CustomEvent]:
        """List the custom events, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/custom-events
        """
        return self._list("GET /flow/custom-events", CustomEvent, query=check_texts(name=name))

    def data(
        self, event: EventRef, *, start: datetime | None = None, end: datetime | None = None
    ) -> Pager[CustomEventData]:
        """List each time that an event happened.

        `event` is a `CustomEvent` or its namespace (f12e34); `start` and `end` are aware datetimes,
        and None sets no limit. Iterating raises `IncompleteListError` when the service cannot be
        made to give what follows, and `DecodeError` when it answers with another event.

        GET /flow/custom-events/data
        """
        operation = "GET /flow/custom-events/data"
        asked = {"event_ns": event_ns_of(event)}
        return self._list(
            operation,
            CustomEventData,
            query={**asked, **time_range_query(start, end)},
            asked=asked,
            reading=CursorReader,
        )

    def summary(
        self, event: EventRef, *, period: SummaryPeriod | None = None
    ) -> CustomEventSummary:
        """Return how often an event happened: in all, by day and by text value.

        `event` is a `CustomEvent` or its namespace (f12e34). `period` is yesterday, last_7_days,
        last_week, last_30_days, last_month or last_3_months; without it (None) the service chooses,
        and `start_date` and `end_date` say what.

        GET /flow/custom-events/summary
        """
        operation = "GET /flow/custom-events/summary"
        query = {
            "event_ns": event_ns_of(event),
            "range": encode_period(period),
        }
        payload = self._call(operation, query=query)
        return self._transport.decoder.whole(operation, payload, CustomEventSummary)
