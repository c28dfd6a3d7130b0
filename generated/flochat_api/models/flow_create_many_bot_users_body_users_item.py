from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_create_many_bot_users_body_users_item_tags_item import (
        FlowCreateManyBotUsersBodyUsersItemTagsItem,
    )
    from ..models.flow_create_many_bot_users_body_users_item_user_fields_item import (
        FlowCreateManyBotUsersBodyUsersItemUserFieldsItem,
    )


T = TypeVar("T", bound="FlowCreateManyBotUsersBodyUsersItem")


@_attrs_define
class FlowCreateManyBotUsersBodyUsersItem:
    """
    Attributes:
        email (str | Unset): One of phone and email is needed.
        first_name (str | Unset):
        gender (str | Unset):  Example: male.
        image (str | Unset):
        last_name (str | Unset):
        name (str | Unset):
        phone (str | Unset): With country code; one of phone and email is needed. Example: 61412345678.
        tags (list[FlowCreateManyBotUsersBodyUsersItemTagsItem] | Unset): At most 10 a subscriber.
        user_fields (list[FlowCreateManyBotUsersBodyUsersItemUserFieldsItem] | Unset): At most 10 a subscriber.
    """

    email: str | Unset = UNSET
    first_name: str | Unset = UNSET
    gender: str | Unset = UNSET
    image: str | Unset = UNSET
    last_name: str | Unset = UNSET
    name: str | Unset = UNSET
    phone: str | Unset = UNSET
    tags: list[FlowCreateManyBotUsersBodyUsersItemTagsItem] | Unset = UNSET
    user_fields: list[FlowCreateManyBotUsersBodyUsersItemUserFieldsItem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        first_name = self.first_name

        gender = self.gender

        image = self.image

        last_name = self.last_name

        name = self.name

        phone = self.phone

        tags: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = []
            for tags_item_data in self.tags:
                tags_item = tags_item_data.to_dict()
                tags.append(tags_item)

        user_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.user_fields, Unset):
            user_fields = []
            for user_fields_item_data in self.user_fields:
                user_fields_item = user_fields_item_data.to_dict()
                user_fields.append(user_fields_item)

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
        if tags is not UNSET:
            field_dict["tags"] = tags
        if user_fields is not UNSET:
            field_dict["user_fields"] = user_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_create_many_bot_users_body_users_item_tags_item import (
            FlowCreateManyBotUsersBodyUsersItemTagsItem,  # noqa: PLC0415
        )
        from ..models.flow_create_many_bot_users_body_users_item_user_fields_item import (
            FlowCreateManyBotUsersBodyUsersItemUserFieldsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        email = d.pop("email", UNSET)

        first_name = d.pop("first_name", UNSET)

        gender = d.pop("gender", UNSET)

        image = d.pop("image", UNSET)

        last_name = d.pop("last_name", UNSET)

        name = d.pop("name", UNSET)

        phone = d.pop("phone", UNSET)

        _tags = d.pop("tags", UNSET)
        tags: list[FlowCreateManyBotUsersBodyUsersItemTagsItem] | Unset = UNSET
        if _tags is not UNSET:
            tags = []
            for tags_item_data in _tags:
                tags_item = FlowCreateManyBotUsersBodyUsersItemTagsItem.from_dict(
                    tags_item_data
                )

                tags.append(tags_item)

        _user_fields = d.pop("user_fields", UNSET)
        user_fields: list[FlowCreateManyBotUsersBodyUsersItemUserFieldsItem] | Unset = (
            UNSET
        )
        if _user_fields is not UNSET:
            user_fields = []
            for user_fields_item_data in _user_fields:
                user_fields_item = (
                    FlowCreateManyBotUsersBodyUsersItemUserFieldsItem.from_dict(
                        user_fields_item_data
                    )
                )

                user_fields.append(user_fields_item)

        flow_create_many_bot_users_body_users_item = cls(
            email=email,
            first_name=first_name,
            gender=gender,
            image=image,
            last_name=last_name,
            name=name,
            phone=phone,
            tags=tags,
            user_fields=user_fields,
        )

        flow_create_many_bot_users_body_users_item.additional_properties = d
        return flow_create_many_bot_users_body_users_item

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
