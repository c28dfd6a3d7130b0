"""The workspace that the key belongs to."""

from __future__ import annotations

from ...models.account import Workspace
from ..resource import AsyncResource


class AsyncWorkspaceAPI(AsyncResource):
    """`client.workspace`: the workspace that the key belongs to."""

    async def info(self) -> Workspace:
        """The workspace, with its owner. Needs the scope Manage Team. GET /team-info"""
        return await self._record("GET /team-info", Workspace)
