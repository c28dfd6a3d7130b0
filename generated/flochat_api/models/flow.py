from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Flow")


@_attrs_define
class Flow:
    """
    Attributes:
        flow_ns (str):
        name (str):
        linked_label (str | Unset):
        type_ (str | Unset):
    """

    flow_ns: str
    name: str
    linked_label: str | Unset = UNSET
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        flow_ns = self.flow_ns

        name = self.name

        linked_label = self.linked_label

        type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "flow_ns": flow_ns,
                "name": name,
            }
        )
        if linked_label is not UNSET:
            field_dict["linked_label"] = linked_label
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        flow_ns = d.pop("flow_ns")

        name = d.pop("name")

        linked_label = d.pop("linked_label", UNSET)

        type_ = d.pop("type", UNSET)

        flow = cls(
            flow_ns=flow_ns,
            name=name,
            linked_label=linked_label,
            type_=type_,
        )

        flow.additional_properties = d
        return flow

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
