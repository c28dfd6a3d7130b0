from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Template")


@_attrs_define
class Template:
    """
    Attributes:
        description (str | Unset):
        id (int | Unset):  Example: 78.
        image (str | Unset):
        name (str | Unset):
        price (float | Unset):
        scope (str | Unset):
        status (str | Unset):
        template_ns (str | Unset):
        type_ (str | Unset):
    """

    description: str | Unset = UNSET
    id: int | Unset = UNSET
    image: str | Unset = UNSET
    name: str | Unset = UNSET
    price: float | Unset = UNSET
    scope: str | Unset = UNSET
    status: str | Unset = UNSET
    template_ns: str | Unset = UNSET
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        id = self.id

        image = self.image

        name = self.name

        price = self.price

        scope = self.scope

        status = self.status

        template_ns = self.template_ns

        type_ = self.type_

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
        if price is not UNSET:
            field_dict["price"] = price
        if scope is not UNSET:
            field_dict["scope"] = scope
        if status is not UNSET:
            field_dict["status"] = status
        if template_ns is not UNSET:
            field_dict["template_ns"] = template_ns
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        description = d.pop("description", UNSET)

        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        name = d.pop("name", UNSET)

        price = d.pop("price", UNSET)

        scope = d.pop("scope", UNSET)

        status = d.pop("status", UNSET)

        template_ns = d.pop("template_ns", UNSET)

        type_ = d.pop("type", UNSET)

        template = cls(
            description=description,
            id=id,
            image=image,
            name=name,
            price=price,
            scope=scope,
            status=status,
            template_ns=template_ns,
            type_=type_,
        )

        template.additional_properties = d
        return template

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
