# Derived by scripts/sync_twin.py from
# flochat/_async/resources/team/agent_groups.py: edit that one.
"""The groups of agents that conversations are assigned to."""

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
from ...base import Resource
from ...pager import Pager


class AgentGroupsAPI(Resource):
    """`client.team.agent_groups`: what conversations are assigned to. Needs the scope Manage Team.

    Where an agent group is asked for, it is an `AgentGroup` or its id.
    `client.subscribers.assign_agent_group` assigns a conversation to one.
    """

    def list(self, *, name: str | None = None) -> Pager[AgentGroup]:
        """List the agent groups, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /team/agent-groups
        """
        return self._list("GET /team/agent-groups", AgentGroup, query=check_texts(name=name))

    def get(self, agent_group: AgentGroupRef) -> AgentGroup:
        """Return one agent group; `agent_group` is an `AgentGroup` or its id.

        Raises `NotFoundError`.

        GET /team/agent-group/{id}
        """
        return self._record("GET /team/agent-group/{}", AgentGroup, id_of(agent_group, AgentGroup))

    def create(
        self,
        name: str,
        *,
        image: str | None = None,
        assign_method: str | None = None,
        online_first: bool | None = None,
        only_view_assigned_to_me: bool | None = None,
    ) -> AgentGroup:
        """Create an agent group, with nobody in it.

        Args:
            name: what it is called.
            image: the URL of a picture; None leaves it out.
            assign_method: who gets a conversation, "random" for example; None leaves it to the
                platform.
            online_first: whether those who are online come first; None leaves it to the platform.
            only_view_assigned_to_me: whether each sees only their own conversations; None leaves it
                to the platform.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        POST /team/create-agent-group
        """
        body = creation_body(
            AGENT_GROUP,
            name=name,
            image=image,
            assign_method=assign_method,
            online_first=online_first,
            only_view_assigned_to_me=only_view_assigned_to_me,
        )
        return self._record("POST /team/create-agent-group", AgentGroup, body=body)

    def update(
        self,
        agent_group: AgentGroupRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        image: str | NotGiven | None = NOT_GIVEN,
        assign_method: str | NotGiven = NOT_GIVEN,
        online_first: bool | NotGiven = NOT_GIVEN,
        only_view_assigned_to_me: bool | NotGiven = NOT_GIVEN,
    ) -> AgentGroup:
        """Change the given values of an agent group, leave the others, and return it as it is now.

        The API asks for the name even when it stays, so a group that keeps its name has to be given
        as an `AgentGroup`.

        Args:
            agent_group: an `AgentGroup` or, with `name`, its id.
            name: the new name; NOT_GIVEN leaves it.
            image: the URL of a picture; NOT_GIVEN leaves it, None removes it.
            assign_method: who gets a conversation, "random" for example; NOT_GIVEN leaves it.
            online_first: whether those who are online come first; NOT_GIVEN leaves it.
            only_view_assigned_to_me: whether each sees only their own conversations; NOT_GIVEN
                leaves it.

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
        return self._record(
            "PUT /team/update-agent-group/{}",
            AgentGroup,
            id_of(agent_group, AgentGroup),
            body=body,
        )

    def set_members(
        self,
        agent_group: AgentGroupRef,
        members: Mapping[MemberKey, int] | Iterable[MemberRef],
    ) -> Ack:
        """Put those members into an agent group, and remove all others from it.

        `agent_group` is an `AgentGroup` or its id. `members` are `Member`s or their ids; a mapping
        gives each a weighting, the share of conversations that they get, and otherwise each has 1.

        POST /team/update-agent-group-users/{id}
        """
        return self._action(
            "POST /team/update-agent-group-users/{}",
            id_of(agent_group, AgentGroup),
            body={"members": encode_member_weightings(members)},
        )

    def delete(self, agent_group: AgentGroupRef) -> Ack:
        """Delete `agent_group`, an `AgentGroup` or its id. DELETE /team/delete-agent-group/{id}"""
        return self._action("DELETE /team/delete-agent-group/{}", id_of(agent_group, AgentGroup))
