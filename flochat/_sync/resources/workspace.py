# Derived by scripts/sync_twin.py from
# flochat/_async/resources/workspace.py: edit that one.
"""The workspace that the key belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Unpack

from ..._requests.summaries import SummaryPeriod
from ..._requests.workspace import (
    ChannelSwitches,
    FlowRef,
    SidebarOption,
    encode_channel_switches,
    encode_sidebar_options,
    summary_query,
)
from ..._values.checks import check_optional_text, check_texts
from ..._values.json_type import JSON
from ..._wire.decode import PLAIN
from ...models.account import Workspace
from ...models.workspace import AgentSummary, ChannelSettings, Flow, FlowSummary, LiveChatSidebar
from ..base import Resource
from ..pager import Pager


class WorkspaceAPI(Resource):
    """`client.workspace`: the workspace that the key belongs to. Needs the scope Manage Team."""

    @cached_property
    def flows(self) -> WorkspaceFlowsAPI:
        """The flows of the workspace."""
        return WorkspaceFlowsAPI(self._transport)

    @cached_property
    def settings(self) -> WorkspaceSettingsAPI:
        """The channels and the live chat of the workspace."""
        return WorkspaceSettingsAPI(self._transport)

    def info(self) -> Workspace:
        """Return the workspace, with its owner. GET /team-info"""
        return self._record("GET /team-info", Workspace)

    def summary(
        self, *, flow: FlowRef | None = None, period: SummaryPeriod | None = None
    ) -> Pager[FlowSummary]:
        """List what happened on each day in each flow, or in one: users, messages, emails, chats.

        `flow` is a `Flow` or its `flow_ns`; None for all. `period` is yesterday, last_7_days,
        last_week, last_30_days, last_month or last_3_months; without it (None) the service chooses.
        Iterating raises `DecodeError` when the service ignores the flow.

        GET /flow-summary
        """
        query = summary_query(flow, period)
        asked = {"flow_ns": query["flow_ns"]}
        return self._list("GET /flow-summary", FlowSummary, query=query, asked=asked)

    def agent_summary(
        self, *, flow: FlowRef | None = None, period: SummaryPeriod | None = None
    ) -> Pager[AgentSummary]:
        """List what each agent did on each day in each flow, or in one: chats, messages, notes.

        `flow` and `period` are as in `summary`; so is the `DecodeError`.

        GET /flow-agent-summary
        """
        query = summary_query(flow, period)
        asked = {"flow_ns": query["flow_ns"]}
        return self._list("GET /flow-agent-summary", AgentSummary, query=query, asked=asked)


class WorkspaceFlowsAPI(Resource):
    """`client.workspace.flows`: the flows of the workspace. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None, channel: str | None = None) -> Pager[Flow]:
        """List the flows, all or those that match both filters.

        `name` is part of a name; `channel` is web, facebook, instagram, whatsapp_cloud, telegram,
        voice, sms, ...; None does not filter. The service hands out at most 100 pages of 100
        (`PageCapError` beyond). Iterating raises `DecodeError` when the service ignores the
        channel.

        GET /team-flows
        """
        filters = {**check_texts(name=name), "type": check_optional_text(channel, "channel")}
        return self._list("GET /team-flows", Flow, query=filters, asked={"type": channel})


class WorkspaceSettingsAPI(Resource):
    """`client.workspace.settings`: channels and the live chat. Needs the scope Manage Team."""

    def get_channels(self) -> ChannelSettings:
        """Return which channels are switched on. GET /workspace-settings/channels"""
        return self._record("GET /workspace-settings/channels", ChannelSettings)

    def update_channels(self, **channels: Unpack[ChannelSwitches]) -> ChannelSettings:
        """Switch channels on or off, leave the others, and return how all are switched now.

        `channels` are the names of channels, each True or False.

        Example:
            channels = client.workspace.settings.update_channels(sms=True, voice=False)

        POST /workspace-settings/update-channels
        """
        return self._record(
            "POST /workspace-settings/update-channels",
            ChannelSettings,
            body=encode_channel_switches(channels),
        )

    def get_live_chat_sidebar(self) -> LiveChatSidebar:
        """Return what the sidebar of the live chat hides and shows.

        GET /workspace-settings/live-chat-sidebar
        """
        return _sidebar(self._call("GET /workspace-settings/live-chat-sidebar"))

    def set_live_chat_sidebar(self, options: Iterable[SidebarOption]) -> LiveChatSidebar:
        """Choose what the sidebar of the live chat hides and shows, and return what it does now.

        `options` are all that apply from now on: "hide_spam", "show_labels", ...

        POST /workspace-settings/update-live-chat-sidebar
        """
        operation = "POST /workspace-settings/update-live-chat-sidebar"
        return _sidebar(self._call(operation, body={"data": encode_sidebar_options(options)}))


def _sidebar(payload: JSON) -> LiveChatSidebar:
    """The sidebar is the whole answer, since its `data` is not an object."""
    return PLAIN.decode(
        LiveChatSidebar, payload if isinstance(payload, dict) else {"data": payload}
    )
