from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamUpdateAgentGroupBody")


@_attrs_define
class TeamUpdateAgentGroupBody:
    """
    Attributes:
        name (str):
        assign_method (str | Unset):  Example: random.
        image (str | Unset):
        online_first (int | Unset): 1 or 0. Example: 0.
        only_view_assigned_to_me (int | Unset): 1 or 0. Example: 0.
    """

    name: str
    assign_method: str | Unset = UNSET
    image: str | Unset = UNSET
    online_first: int | Unset = UNSET
    only_view_assigned_to_me: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        assign_method = self.assign_method

        image = self.image

        online_first = self.online_first

        only_view_assigned_to_me = self.only_view_assigned_to_me

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if assign_method is not UNSET:
            field_dict["assign_method"] = assign_method
        if image is not UNSET:
            field_dict["image"] = image
        if online_first is not UNSET:
            field_dict["online_first"] = online_first
        if only_view_assigned_to_me is not UNSET:
            field_dict["only_view_assigned_to_me"] = only_view_assigned_to_me

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        assign_method = d.pop("assign_method", UNSET)

        image = d.pop("image", UNSET)

        online_first = d.pop("online_first", UNSET)

        only_view_assigned_to_me = d.pop("only_view_assigned_to_me", UNSET)

        team_update_agent_group_body = cls(
            name=name,
            assign_method=assign_method,
            image=image,
            online_first=online_first,
            only_view_assigned_to_me=only_view_assigned_to_me,
        )

        team_update_agent_group_body.additional_properties = d
        return team_update_agent_group_body

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
