# Derived by scripts/sync_twin.py from
# flochat/_async/resources/workspace.py: edit that one.
"""The workspace that the key belongs to."""

from __future__ import annotations

from ...models.account import Workspace
from ..resource import Resource


class WorkspaceAPI(Resource):
    """`client.workspace`: the workspace that the key belongs to."""

    def info(self) -> Workspace:
        """The workspace, with its owner. Needs the scope Manage Team. GET /team-info"""
        return self._record("GET /team-info", Workspace)
