"""The team of the workspace: who works in it, and what they share."""

from __future__ import annotations

from functools import cached_property

from ...base import AsyncResource
from .agent_groups import AsyncAgentGroupsAPI
from .call_logs import AsyncCallLogsAPI
from .labels import AsyncLabelsAPI
from .media import AsyncMediaAPI
from .members import AsyncMembersAPI
from .subscribers import AsyncTeamSubscribersAPI


class AsyncTeamAPI(AsyncResource):
    """`client.team`: the team of the workspace, which all its flows share."""

    @cached_property
    def members(self) -> AsyncMembersAPI:
        """Who works in the workspace."""
        return AsyncMembersAPI(self._transport)

    @cached_property
    def labels(self) -> AsyncLabelsAPI:
        """The labels that agents put on people."""
        return AsyncLabelsAPI(self._transport)

    @cached_property
    def agent_groups(self) -> AsyncAgentGroupsAPI:
        """The groups that conversations are assigned to."""
        return AsyncAgentGroupsAPI(self._transport)

    @cached_property
    def subscribers(self) -> AsyncTeamSubscribersAPI:
        """The subscribers of all flows."""
        return AsyncTeamSubscribersAPI(self._transport)

    @cached_property
    def media(self) -> AsyncMediaAPI:
        """The files that members keep."""
        return AsyncMediaAPI(self._transport)

    @cached_property
    def call_logs(self) -> AsyncCallLogsAPI:
        """The calls on WhatsApp."""
        return AsyncCallLogsAPI(self._transport)
