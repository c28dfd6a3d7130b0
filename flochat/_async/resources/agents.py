"""The agents of the flow."""

from __future__ import annotations

from ...models.live_chat import Agent
from ...values import texts
from ..pager import AsyncPager
from ..resource import AsyncResource


class AsyncAgentsAPI(AsyncResource):
    """`client.flow.agents`: the people who answer in this flow. Needs the scope Manage Flow."""

    def list(self, *, name: str | None = None, role: str | None = None) -> AsyncPager[Agent]:
        """All agents, or those whose name contains `name`, or who have a role.

        `role` is owner, admin, member or agent. The service hands out 100 pages of 100 at the most
        (`PageCapError` beyond).

        GET /flow/agents
        """
        return self._list("GET /flow/agents", Agent, query=texts(name=name, role=role))
