from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_bot_user_send_content_body_data_content_messages_item_type import (
    FlowBotUserSendContentBodyDataContentMessagesItemType,
    check_flow_bot_user_send_content_body_data_content_messages_item_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserSendContentBodyDataContentMessagesItem")


@_attrs_define
class FlowBotUserSendContentBodyDataContentMessagesItem:
    """
    Attributes:
        text (str | Unset):  Example: text message.
        type_ (FlowBotUserSendContentBodyDataContentMessagesItemType | Unset):  Example: text.
    """

    text: str | Unset = UNSET
    type_: FlowBotUserSendContentBodyDataContentMessagesItemType | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: FlowBotUserSendContentBodyDataContentMessagesItemType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = (
                check_flow_bot_user_send_content_body_data_content_messages_item_type(
                    _type_
                )
            )

        flow_bot_user_send_content_body_data_content_messages_item = cls(
            text=text,
            type_=type_,
        )

        flow_bot_user_send_content_body_data_content_messages_item.additional_properties = d
        return flow_bot_user_send_content_body_data_content_messages_item

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
