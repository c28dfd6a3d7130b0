from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_bot_user_send_content_body_data_content_quick_replies_item_type import (
    FlowBotUserSendContentBodyDataContentQuickRepliesItemType,
    check_flow_bot_user_send_content_body_data_content_quick_replies_item_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserSendContentBodyDataContentQuickRepliesItem")


@_attrs_define
class FlowBotUserSendContentBodyDataContentQuickRepliesItem:
    """
    Attributes:
        caption (str | Unset):  Example: Show.
        target (str | Unset):  Example: node_ns.
        type_ (FlowBotUserSendContentBodyDataContentQuickRepliesItemType | Unset):  Example: node.
    """

    caption: str | Unset = UNSET
    target: str | Unset = UNSET
    type_: FlowBotUserSendContentBodyDataContentQuickRepliesItemType | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        caption = self.caption

        target = self.target

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if caption is not UNSET:
            field_dict["caption"] = caption
        if target is not UNSET:
            field_dict["target"] = target
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        caption = d.pop("caption", UNSET)

        target = d.pop("target", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: FlowBotUserSendContentBodyDataContentQuickRepliesItemType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_flow_bot_user_send_content_body_data_content_quick_replies_item_type(
                _type_
            )

        flow_bot_user_send_content_body_data_content_quick_replies_item = cls(
            caption=caption,
            target=target,
            type_=type_,
        )

        flow_bot_user_send_content_body_data_content_quick_replies_item.additional_properties = d
        return flow_bot_user_send_content_body_data_content_quick_replies_item

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
