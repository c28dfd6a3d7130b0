from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserBroadcastBody")


@_attrs_define
class FlowBotUserBroadcastBody:
    """
    Attributes:
        sub_flow_ns (str):
        user_ns_list (str): Namespaces of subscribers, joined by commas, at most 200. Example:
            f123u111,f123u222,f123u333.
        max_per_minute (int | Unset):  Example: 60.
        scheduled_time (int | Unset): When to send, in Unix seconds. Example: 1700000000.
        type_ (str | Unset): Known values: EMAIL, SMS, WHATSAPP_TEMPLATE, FACEBOOK_NOTIFICATION. Example: EMAIL.
    """

    sub_flow_ns: str
    user_ns_list: str
    max_per_minute: int | Unset = UNSET
    scheduled_time: int | Unset = UNSET
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sub_flow_ns = self.sub_flow_ns

        user_ns_list = self.user_ns_list

        max_per_minute = self.max_per_minute

        scheduled_time = self.scheduled_time

        type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sub_flow_ns": sub_flow_ns,
                "user_ns_list": user_ns_list,
            }
        )
        if max_per_minute is not UNSET:
            field_dict["max_per_minute"] = max_per_minute
        if scheduled_time is not UNSET:
            field_dict["scheduled_time"] = scheduled_time
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sub_flow_ns = d.pop("sub_flow_ns")

        user_ns_list = d.pop("user_ns_list")

        max_per_minute = d.pop("max_per_minute", UNSET)

        scheduled_time = d.pop("scheduled_time", UNSET)

        type_ = d.pop("type", UNSET)

        flow_bot_user_broadcast_body = cls(
            sub_flow_ns=sub_flow_ns,
            user_ns_list=user_ns_list,
            max_per_minute=max_per_minute,
            scheduled_time=scheduled_time,
            type_=type_,
        )

        flow_bot_user_broadcast_body.additional_properties = d
        return flow_bot_user_broadcast_body

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
