"""Members, groups and calls of a team: references, filters and bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias, TypeVar

from .._values.checks import (
    bool_to_int,
    check_choice,
    check_count,
    check_text,
    check_texts,
    unique_list,
)
from ..errors import InvalidArgumentError
from ..models.subscribers import Label
from ..models.team import AgentGroup, Member
from .bodies import BodySchema, clearable_text, encode_with, update_body
from .references import id_of
from .workspace import FlowRef, flow_ns_of

#: A member of the team, or their id.
MemberRef: TypeAlias = Member | int
#: The keys of a mapping of members.
MemberKey = TypeVar("MemberKey", bound=MemberRef)
#: An agent group, or its id.
AgentGroupRef: TypeAlias = AgentGroup | int
#: A label, its id or its name.
AnyLabelRef: TypeAlias = Label | int | str

#: The role of a member; the service may know more than these.
MemberRole: TypeAlias = Literal["owner", "admin", "member", "agent"] | str
#: The direction of a call.
CallDirection: TypeAlias = Literal["in", "out", "agent"]
#: The outcome of a call.
CallStatus: TypeAlias = Literal[
    "ANSWERED", "AI_ANSWERED", "MISSED", "NO_ANSWER", "REJECTED", "RINGING"
]

AGENT_GROUP: Final[BodySchema] = {
    "name": encode_with(check_text),
    "image": encode_with(clearable_text),
    "assign_method": encode_with(check_text),
    "online_first": encode_with(bool_to_int),
    "only_view_assigned_to_me": encode_with(bool_to_int),
}


def group_update_body(group: AgentGroupRef, **arguments: Any) -> dict[str, Any]:
    """Build the body that updates an agent group: the API requires the name even if it stays."""
    body = update_body(AGENT_GROUP, **arguments)
    if "name" not in body:
        body["name"] = _group_name_of(group)
    return body


def _group_name_of(group: AgentGroupRef) -> str:
    if not isinstance(group, AgentGroup) or not group.name:
        raise InvalidArgumentError(
            "the API requires the name of a group even if it stays; pass the AgentGroup, or name="
        )
    return group.name


def call_filters(
    *,
    flow: FlowRef | None,
    direction: CallDirection | None,
    status: CallStatus | None,
    **others: str | None,
) -> dict[str, str | None]:
    """Build the filters of a list of calls."""
    return {
        "flow_ns": None if flow is None else flow_ns_of(flow),
        "direction": None
        if direction is None
        else check_choice(direction, CallDirection, "direction"),
        "status": None if status is None else check_choice(status, CallStatus, "status"),
        **check_texts(**others),
    }


def encode_member_weightings(
    members: Mapping[MemberKey, int] | Iterable[MemberRef],
) -> list[dict[str, int]]:
    """Encode the members of a group; without weightings each has a weighting of 1."""
    if not isinstance(members, Mapping):
        return encode_member_weightings(dict.fromkeys(unique_list(members, "members"), 1))
    weightings = {
        id_of(member, Member): check_count(weighting, "a weighting")
        for member, weighting in members.items()
    }
    return [{"user_id": user, "weighting": weighting} for user, weighting in weightings.items()]
