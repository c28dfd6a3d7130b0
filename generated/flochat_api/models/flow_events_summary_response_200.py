from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.custom_event import CustomEvent
    from ..models.flow_events_summary_response_200_stats_item import (
        FlowEventsSummaryResponse200StatsItem,
    )
    from ..models.flow_events_summary_response_200_text_values_item import (
        FlowEventsSummaryResponse200TextValuesItem,
    )
    from ..models.flow_events_summary_response_200_total import (
        FlowEventsSummaryResponse200Total,
    )


T = TypeVar("T", bound="FlowEventsSummaryResponse200")


@_attrs_define
class FlowEventsSummaryResponse200:
    """
    Attributes:
        data (CustomEvent | Unset):
        end_date (str | Unset):  Example: 2024-03-26 23:59:59.
        start_date (str | Unset):  Example: 2024-03-26 00:00:00.
        stats (list[FlowEventsSummaryResponse200StatsItem] | Unset):
        status (str | Unset):  Example: ok.
        text_values (list[FlowEventsSummaryResponse200TextValuesItem] | Unset):
        total (FlowEventsSummaryResponse200Total | Unset):
    """

    data: CustomEvent | Unset = UNSET
    end_date: str | Unset = UNSET
    start_date: str | Unset = UNSET
    stats: list[FlowEventsSummaryResponse200StatsItem] | Unset = UNSET
    status: str | Unset = UNSET
    text_values: list[FlowEventsSummaryResponse200TextValuesItem] | Unset = UNSET
    total: FlowEventsSummaryResponse200Total | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data.to_dict()

        end_date = self.end_date

        start_date = self.start_date

        stats: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.stats, Unset):
            stats = []
            for stats_item_data in self.stats:
                stats_item = stats_item_data.to_dict()
                stats.append(stats_item)

        status = self.status

        text_values: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.text_values, Unset):
            text_values = []
            for text_values_item_data in self.text_values:
                text_values_item = text_values_item_data.to_dict()
                text_values.append(text_values_item)

        total: dict[str, Any] | Unset = UNSET
        if not isinstance(self.total, Unset):
            total = self.total.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if data is not UNSET:
            field_dict["data"] = data
        if end_date is not UNSET:
            field_dict["end_date"] = end_date
        if start_date is not UNSET:
            field_dict["start_date"] = start_date
        if stats is not UNSET:
            field_dict["stats"] = stats
        if status is not UNSET:
            field_dict["status"] = status
        if text_values is not UNSET:
            field_dict["text_values"] = text_values
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.custom_event import CustomEvent  # noqa: PLC0415
        from ..models.flow_events_summary_response_200_stats_item import (
            FlowEventsSummaryResponse200StatsItem,  # noqa: PLC0415
        )
        from ..models.flow_events_summary_response_200_text_values_item import (
            FlowEventsSummaryResponse200TextValuesItem,  # noqa: PLC0415
        )
        from ..models.flow_events_summary_response_200_total import (
            FlowEventsSummaryResponse200Total,  # noqa: PLC0415
        )

        d = dict(src_dict)
        _data = d.pop("data", UNSET)
        data: CustomEvent | Unset
        if isinstance(_data, Unset):
            data = UNSET
        else:
            data = CustomEvent.from_dict(_data)

        end_date = d.pop("end_date", UNSET)

        start_date = d.pop("start_date", UNSET)

        _stats = d.pop("stats", UNSET)
        stats: list[FlowEventsSummaryResponse200StatsItem] | Unset = UNSET
        if _stats is not UNSET:
            stats = []
            for stats_item_data in _stats:
                stats_item = FlowEventsSummaryResponse200StatsItem.from_dict(
                    stats_item_data
                )

                stats.append(stats_item)

        status = d.pop("status", UNSET)

        _text_values = d.pop("text_values", UNSET)
        text_values: list[FlowEventsSummaryResponse200TextValuesItem] | Unset = UNSET
        if _text_values is not UNSET:
            text_values = []
            for text_values_item_data in _text_values:
                text_values_item = FlowEventsSummaryResponse200TextValuesItem.from_dict(
                    text_values_item_data
                )

                text_values.append(text_values_item)

        _total = d.pop("total", UNSET)
        total: FlowEventsSummaryResponse200Total | Unset
        if isinstance(_total, Unset):
            total = UNSET
        else:
            total = FlowEventsSummaryResponse200Total.from_dict(_total)

        flow_events_summary_response_200 = cls(
            data=data,
            end_date=end_date,
            start_date=start_date,
            stats=stats,
            status=status,
            text_values=text_values,
            total=total,
        )

        flow_events_summary_response_200.additional_properties = d
        return flow_events_summary_response_200

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
