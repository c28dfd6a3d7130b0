# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/activity.py: edit that one.
"""What went on in the flow: conversations, what was done to them, errors."""

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

    What was said in one is in `client.subscribers.messages`.
    """

    def list(
        self,
        *,
        subscriber: SubscriberRef | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Pager[ConversationData]:
        """Conversations, with who handled them and how long that took, 1,000 to a request.

        `subscriber` narrows it to those of one subscriber, `start` and `end`, aware datetimes, to a
        time. Iterating raises `IncompleteListError` when the service cannot be made to give what
        follows, and `DecodeError` when it answers with those of somebody else.

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
        """What agents, the bot, the API and subscribers did to conversations.

        `agent` and `conversation` are a model or its id, `action` is open, close, assign, reply,
        note, ..., `source` agent, bot, bot_user, api or webhook; `start` and `end` are aware
        datetimes. The service gives 1,000 rows at the most and takes no place to go on from: when
        as many came, iterating raises `IncompleteListError` after them, and a shorter time reaches
        the rest. `DecodeError` says that it answered with what was not asked for.

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
    """`client.flow.error_logs`: errors that nodes ran into. Needs the scope Manage Flow."""

    def list(
        self,
        *,
        search: str | None = None,
        subscriber: SubscriberRef | None = None,
        node_ns: str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Pager[ErrorLog]:
        """Errors of the flow, 1,000 to a request.

        `search` is a text to look for, `node_ns` has the form f12n34, `start` and `end` are aware
        datetimes. The service hands out 100 pages at the most (`PageCapError` beyond).

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
