"""Messages to one subscriber."""

from __future__ import annotations

from ...batches import Form
from ...errors import InvalidArgumentError
from ...identifiers import NODE, UserId, is_namespace
from ...models.base import Ack
from ...people import SubscriberRef, user_ns
from ...references import SUB_FLOW, SubFlowRef, namespace
from ...values import text
from ..resource import AsyncResource


class AsyncMessagesAPI(AsyncResource):
    """`client.messages`: messages to one subscriber. Needs the scope Manage Flow.

    A message cannot be unsent. None of these calls is repeated unless it is certain that nothing
    arrived; when it is not, they raise `OutcomeUnknownError`. An `Ack` says that the platform took
    the message, not that the channel delivered it.
    """

    async def send_text(self, subscriber: SubscriberRef, content: str) -> Ack:
        """Send a text. POST /subscriber/send-text"""
        return await self._action(
            "POST /subscriber/send-text",
            body={"user_ns": user_ns(subscriber), "content": text(content, "content")},
        )

    async def send_sub_flow(self, subscriber: SubscriberRef | UserId, sub_flow: SubFlowRef) -> Ack:
        """Start a sub flow for a subscriber.

        `subscriber` is a subscriber, a `user_ns`, or a `UserId("61412345678")`; `sub_flow` a sub
        flow, its namespace (f12s34) or, except with a `UserId`, its name.

        POST /subscriber/send-sub-flow, POST /subscriber/send-sub-flow-by-flow-name for a name, or
        POST /subscriber/send-sub-flow-by-user-id for a `UserId`.
        """
        if isinstance(subscriber, UserId):
            return await self._action(
                "POST /subscriber/send-sub-flow-by-user-id",
                body={
                    "user_id": text(subscriber, "user_id"),
                    "sub_flow_ns": namespace(sub_flow, SUB_FLOW),
                },
            )
        return await self._one(
            sub_flow,
            SUB_FLOW,
            by_namespace=Form("POST /subscriber/send-sub-flow", "sub_flow_ns"),
            by_name=Form("POST /subscriber/send-sub-flow-by-flow-name", "flow_name"),
            common={"user_ns": user_ns(subscriber)},
        )

    async def send_main_flow(self, subscriber: SubscriberRef) -> Ack:
        """Start the main flow for a subscriber. POST /subscriber/send-main-flow"""
        return await self._action(
            "POST /subscriber/send-main-flow", body={"user_ns": user_ns(subscriber)}
        )

    async def send_node(self, subscriber: SubscriberRef, node_ns: str) -> Ack:
        """Start a flow at one of its nodes, `node_ns` of the form f12n34.

        POST /subscriber/send-node
        """
        if not is_namespace(node_ns, NODE):
            raise InvalidArgumentError(f"{node_ns!r} is no node_ns (form f12n34)")
        return await self._action(
            "POST /subscriber/send-node",
            body={"user_ns": user_ns(subscriber), "node_ns": node_ns},
        )
