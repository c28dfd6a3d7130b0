# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/activity.py: edit that one.
"""What happened in the flow: conversations, what was done to them, errors."""

from __future__ import annotations

from datetime import datetime

from ...._requests.references import id_of
from ...._requests.sub_flows import node_ns_of
from ...._requests.subscribers import SubscriberRef, user_ns_of
from ...._values.checks import check_choice, check_texts, time_range_query
from ...._wire.paging import CursorReader
from ....models.activity import (
    ActivityAction,
    ActivitySource,
    AgentActivity,
    ConversationData,
    ErrorLog,
)
from ....models.live_chat import Agent
from ...base import Resource
from ...pager import Pager


class FlowConversationsAPI(Resource):
    """`client.flow.conversations`: the figures of conversations. Needs the scope Manage Flow.

    The messages of one are in `client.subscribers.messages`.
    """

    def list(
        self,
        *,
        subscriber: SubscriberRef | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Pager[ConversationData]:
        """List conversations, with who handled them and how long that took, 1,000 per request.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), None for all; `start` and `end` are
        aware datetimes, and None sets no limit. Iterating raises `IncompleteListError` when the
        service cannot be made to give what follows, and `DecodeError` when it answers with those of
        somebody else.

        GET /flow/conversations/data
        """
        operation = "GET /flow/conversations/data"
        asked = {"user_ns": None if subscriber is None else user_ns_of(subscriber)}
        return self._list(
            operation,
            ConversationData,
            query={**asked, **time_range_query(start, end)},
            asked=asked,
            reading=CursorReader,
        )


class ActivityLogsAPI(Resource):
    """`client.flow.activity_logs`: what was done to conversations. Needs the scope Manage Flow."""

    def list(
        self,
        *,
        subscriber: SubscriberRef | None = None,
        agent: Agent | int | None = None,
        conversation: ConversationData | int | None = None,
        action: ActivityAction | None = None,
        source: ActivitySource | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Pager[AgentActivity]:
        """List what agents, the bot, the API and subscribers did to conversations.

        The service gives at most 1,000 rows and cannot be asked for those that follow.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            agent: an `Agent` or their id; None for all.
            conversation: a `ConversationData` or its id; None for all.
            action: open, close, assign, reply, note, ...; None for all.
            source: agent, bot, bot_user, api or webhook; None for all.
            start: from when on, an aware datetime; None sets no limit.
            end: until when, an aware datetime; None sets no limit.

        Raises:
            IncompleteListError: on iterating, after 1,000 rows; a shorter time reaches the rest.
            DecodeError: on iterating, when the service answers with rows that were not asked for.

        GET /flow/agent-activity-log/data
        """
        operation = "GET /flow/agent-activity-log/data"
        asked = {
            "user_ns": None if subscriber is None else user_ns_of(subscriber),
            "agent_id": None if agent is None else id_of(agent, Agent),
            "action": None if action is None else check_choice(action, ActivityAction, "action"),
            "source_type": None
            if source is None
            else check_choice(source, ActivitySource, "source"),
        }
        conv_id = None if conversation is None else id_of(conversation, ConversationData)
        return self._list(
            operation,
            AgentActivity,
            query={**asked, "conv_id": conv_id, **time_range_query(start, end)},
            asked=asked,
            reading=CursorReader,
        )


class ErrorLogsAPI(Resource):
    """`client.flow.error_logs`: errors in nodes. Needs the scope Manage Flow."""

    def list(
        self,
        *,
        search: str | None = None,
        subscriber: SubscriberRef | None = None,
        node_ns: str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Pager[ErrorLog]:
        """List errors of the flow, 1,000 per request.

        Args:
            search: a text to look for; None does not filter.
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            node_ns: the namespace of a node (f12n34); None for all.
            start: from when on, an aware datetime; None sets no limit.
            end: until when, an aware datetime; None sets no limit.

        Raises:
            PageCapError: on iterating, beyond 100 pages, the most that the service hands out.
            DecodeError: on iterating, when the service answers with errors that were not asked for.

        GET /flow/error-logs/data
        """
        asked = {
            "user_ns": None if subscriber is None else user_ns_of(subscriber),
            "node_ns": None if node_ns is None else node_ns_of(node_ns),
        }
        return self._list(
            "GET /flow/error-logs/data",
            ErrorLog,
            query={**asked, **check_texts(search=search), **time_range_query(start, end)},
            asked=asked,
        )
