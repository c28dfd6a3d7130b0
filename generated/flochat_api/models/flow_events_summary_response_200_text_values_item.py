from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowEventsSummaryResponse200TextValuesItem")


@_attrs_define
class FlowEventsSummaryResponse200TextValuesItem:
    """
    Attributes:
        num (int | Unset):  Example: 23.
        text_value (str | Unset):  Example: product.
        unique_user_num (int | Unset):  Example: 12.
    """

    num: int | Unset = UNSET
    text_value: str | Unset = UNSET
    unique_user_num: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        num = self.num

        text_value = self.text_value

        unique_user_num = self.unique_user_num

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if num is not UNSET:
            field_dict["num"] = num
        if text_value is not UNSET:
            field_dict["text_value"] = text_value
        if unique_user_num is not UNSET:
            field_dict["unique_user_num"] = unique_user_num

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        num = d.pop("num", UNSET)

        text_value = d.pop("text_value", UNSET)

        unique_user_num = d.pop("unique_user_num", UNSET)

        flow_events_summary_response_200_text_values_item = cls(
            num=num,
            text_value=text_value,
            unique_user_num=unique_user_num,
        )

        flow_events_summary_response_200_text_values_item.additional_properties = d
        return flow_events_summary_response_200_text_values_item

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
