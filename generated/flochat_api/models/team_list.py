from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamList")


@_attrs_define
class TeamList:
    """
    Attributes:
        name (str):
        icon (str | Unset):
        id (int | Unset):
        is_live (int | Unset):
        list_code (str | Unset):
    """

    name: str
    icon: str | Unset = UNSET
    id: int | Unset = UNSET
    is_live: int | Unset = UNSET
    list_code: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        icon = self.icon

        id = self.id

        is_live = self.is_live

        list_code = self.list_code

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if icon is not UNSET:
            field_dict["icon"] = icon
        if id is not UNSET:
            field_dict["id"] = id
        if is_live is not UNSET:
            field_dict["is_live"] = is_live
        if list_code is not UNSET:
            field_dict["list_code"] = list_code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        icon = d.pop("icon", UNSET)

        id = d.pop("id", UNSET)

        is_live = d.pop("is_live", UNSET)

        list_code = d.pop("list_code", UNSET)

        team_list = cls(
            name=name,
            icon=icon,
            id=id,
            is_live=is_live,
            list_code=list_code,
        )

        team_list.additional_properties = d
        return team_list

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
