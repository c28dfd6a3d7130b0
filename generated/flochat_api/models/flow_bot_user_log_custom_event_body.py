from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserLogCustomEventBody")


@_attrs_define
class FlowBotUserLogCustomEventBody:
    """
    Attributes:
        event_name (str):
        user_ns (str):
        number_value (float | Unset):
        price_value (float | Unset):
        text_value (str | Unset):
    """

    event_name: str
    user_ns: str
    number_value: float | Unset = UNSET
    price_value: float | Unset = UNSET
    text_value: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_name = self.event_name

        user_ns = self.user_ns

        number_value = self.number_value

        price_value = self.price_value

        text_value = self.text_value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_name": event_name,
                "user_ns": user_ns,
            }
        )
        if number_value is not UNSET:
            field_dict["number_value"] = number_value
        if price_value is not UNSET:
            field_dict["price_value"] = price_value
        if text_value is not UNSET:
            field_dict["text_value"] = text_value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_name = d.pop("event_name")

        user_ns = d.pop("user_ns")

        number_value = d.pop("number_value", UNSET)

        price_value = d.pop("price_value", UNSET)

        text_value = d.pop("text_value", UNSET)

        flow_bot_user_log_custom_event_body = cls(
            event_name=event_name,
            user_ns=user_ns,
            number_value=number_value,
            price_value=price_value,
            text_value=text_value,
        )

        flow_bot_user_log_custom_event_body.additional_properties = d
        return flow_bot_user_log_custom_event_body

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
