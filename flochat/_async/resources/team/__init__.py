"""The team of the workspace: who works in it, and what they share."""

from __future__ import annotations

from functools import cached_property

from ... import resources
from ...base import AsyncResource


class AsyncTeamAPI(AsyncResource):
    """`client.team`: the team of the workspace, which all its flows share."""

    @cached_property
    def members(self) -> resources.AsyncMembersAPI:
        """Who works in the workspace."""
        return resources.AsyncMembersAPI(self._transport)

    @cached_property
    def labels(self) -> resources.AsyncLabelsAPI:
        """The labels that agents put on people."""
        return resources.AsyncLabelsAPI(self._transport)

    @cached_property
    def agent_groups(self) -> resources.AsyncAgentGroupsAPI:
        """The groups that conversations are assigned to."""
        return resources.AsyncAgentGroupsAPI(self._transport)

    @cached_property
    def subscribers(self) -> resources.AsyncTeamSubscribersAPI:
        """The subscribers of all flows."""
        return resources.AsyncTeamSubscribersAPI(self._transport)

    @cached_property
    def media(self) -> resources.AsyncMediaAPI:
        """The files that members keep."""
        return resources.AsyncMediaAPI(self._transport)

    @cached_property
    def call_logs(self) -> resources.AsyncCallLogsAPI:
        """The calls on WhatsApp."""
        return resources.AsyncCallLogsAPI(self._transport)
