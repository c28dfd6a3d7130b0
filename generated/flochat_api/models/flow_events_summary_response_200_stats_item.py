from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowEventsSummaryResponse200StatsItem")


@_attrs_define
class FlowEventsSummaryResponse200StatsItem:
    """
    Attributes:
        num (int | Unset):  Example: 234.
        start_date (str | Unset):  Example: 2024-03-26.
        unique_user_num (int | Unset):  Example: 123.
    """

    num: int | Unset = UNSET
    start_date: str | Unset = UNSET
    unique_user_num: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        num = self.num

        start_date = self.start_date

        unique_user_num = self.unique_user_num

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if num is not UNSET:
            field_dict["num"] = num
        if start_date is not UNSET:
            field_dict["start_date"] = start_date
        if unique_user_num is not UNSET:
            field_dict["unique_user_num"] = unique_user_num

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        num = d.pop("num", UNSET)

        start_date = d.pop("start_date", UNSET)

        unique_user_num = d.pop("unique_user_num", UNSET)

        flow_events_summary_response_200_stats_item = cls(
            num=num,
            start_date=start_date,
            unique_user_num=unique_user_num,
        )

        flow_events_summary_response_200_stats_item.additional_properties = d
        return flow_events_summary_response_200_stats_item

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
