from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowCreateBotUserBody")


@_attrs_define
class FlowCreateBotUserBody:
    """
    Attributes:
        email (str | Unset): One of phone and email is needed.
        first_name (str | Unset):
        gender (str | Unset):
        image (str | Unset):
        last_name (str | Unset):
        name (str | Unset):
        phone (str | Unset): With country code; one of phone and email is needed.
    """

    email: str | Unset = UNSET
    first_name: str | Unset = UNSET
    gender: str | Unset = UNSET
    image: str | Unset = UNSET
    last_name: str | Unset = UNSET
    name: str | Unset = UNSET
    phone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        first_name = self.first_name

        gender = self.gender

        image = self.image

        last_name = self.last_name

        name = self.name

        phone = self.phone

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
        if first_name is not UNSET:
            field_dict["first_name"] = first_name
        if gender is not UNSET:
            field_dict["gender"] = gender
        if image is not UNSET:
            field_dict["image"] = image
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if name is not UNSET:
            field_dict["name"] = name
        if phone is not UNSET:
            field_dict["phone"] = phone

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email", UNSET)

        first_name = d.pop("first_name", UNSET)

        gender = d.pop("gender", UNSET)

        image = d.pop("image", UNSET)

        last_name = d.pop("last_name", UNSET)

        name = d.pop("name", UNSET)

        phone = d.pop("phone", UNSET)

        flow_create_bot_user_body = cls(
            email=email,
            first_name=first_name,
            gender=gender,
            image=image,
            last_name=last_name,
            name=name,
            phone=phone,
        )

        flow_create_bot_user_body.additional_properties = d
        return flow_create_bot_user_body

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
