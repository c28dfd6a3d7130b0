# Derived by scripts/sync_twin.py from
# flochat/_async/resources/team/__init__.py: edit that one.
"""The team of the workspace: who works in it, and what they share."""

from __future__ import annotations

from functools import cached_property

from ...base import Resource
from .agent_groups import AgentGroupsAPI
from .call_logs import CallLogsAPI
from .labels import LabelsAPI
from .media import MediaAPI
from .members import MembersAPI
from .subscribers import TeamSubscribersAPI


class TeamAPI(Resource):
    """`client.team`: the team of the workspace, which all its flows share."""

    @cached_property
    def members(self) -> MembersAPI:
        """Who works in the workspace."""
        return MembersAPI(self._transport)

    @cached_property
    def labels(self) -> LabelsAPI:
        """The labels that agents put on people."""
        return LabelsAPI(self._transport)

    @cached_property
    def agent_groups(self) -> AgentGroupsAPI:
        """The groups that conversations are assigned to."""
        return AgentGroupsAPI(self._transport)

    @cached_property
    def subscribers(self) -> TeamSubscribersAPI:
        """The subscribers of all flows."""
        return TeamSubscribersAPI(self._transport)

    @cached_property
    def media(self) -> MediaAPI:
        """The files that members keep."""
        return MediaAPI(self._transport)

    @cached_property
    def call_logs(self) -> CallLogsAPI:
        """The calls on WhatsApp."""
        return CallLogsAPI(self._transport)
