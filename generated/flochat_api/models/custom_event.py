from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomEvent")


@_attrs_define
class CustomEvent:
    """
    Attributes:
        name (str):
        description (str | Unset):
        event_ns (str | Unset):
        number_label (str | Unset):
        price_label (str | Unset):
        text_label (str | Unset):
    """

    name: str
    description: str | Unset = UNSET
    event_ns: str | Unset = UNSET
    number_label: str | Unset = UNSET
    price_label: str | Unset = UNSET
    text_label: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        event_ns = self.event_ns

        number_label = self.number_label

        price_label = self.price_label

        text_label = self.text_label

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if event_ns is not UNSET:
            field_dict["event_ns"] = event_ns
        if number_label is not UNSET:
            field_dict["number_label"] = number_label
        if price_label is not UNSET:
            field_dict["price_label"] = price_label
        if text_label is not UNSET:
            field_dict["text_label"] = text_label

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description", UNSET)

        event_ns = d.pop("event_ns", UNSET)

        number_label = d.pop("number_label", UNSET)

        price_label = d.pop("price_label", UNSET)

        text_label = d.pop("text_label", UNSET)

        custom_event = cls(
            name=name,
            description=description,
            event_ns=event_ns,
            number_label=number_label,
            price_label=price_label,
            text_label=text_label,
        )

        custom_event.additional_properties = d
        return custom_event

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
