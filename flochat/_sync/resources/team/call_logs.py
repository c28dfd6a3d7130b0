# Derived by scripts/sync_twin.py from
# flochat/_async/resources/team/call_logs.py: edit that one.
"""The calls on WhatsApp."""

from __future__ import annotations

from ...._requests.team import CallDirection, CallStatus, call_filters
from ...._requests.workspace import FlowRef
from ....models.team import CallLog
from ...base import Resource
from ...pager import Pager


class CallLogsAPI(Resource):
    """`client.team.call_logs`: the calls on WhatsApp. Needs the scope Manage Team."""

    def list(
        self,
        *,
        flow: FlowRef | None = None,
        direction: CallDirection | None = None,
        status: CallStatus | None = None,
        call_id: str | None = None,
        phone_number_id: str | None = None,
    ) -> Pager[CallLog]:
        """List the calls that match all of the filters.

        Args:
            flow: a `Flow` or its `flow_ns`; None does not filter.
            direction: in, out or agent; None does not filter.
            status: ANSWERED, AI_ANSWERED, MISSED, NO_ANSWER, REJECTED or RINGING; None does not
                filter.
            call_id: the identifier of one call; None does not filter.
            phone_number_id: Meta's identifier of the number that was called or called from; None
                does not filter.

        Raises:
            PageCapError: on iterating, beyond 1,000 pages of 100, the most that the service hands
                out.
            DecodeError: on iterating, when the service ignores a filter.

        GET /wa-call-logs
        """
        filters = call_filters(
            flow=flow,
            direction=direction,
            status=status,
            call_id=call_id,
            phone_number_id=phone_number_id,
        )
        return self._list("GET /wa-call-logs", CallLog, query=filters, asked=filters)
