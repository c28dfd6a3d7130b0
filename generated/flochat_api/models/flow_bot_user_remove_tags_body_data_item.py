from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserRemoveTagsBodyDataItem")


@_attrs_define
class FlowBotUserRemoveTagsBodyDataItem:
    """
    Attributes:
        tag_ns (str | Unset):
    """

    tag_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tag_ns = self.tag_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if tag_ns is not UNSET:
            field_dict["tag_ns"] = tag_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tag_ns = d.pop("tag_ns", UNSET)

        flow_bot_user_remove_tags_body_data_item = cls(
            tag_ns=tag_ns,
        )

        flow_bot_user_remove_tags_body_data_item.additional_properties = d
        return flow_bot_user_remove_tags_body_data_item

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
