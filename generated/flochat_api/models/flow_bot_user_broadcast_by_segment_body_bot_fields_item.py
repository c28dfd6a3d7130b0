from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserBroadcastBySegmentBodyBotFieldsItem")


@_attrs_define
class FlowBotUserBroadcastBySegmentBodyBotFieldsItem:
    """
    Attributes:
        value (str | Unset):
        var_ns (str | Unset):
    """

    value: str | Unset = UNSET
    var_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        var_ns = self.var_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if value is not UNSET:
            field_dict["value"] = value
        if var_ns is not UNSET:
            field_dict["var_ns"] = var_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("value", UNSET)

        var_ns = d.pop("var_ns", UNSET)

        flow_bot_user_broadcast_by_segment_body_bot_fields_item = cls(
            value=value,
            var_ns=var_ns,
        )

        flow_bot_user_broadcast_by_segment_body_bot_fields_item.additional_properties = d
        return flow_bot_user_broadcast_by_segment_body_bot_fields_item

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
