from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FlowViewAiTaskInfoBody")


@_attrs_define
class FlowViewAiTaskInfoBody:
    """
    Attributes:
        ai_task_ns (str):  Example: f123at456.
    """

    ai_task_ns: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ai_task_ns = self.ai_task_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ai_task_ns": ai_task_ns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ai_task_ns = d.pop("ai_task_ns")

        flow_view_ai_task_info_body = cls(
            ai_task_ns=ai_task_ns,
        )

        flow_view_ai_task_info_body.additional_properties = d
        return flow_view_ai_task_info_body

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
