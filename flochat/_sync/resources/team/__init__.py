# Derived by scripts/sync_twin.py from
# flochat/_async/resources/team/__init__.py: edit that one.
"""The team of the workspace: who works in it, and what they share."""

from __future__ import annotations

from functools import cached_property

from ... import resources
from ...base import Resource


class TeamAPI(Resource):
    """`client.team`: the team of the workspace, which all its flows share."""

    @cached_property
    def members(self) -> resources.MembersAPI:
        """Who works in the workspace."""
        return resources.MembersAPI(self._transport)

    @cached_property
    def labels(self) -> resources.LabelsAPI:
        """The labels that agents put on people."""
        return resources.LabelsAPI(self._transport)

    @cached_property
    def agent_groups(self) -> resources.AgentGroupsAPI:
        """The groups that conversations are assigned to."""
        return resources.AgentGroupsAPI(self._transport)

    @cached_property
    def subscribers(self) -> resources.TeamSubscribersAPI:
        """The subscribers of all flows."""
        return resources.TeamSubscribersAPI(self._transport)

    @cached_property
    def media(self) -> resources.MediaAPI:
        """The files that members keep."""
        return resources.MediaAPI(self._transport)

    @cached_property
    def call_logs(self) -> resources.CallLogsAPI:
        """The calls on WhatsApp."""
        return resources.CallLogsAPI(self._transport)
