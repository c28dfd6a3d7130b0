# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/sub_flows.py: edit that one.
"""Sub flows of the flow."""

from __future__ import annotations

from ...._requests.references import namespace_of
from ...._requests.sub_flows import SUB_FLOW, SubFlowRef
from ...._values.checks import check_texts
from ....models.base import Ack
from ....models.sub_flows import SubFlow
from ...base import Resource
from ...pager import Pager


class SubFlowsAPI(Resource):
    """`client.flow.sub_flows`: the parts a flow is built of. Needs the scope Manage Flow.

    Only the editor can create or change them. Where one is asked for, it is a `SubFlow` or its
    namespace (f12s34); the API does not take a name here.
    """

    def list(self, *, name: str | None = None) -> Pager[SubFlow]:
        """List the sub flows, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        Example:
            onboarding = client.flow.sub_flows.list(name="Onboarding").first()

        GET /flow/subflows
        """
        return self._list("GET /flow/subflows", SubFlow, query=check_texts(name=name))

    def delete(self, sub_flow: SubFlowRef) -> Ack:
        """Delete `sub_flow`, a `SubFlow` or its namespace (f12s34). DELETE /flow/delete-sub-flow"""
        return self._action("DELETE /flow/delete-sub-flow", body=_named(sub_flow))

    def set_default_start(self, sub_flow: SubFlowRef) -> Ack:
        """Make `sub_flow` the one that starts by default. POST /flow/set-default-start-flow"""
        return self._action("POST /flow/set-default-start-flow", body=_named(sub_flow))

    def set_web_chat_default_start(self, sub_flow: SubFlowRef) -> Ack:
        """Make `sub_flow` the one that the web chat widget starts.

        POST /flow/set-web-chat-widget-default-start-flow
        """
        return self._action(
            "POST /flow/set-web-chat-widget-default-start-flow", body=_named(sub_flow)
        )


def _named(sub_flow: SubFlowRef) -> dict[str, str]:
    return {"sub_flow_ns": namespace_of(sub_flow, SUB_FLOW)}
