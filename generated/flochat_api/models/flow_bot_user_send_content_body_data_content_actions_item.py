from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_bot_user_send_content_body_data_content_actions_item_action import (
    FlowBotUserSendContentBodyDataContentActionsItemAction,
    check_flow_bot_user_send_content_body_data_content_actions_item_action,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserSendContentBodyDataContentActionsItem")


@_attrs_define
class FlowBotUserSendContentBodyDataContentActionsItem:
    """
    Attributes:
        action (FlowBotUserSendContentBodyDataContentActionsItemAction | Unset):  Example: add_tag.
        tag_name (str | Unset):  Example: tag name.
    """

    action: FlowBotUserSendContentBodyDataContentActionsItemAction | Unset = UNSET
    tag_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        action: str | Unset = UNSET
        if not isinstance(self.action, Unset):
            action = self.action

        tag_name = self.tag_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if action is not UNSET:
            field_dict["action"] = action
        if tag_name is not UNSET:
            field_dict["tag_name"] = tag_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _action = d.pop("action", UNSET)
        action: FlowBotUserSendContentBodyDataContentActionsItemAction | Unset
        if isinstance(_action, Unset):
            action = UNSET
        else:
            action = (
                check_flow_bot_user_send_content_body_data_content_actions_item_action(
                    _action
                )
            )

        tag_name = d.pop("tag_name", UNSET)

        flow_bot_user_send_content_body_data_content_actions_item = cls(
            action=action,
            tag_name=tag_name,
        )

        flow_bot_user_send_content_body_data_content_actions_item.additional_properties = d
        return flow_bot_user_send_content_body_data_content_actions_item

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
