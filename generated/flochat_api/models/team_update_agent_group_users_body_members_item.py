from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamUpdateAgentGroupUsersBodyMembersItem")


@_attrs_define
class TeamUpdateAgentGroupUsersBodyMembersItem:
    """
    Attributes:
        user_id (int | Unset):  Example: 123.
        weighting (int | Unset):  Example: 1.
    """

    user_id: int | Unset = UNSET
    weighting: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        weighting = self.weighting

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if weighting is not UNSET:
            field_dict["weighting"] = weighting

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id", UNSET)

        weighting = d.pop("weighting", UNSET)

        team_update_agent_group_users_body_members_item = cls(
            user_id=user_id,
            weighting=weighting,
        )

        team_update_agent_group_users_body_members_item.additional_properties = d
        return team_update_agent_group_users_body_members_item

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
