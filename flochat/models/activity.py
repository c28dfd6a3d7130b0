"""Records of a flow: conversations, activity, errors and counts of subscribers."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from .base import Model, model

#: An action on a conversation.
ActivityAction: TypeAlias = Literal[
    "open",
    "close",
    "assign",
    "reply",
    "note",
    "pending",
    "spam",
    "invalid",
    "add_collaborator",
    "remove_collaborator",
    "subscribe_to_bot",
    "unsubscribe_from_bot",
    "opt_in_sms",
    "opt_out_sms",
    "opt_in_email",
    "opt_out_email",
]
#: Who or what carried out an action.
ActivitySource: TypeAlias = Literal["agent", "bot", "bot_user", "api", "webhook"]


@model
class ConversationData(Model):
    """The figures of one conversation, from its opening to its close.

    `opened_source` and `closed_source` are agent, bot, bot_user, api or webhook; `source_type` is
    agent, new_user or return_user. Times are in the client's `time_zone`, and naive without one;
    durations such as `first_open_to_first_reply` are numbers whose unit is not documented.
    """

    id: int | None = None
    flow_ns: str | None = None
    user_ns: str | None = None
    is_new_bot_user: bool | None = None
    source_type: str | None = None
    opened_source: str | None = None
    closed_source: str | None = None
    created_at: datetime | None = None
    first_open_at: datetime | None = None
    last_open_at: datetime | None = None
    first_assign_at: datetime | None = None
    last_assign_at: datetime | None = None
    first_reply_at: datetime | None = None
    first_reply_after_last_assign_at: datetime | None = None
    first_close_at: datetime | None = None
    last_close_at: datetime | None = None
    first_assign_agent_id: int | None = None
    last_assign_agent_id: int | None = None
    first_reply_agent_id: int | None = None
    first_close_agent_id: int | None = None
    last_close_agent_id: int | None = None
    in_messages: int | None = None
    bot_messages: int | None = None
    agent_messages: int | None = None
    number_of_opens: int | None = None
    number_of_assignments: int | None = None
    number_of_agent_replies: int | None = None
    number_of_unique_agents: int | None = None
    number_of_notes: int | None = None
    number_of_closes: int | None = None
    first_open_to_first_assign: int | None = None
    first_open_to_first_reply: int | None = None
    first_open_to_first_close: int | None = None
    first_open_to_last_close: int | None = None
    first_assign_to_first_close: int | None = None
    first_reply_after_first_assign: int | None = None
    first_reply_after_last_assign: int | None = None
    first_reply_to_first_close: int | None = None
    last_assign_to_last_close: int | None = None
    avg_response_time: float | None = None
    avg_subsequent_response_time: float | None = None
    handling_time: int | None = None


@model
class AgentActivity(Model):
    """An action on a conversation.

    `action` is open, close, assign, reply, note, ...; `source_type` is agent, bot, bot_user, api or
    webhook. `created_at` is in the client's `time_zone`, and naive without one.
    """

    action: str | None = None
    source_type: str | None = None
    agent_id: int | None = None
    user_ns: str | None = None
    created_at: datetime | None = None


@model
class ErrorLog(Model):
    """An error in a node of the flow; `node_ns` has the form f12n34, `user_ns` the form f12u34.

    `created_at` is in the client's `time_zone`, and naive without one.
    """

    id: int | None = None
    flow_ns: str | None = None
    node_ns: str | None = None
    user_ns: str | None = None
    description: str | None = None
    created_at: datetime | None = None


@model
class ChatStatusCount(Model):
    """The number of subscribers whose conversation has a status: open, pending, spam or done."""

    status: str | None = None
    num: int | None = None


@model
class SubscriberCounts(Model):
    """The numbers of subscribers whose conversations are open, pending, spam or done.

    A status that the service did not return is None; `raw` has every status that it did.
    """

    open: int | None = None
    pending: int | None = None
    spam: int | None = None
    done: int | None = None
