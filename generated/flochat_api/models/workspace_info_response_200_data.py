from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkspaceInfoResponse200Data")


@_attrs_define
class WorkspaceInfoResponse200Data:
    """
    Attributes:
        id (int | Unset):  Example: 123.
        image (str | Unset):
        name (str | Unset):  Example: workspace name.
        owner_email (str | Unset):  Example: owner@example.com.
        owner_id (int | Unset):  Example: 222.
    """

    id: int | Unset = UNSET
    image: str | Unset = UNSET
    name: str | Unset = UNSET
    owner_email: str | Unset = UNSET
    owner_id: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        image = self.image

        name = self.name

        owner_email = self.owner_email

        owner_id = self.owner_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if image is not UNSET:
            field_dict["image"] = image
        if name is not UNSET:
            field_dict["name"] = name
        if owner_email is not UNSET:
            field_dict["owner_email"] = owner_email
        if owner_id is not UNSET:
            field_dict["owner_id"] = owner_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        name = d.pop("name", UNSET)

        owner_email = d.pop("owner_email", UNSET)

        owner_id = d.pop("owner_id", UNSET)

        workspace_info_response_200_data = cls(
            id=id,
            image=image,
            name=name,
            owner_email=owner_email,
            owner_id=owner_id,
        )

        workspace_info_response_200_data.additional_properties = d
        return workspace_info_response_200_data

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
