from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowCreateManyBotUsersBodyUsersItemTagsItem")


@_attrs_define
class FlowCreateManyBotUsersBodyUsersItemTagsItem:
    """
    Attributes:
        tag_name (str | Unset):
    """

    tag_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tag_name = self.tag_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if tag_name is not UNSET:
            field_dict["tag_name"] = tag_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tag_name = d.pop("tag_name", UNSET)

        flow_create_many_bot_users_body_users_item_tags_item = cls(
            tag_name=tag_name,
        )

        flow_create_many_bot_users_body_users_item_tags_item.additional_properties = d
        return flow_create_many_bot_users_body_users_item_tags_item

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
