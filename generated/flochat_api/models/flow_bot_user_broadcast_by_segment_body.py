from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_broadcast_by_segment_body_bot_fields_item import (
        FlowBotUserBroadcastBySegmentBodyBotFieldsItem,
    )


T = TypeVar("T", bound="FlowBotUserBroadcastBySegmentBody")


@_attrs_define
class FlowBotUserBroadcastBySegmentBody:
    """
    Attributes:
        segment_ns (str): Namespaces of segments, joined by commas, at most 10. Example: f123sg34,f123sg56.
        sub_flow_ns (str):  Example: f123s789.
        bot_fields (list[FlowBotUserBroadcastBySegmentBodyBotFieldsItem] | Unset):
        max_per_minute (int | Unset):  Example: 60.
        message_tag (str | Unset): Known values: CONFIRMED_EVENT_UPDATE, POST_PURCHASE_UPDATE, ACCOUNT_UPDATE,
            NON_PROMOTIONAL_SUBSCRIPTION. Example: POST_PURCHASE_UPDATE.
        scheduled_time (int | Unset): When to send, in Unix seconds. Example: 1700000000.
        type_ (str | Unset): Known values: EMAIL, SMS, WHATSAPP_TEMPLATE, FACEBOOK_NOTIFICATION. Example: EMAIL.
    """

    segment_ns: str
    sub_flow_ns: str
    bot_fields: list[FlowBotUserBroadcastBySegmentBodyBotFieldsItem] | Unset = UNSET
    max_per_minute: int | Unset = UNSET
    message_tag: str | Unset = UNSET
    scheduled_time: int | Unset = UNSET
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        segment_ns = self.segment_ns

        sub_flow_ns = self.sub_flow_ns

        bot_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.bot_fields, Unset):
            bot_fields = []
            for bot_fields_item_data in self.bot_fields:
                bot_fields_item = bot_fields_item_data.to_dict()
                bot_fields.append(bot_fields_item)

        max_per_minute = self.max_per_minute

        message_tag = self.message_tag

        scheduled_time = self.scheduled_time

        type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "segment_ns": segment_ns,
                "sub_flow_ns": sub_flow_ns,
            }
        )
        if bot_fields is not UNSET:
            field_dict["bot_fields"] = bot_fields
        if max_per_minute is not UNSET:
            field_dict["max_per_minute"] = max_per_minute
        if message_tag is not UNSET:
            field_dict["message_tag"] = message_tag
        if scheduled_time is not UNSET:
            field_dict["scheduled_time"] = scheduled_time
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_broadcast_by_segment_body_bot_fields_item import (
            FlowBotUserBroadcastBySegmentBodyBotFieldsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        segment_ns = d.pop("segment_ns")

        sub_flow_ns = d.pop("sub_flow_ns")

        _bot_fields = d.pop("bot_fields", UNSET)
        bot_fields: list[FlowBotUserBroadcastBySegmentBodyBotFieldsItem] | Unset = UNSET
        if _bot_fields is not UNSET:
            bot_fields = []
            for bot_fields_item_data in _bot_fields:
                bot_fields_item = (
                    FlowBotUserBroadcastBySegmentBodyBotFieldsItem.from_dict(
                        bot_fields_item_data
                    )
                )

                bot_fields.append(bot_fields_item)

        max_per_minute = d.pop("max_per_minute", UNSET)

        message_tag = d.pop("message_tag", UNSET)

        scheduled_time = d.pop("scheduled_time", UNSET)

        type_ = d.pop("type", UNSET)

        flow_bot_user_broadcast_by_segment_body = cls(
            segment_ns=segment_ns,
            sub_flow_ns=sub_flow_ns,
            bot_fields=bot_fields,
            max_per_minute=max_per_minute,
            message_tag=message_tag,
            scheduled_time=scheduled_time,
            type_=type_,
        )

        flow_bot_user_broadcast_by_segment_body.additional_properties = d
        return flow_bot_user_broadcast_by_segment_body

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
