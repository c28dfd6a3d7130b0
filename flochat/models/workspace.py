"""A workspace's flows, their summaries, and its settings."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from attrs import field

from .._values.json_type import JSON
from .._values.readers import read_text
from .base import Model, model
from .live_chat import Agent


@model
class Flow(Model):
    """A flow of the workspace; `type` is its channel: web, whatsapp_cloud, ..."""

    _identity: ClassVar[str] = "flow_ns"
    flow_ns: str | None = None
    name: str | None = None
    type: str | None = None
    linked_label: str | None = None


@model
class FlowSummary(Model):
    """The statistics of a flow for the day `summary_date`.

    `total_bot_users` is the number of its subscribers on that day. The unit of the two averages is
    not documented.
    """

    flow_ns: str | None = None
    summary_date: date | None = None
    total_bot_users: int | None = None
    day_new_bot_users: int | None = None
    day_active_bot_users: int | None = None
    day_total_messages: int | None = None
    day_in_messages: int | None = None
    day_out_messages: int | None = None
    day_agent_messages: int | None = None
    day_note_messages: int | None = None
    day_email_sent: int | None = None
    day_email_open: int | None = None
    day_assigned: int | None = None
    day_done: int | None = None
    avg_agent_response_time: float | None = None
    avg_resolve_time: float | None = None


@model
class AgentSummary(Model):
    """The statistics of an agent in a flow for the day `summary_date`.

    `agent` is who it is, if the service says more than `agent_id`.
    `day_reply_bot_users` is the number of people whom they answered. The unit of the two averages
    is not documented.
    """

    flow_ns: str | None = None
    agent_id: int | None = None
    agent: Agent | None = None
    summary_date: date | None = None
    day_assigned: int | None = None
    day_done: int | None = None
    day_agent_messages: int | None = None
    day_note_messages: int | None = None
    day_reply_bot_users: int | None = None
    avg_agent_response_time: float | None = None
    avg_resolve_time: float | None = None


@model
class ChannelSettings(Model):
    """Which channels are switched on in the workspace."""

    chat: bool | None = None
    chatwoot: bool | None = None
    facebook: bool | None = None
    instagram: bool | None = None
    intercom: bool | None = None
    jivochat: bool | None = None
    line: bool | None = None
    rcs: bool | None = None
    slack: bool | None = None
    sms: bool | None = None
    telegram: bool | None = None
    tiktok: bool | None = None
    viber: bool | None = None
    vk: bool | None = None
    voice: bool | None = None
    wechat: bool | None = None
    whatsapp: bool | None = None
    whatsapp_cloud: bool | None = None


def _read_options(value: JSON) -> tuple[str, ...]:
    """Read a list of strings; one with a gap is sent as an object, as PHP does."""
    options = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    return tuple(name for option in options if (name := read_text(option)) is not None)


@model
class LiveChatSidebar(Model):
    """The options of the live chat's sidebar: "hide_spam", "show_labels", ..."""

    options: tuple[str, ...] = field(default=(), metadata={"wire": "data", "read": _read_options})
