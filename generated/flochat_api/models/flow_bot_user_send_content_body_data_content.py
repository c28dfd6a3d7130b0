from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_send_content_body_data_content_actions_item import (
        FlowBotUserSendContentBodyDataContentActionsItem,
    )
    from ..models.flow_bot_user_send_content_body_data_content_messages_item import (
        FlowBotUserSendContentBodyDataContentMessagesItem,
    )
    from ..models.flow_bot_user_send_content_body_data_content_quick_replies_item import (
        FlowBotUserSendContentBodyDataContentQuickRepliesItem,
    )


T = TypeVar("T", bound="FlowBotUserSendContentBodyDataContent")


@_attrs_define
class FlowBotUserSendContentBodyDataContent:
    """
    Attributes:
        actions (list[FlowBotUserSendContentBodyDataContentActionsItem] | Unset): At most 5.
        goto (str | Unset):
        messages (list[FlowBotUserSendContentBodyDataContentMessagesItem] | Unset): At most 10.
        quick_replies (list[FlowBotUserSendContentBodyDataContentQuickRepliesItem] | Unset): At most 11.
    """

    actions: list[FlowBotUserSendContentBodyDataContentActionsItem] | Unset = UNSET
    goto: str | Unset = UNSET
    messages: list[FlowBotUserSendContentBodyDataContentMessagesItem] | Unset = UNSET
    quick_replies: (
        list[FlowBotUserSendContentBodyDataContentQuickRepliesItem] | Unset
    ) = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        actions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.actions, Unset):
            actions = []
            for actions_item_data in self.actions:
                actions_item = actions_item_data.to_dict()
                actions.append(actions_item)

        goto = self.goto

        messages: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.messages, Unset):
            messages = []
            for messages_item_data in self.messages:
                messages_item = messages_item_data.to_dict()
                messages.append(messages_item)

        quick_replies: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.quick_replies, Unset):
            quick_replies = []
            for quick_replies_item_data in self.quick_replies:
                quick_replies_item = quick_replies_item_data.to_dict()
                quick_replies.append(quick_replies_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if actions is not UNSET:
            field_dict["actions"] = actions
        if goto is not UNSET:
            field_dict["goto"] = goto
        if messages is not UNSET:
            field_dict["messages"] = messages
        if quick_replies is not UNSET:
            field_dict["quick_replies"] = quick_replies

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_send_content_body_data_content_actions_item import (
            FlowBotUserSendContentBodyDataContentActionsItem,  # noqa: PLC0415
        )
        from ..models.flow_bot_user_send_content_body_data_content_messages_item import (
            FlowBotUserSendContentBodyDataContentMessagesItem,  # noqa: PLC0415
        )
        from ..models.flow_bot_user_send_content_body_data_content_quick_replies_item import (
            FlowBotUserSendContentBodyDataContentQuickRepliesItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        _actions = d.pop("actions", UNSET)
        actions: list[FlowBotUserSendContentBodyDataContentActionsItem] | Unset = UNSET
        if _actions is not UNSET:
            actions = []
            for actions_item_data in _actions:
                actions_item = (
                    FlowBotUserSendContentBodyDataContentActionsItem.from_dict(
                        actions_item_data
                    )
                )

                actions.append(actions_item)

        goto = d.pop("goto", UNSET)

        _messages = d.pop("messages", UNSET)
        messages: list[FlowBotUserSendContentBodyDataContentMessagesItem] | Unset = (
            UNSET
        )
        if _messages is not UNSET:
            messages = []
            for messages_item_data in _messages:
                messages_item = (
                    FlowBotUserSendContentBodyDataContentMessagesItem.from_dict(
                        messages_item_data
                    )
                )

                messages.append(messages_item)

        _quick_replies = d.pop("quick_replies", UNSET)
        quick_replies: (
            list[FlowBotUserSendContentBodyDataContentQuickRepliesItem] | Unset
        ) = UNSET
        if _quick_replies is not UNSET:
            quick_replies = []
            for quick_replies_item_data in _quick_replies:
                quick_replies_item = (
                    FlowBotUserSendContentBodyDataContentQuickRepliesItem.from_dict(
                        quick_replies_item_data
                    )
                )

                quick_replies.append(quick_replies_item)

        flow_bot_user_send_content_body_data_content = cls(
            actions=actions,
            goto=goto,
            messages=messages,
            quick_replies=quick_replies,
        )

        flow_bot_user_send_content_body_data_content.additional_properties = d
        return flow_bot_user_send_content_body_data_content

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
