from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.update_product_body_status import (
    UpdateProductBodyStatus,
    check_update_product_body_status,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateProductBody")


@_attrs_define
class UpdateProductBody:
    """
    Attributes:
        description (str | Unset):
        id (int | Unset):
        image (str | Unset):  Example: https://example.com/image.png.
        name (str | Unset):
        note (str | Unset):
        status (UpdateProductBodyStatus | Unset):  Example: active.
        tags (list[str] | Unset):
        type_ (str | Unset):
        vendor (str | Unset):
    """

    description: str | Unset = UNSET
    id: int | Unset = UNSET
    image: str | Unset = UNSET
    name: str | Unset = UNSET
    note: str | Unset = UNSET
    status: UpdateProductBodyStatus | Unset = UNSET
    tags: list[str] | Unset = UNSET
    type_: str | Unset = UNSET
    vendor: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        id = self.id

        image = self.image

        name = self.name

        note = self.note

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        type_ = self.type_

        vendor = self.vendor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if description is not UNSET:
            field_dict["description"] = description
        if id is not UNSET:
            field_dict["id"] = id
        if image is not UNSET:
            field_dict["image"] = image
        if name is not UNSET:
            field_dict["name"] = name
        if note is not UNSET:
            field_dict["note"] = note
        if status is not UNSET:
            field_dict["status"] = status
        if tags is not UNSET:
            field_dict["tags"] = tags
        if type_ is not UNSET:
            field_dict["type"] = type_
        if vendor is not UNSET:
            field_dict["vendor"] = vendor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        description = d.pop("description", UNSET)

        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        name = d.pop("name", UNSET)

        note = d.pop("note", UNSET)

        _status = d.pop("status", UNSET)
        status: UpdateProductBodyStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_update_product_body_status(_status)

        tags = cast(list[str], d.pop("tags", UNSET))

        type_ = d.pop("type", UNSET)

        vendor = d.pop("vendor", UNSET)

        update_product_body = cls(
            description=description,
            id=id,
            image=image,
            name=name,
            note=note,
            status=status,
            tags=tags,
            type_=type_,
            vendor=vendor,
        )

        update_product_body.additional_properties = d
        return update_product_body

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
