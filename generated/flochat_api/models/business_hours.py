from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BusinessHours")


@_attrs_define
class BusinessHours:
    """
    Attributes:
        end (str | Unset):
        end_2 (str | Unset):
        id (str | Unset): 1 (Monday) to 7 (Sunday). Example: 1.
        name (str | Unset): Known values: Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday.
        option (str | Unset): Known values: open, close, open_1, open_2.
        start (str | Unset):
        start_2 (str | Unset):
    """

    end: str | Unset = UNSET
    end_2: str | Unset = UNSET
    id: str | Unset = UNSET
    name: str | Unset = UNSET
    option: str | Unset = UNSET
    start: str | Unset = UNSET
    start_2: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        end = self.end

        end_2 = self.end_2

        id = self.id

        name = self.name

        option = self.option

        start = self.start

        start_2 = self.start_2

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if end is not UNSET:
            field_dict["end"] = end
        if end_2 is not UNSET:
            field_dict["end_2"] = end_2
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if option is not UNSET:
            field_dict["option"] = option
        if start is not UNSET:
            field_dict["start"] = start
        if start_2 is not UNSET:
            field_dict["start_2"] = start_2

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        end = d.pop("end", UNSET)

        end_2 = d.pop("end_2", UNSET)

        id = d.pop("id", UNSET)

        name = d.pop("name", UNSET)

        option = d.pop("option", UNSET)

        start = d.pop("start", UNSET)

        start_2 = d.pop("start_2", UNSET)

        business_hours = cls(
            end=end,
            end_2=end_2,
            id=id,
            name=name,
            option=option,
            start=start,
            start_2=start_2,
        )

        business_hours.additional_properties = d
        return business_hours

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
