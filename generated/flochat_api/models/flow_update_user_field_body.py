from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowUpdateUserFieldBody")


@_attrs_define
class FlowUpdateUserFieldBody:
    """
    Attributes:
        var_ns (str):
        display_type (str | Unset):
        name (str | Unset):
    """

    var_ns: str
    display_type: str | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        var_ns = self.var_ns

        display_type = self.display_type

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "var_ns": var_ns,
            }
        )
        if display_type is not UNSET:
            field_dict["display_type"] = display_type
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        var_ns = d.pop("var_ns")

        display_type = d.pop("display_type", UNSET)

        name = d.pop("name", UNSET)

        flow_update_user_field_body = cls(
            var_ns=var_ns,
            display_type=display_type,
            name=name,
        )

        flow_update_user_field_body.additional_properties = d
        return flow_update_user_field_body

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
