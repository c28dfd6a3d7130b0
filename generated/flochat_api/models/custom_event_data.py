from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomEventData")


@_attrs_define
class CustomEventData:
    """
    Attributes:
        event_ns (str):
        created_at (str | Unset):
        id (int | Unset):
        number_value (str | Unset):
        price_value (str | Unset):
        text_value (str | Unset):
        user_ns (str | Unset):
    """

    event_ns: str
    created_at: str | Unset = UNSET
    id: int | Unset = UNSET
    number_value: str | Unset = UNSET
    price_value: str | Unset = UNSET
    text_value: str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_ns = self.event_ns

        created_at = self.created_at

        id = self.id

        number_value = self.number_value

        price_value = self.price_value

        text_value = self.text_value

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_ns": event_ns,
            }
        )
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if id is not UNSET:
            field_dict["id"] = id
        if number_value is not UNSET:
            field_dict["number_value"] = number_value
        if price_value is not UNSET:
            field_dict["price_value"] = price_value
        if text_value is not UNSET:
            field_dict["text_value"] = text_value
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_ns = d.pop("event_ns")

        created_at = d.pop("created_at", UNSET)

        id = d.pop("id", UNSET)

        number_value = d.pop("number_value", UNSET)

        price_value = d.pop("price_value", UNSET)

        text_value = d.pop("text_value", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        custom_event_data = cls(
            event_ns=event_ns,
            created_at=created_at,
            id=id,
            number_value=number_value,
            price_value=price_value,
            text_value=text_value,
            user_ns=user_ns,
        )

        custom_event_data.additional_properties = d
        return custom_event_data

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
