from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.team_update_agent_group_users_body_members_item import (
        TeamUpdateAgentGroupUsersBodyMembersItem,
    )


T = TypeVar("T", bound="TeamUpdateAgentGroupUsersBody")


@_attrs_define
class TeamUpdateAgentGroupUsersBody:
    """
    Attributes:
        members (list[TeamUpdateAgentGroupUsersBodyMembersItem]):
    """

    members: list[TeamUpdateAgentGroupUsersBodyMembersItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "members": members,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.team_update_agent_group_users_body_members_item import (
            TeamUpdateAgentGroupUsersBodyMembersItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        members = []
        _members = d.pop("members")
        for members_item_data in _members:
            members_item = TeamUpdateAgentGroupUsersBodyMembersItem.from_dict(
                members_item_data
            )

            members.append(members_item)

        team_update_agent_group_users_body = cls(
            members=members,
        )

        team_update_agent_group_users_body.additional_properties = d
        return team_update_agent_group_users_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
