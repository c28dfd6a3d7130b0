"""The groups of agents that conversations are handed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...._requests.bodies import creation_body
from ...._requests.references import id_of
from ...._requests.team import (
    AGENT_GROUP,
    AgentGroupRef,
    MemberKey,
    MemberRef,
    encode_member_weightings,
    group_update_body,
)
from ...._values.checks import check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.team import AgentGroup
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncAgentGroupsAPI(AsyncResource):
    """`client.team.agent_groups`: what conversations are handed to. Needs the scope Manage Team.

    Where an agent group is asked for, it is an `AgentGroup` or its id.
    `client.subscribers.assign_agent_group` hands a conversation to one.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[AgentGroup]:
        """All agent groups, or those whose name contains `name`. GET /team/agent-groups

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /team/agent-groups", AgentGroup, query=check_texts(name=name))

    async def get(self, agent_group: AgentGroupRef) -> AgentGroup:
        """One agent group. Raises `NotFoundError`. GET /team/agent-group/{id}"""
        return await self._record(
            "GET /team/agent-group/{}", AgentGroup, id_of(agent_group, AgentGroup)
        )

    async def create(
        self,
        name: str,
        *,
        image: str | None = None,
        assign_method: str | None = None,
        online_first: bool | None = None,
        only_view_assigned_to_me: bool | None = None,
    ) -> AgentGroup:
        """Create an agent group, with nobody in it. POST /team/create-agent-group

        `image` is a URL; `assign_method` says who gets a conversation, "random" for one; with
        `online_first` those who are online come first; with `only_view_assigned_to_me` each sees no
        conversations but their own. Never repeated by itself: when no clear answer comes it raises
        `OutcomeUnknownError`.
        """
        body = creation_body(
            AGENT_GROUP,
            name=name,
            image=image,
            assign_method=assign_method,
            online_first=online_first,
            only_view_assigned_to_me=only_view_assigned_to_me,
        )
        return await self._record("POST /team/create-agent-group", AgentGroup, body=body)

    async def update(
        self,
        agent_group: AgentGroupRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        image: str | NotGiven | None = NOT_GIVEN,
        assign_method: str | NotGiven = NOT_GIVEN,
        online_first: bool | NotGiven = NOT_GIVEN,
        only_view_assigned_to_me: bool | NotGiven = NOT_GIVEN,
    ) -> AgentGroup:
        """Change what is given of an agent group, leave the rest, and return it as it is now.

        None takes the image away. The API asks for the name even when it stays, so a group that
        keeps its name has to be an `AgentGroup`.

        PUT /team/update-agent-group/{id}
        """
        body = group_update_body(
            agent_group,
            name=name,
            image=image,
            assign_method=assign_method,
            online_first=online_first,
            only_view_assigned_to_me=only_view_assigned_to_me,
        )
        return await self._record(
            "PUT /team/update-agent-group/{}",
            AgentGroup,
            id_of(agent_group, AgentGroup),
            body=body,
        )

    async def set_members(
        self,
        agent_group: AgentGroupRef,
        members: Mapping[MemberKey, int] | Iterable[MemberRef],
    ) -> Ack:
        """Put those members into an agent group, and all others out of it.

        `members` are members or their ids; as a mapping they go to their weightings, the share of
        conversations that each gets, and weigh 1 each otherwise.

        POST /team/update-agent-group-users/{id}
        """
        return await self._action(
            "POST /team/update-agent-group-users/{}",
            id_of(agent_group, AgentGroup),
            body={"members": encode_member_weightings(members)},
        )

    async def delete(self, agent_group: AgentGroupRef) -> Ack:
        """Delete an agent group. DELETE /team/delete-agent-group/{id}"""
        return await self._action(
            "DELETE /team/delete-agent-group/{}", id_of(agent_group, AgentGroup)
        )
