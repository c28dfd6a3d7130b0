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
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncWorkspaceAPI(AsyncResource):
    """`client.workspace`: the workspace that the key belongs to. Needs the scope Manage Team."""

    @cached_property
    def flows(self) -> AsyncWorkspaceFlowsAPI:
        """The flows of the workspace."""
        return AsyncWorkspaceFlowsAPI(self._transport)

    @cached_property
    def settings(self) -> AsyncWorkspaceSettingsAPI:
        """The channels and the live chat of the workspace."""
        return AsyncWorkspaceSettingsAPI(self._transport)

    async def info(self) -> Workspace:
        """Return the workspace, with its owner. GET /team-info"""
        return await self._record("GET /team-info", Workspace)

    def summary(
        self, *, flow: FlowRef | None = None, period: SummaryPeriod | None = None
    ) -> AsyncPager[FlowSummary]:
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
    ) -> AsyncPager[AgentSummary]:
        """List what each agent did on each day in each flow, or in one: chats, messages, notes.

        `flow` and `period` are as in `summary`; so is the `DecodeError`.

        GET /flow-agent-summary
        """
        query = summary_query(flow, period)
        asked = {"flow_ns": query["flow_ns"]}
        return self._list("GET /flow-agent-summary", AgentSummary, query=query, asked=asked)


class AsyncWorkspaceFlowsAPI(AsyncResource):
    """`client.workspace.flows`: the flows of the workspace. Needs the scope Manage Team."""

    def list(self, *, name: str | None = None, channel: str | None = None) -> AsyncPager[Flow]:
        """List the flows, all or those that match both filters.

        `name` is part of a name; `channel` is web, facebook, instagram, whatsapp_cloud, telegram,
        voice, sms, ...; None does not filter. The service hands out at most 100 pages of 100
        (`PageCapError` beyond). Iterating raises `DecodeError` when the service ignores the
        channel.

        GET /team-flows
        """
        filters = {**check_texts(name=name), "type": check_optional_text(channel, "channel")}
        return self._list("GET /team-flows", Flow, query=filters, asked={"type": channel})


class AsyncWorkspaceSettingsAPI(AsyncResource):
    """`client.workspace.settings`: channels and the live chat. Needs the scope Manage Team."""

    async def get_channels(self) -> ChannelSettings:
        """Return which channels are switched on. GET /workspace-settings/channels"""
        return await self._record("GET /workspace-settings/channels", ChannelSettings)

    async def update_channels(self, **channels: Unpack[ChannelSwitches]) -> ChannelSettings:
        """Switch channels on or off, leave the others, and return how all are switched now.

        `channels` are the names of channels, each True or False.

        Example:
            channels = await client.workspace.settings.update_channels(sms=True, voice=False)

        POST /workspace-settings/update-channels
        """
        return await self._record(
            "POST /workspace-settings/update-channels",
            ChannelSettings,
            body=encode_channel_switches(channels),
        )

    async def get_live_chat_sidebar(self) -> LiveChatSidebar:
        """Return what the sidebar of the live chat hides and shows.

        GET /workspace-settings/live-chat-sidebar
        """
        return _sidebar(await self._call("GET /workspace-settings/live-chat-sidebar"))

    async def set_live_chat_sidebar(self, options: Iterable[SidebarOption]) -> LiveChatSidebar:
        """Choose what the sidebar of the live chat hides and shows, and return what it does now.

        `options` are all that apply from now on: "hide_spam", "show_labels", ...

        POST /workspace-settings/update-live-chat-sidebar
        """
        operation = "POST /workspace-settings/update-live-chat-sidebar"
        return _sidebar(await self._call(operation, body={"data": encode_sidebar_options(options)}))


def _sidebar(payload: JSON) -> LiveChatSidebar:
    """The sidebar is the whole answer, since its `data` is not an object."""
    return PLAIN.decode(
        LiveChatSidebar, payload if isinstance(payload, dict) else {"data": payload}
    )
