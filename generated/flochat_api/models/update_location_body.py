from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateLocationBody")


@_attrs_define
class UpdateLocationBody:
    """
    Attributes:
        address (str | Unset):
        lat (float | Unset):
        lng (float | Unset):
        name (str | Unset):
        note (str | Unset):
    """

    address: str | Unset = UNSET
    lat: float | Unset = UNSET
    lng: float | Unset = UNSET
    name: str | Unset = UNSET
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        lat = self.lat

        lng = self.lng

        name = self.name

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if address is not UNSET:
            field_dict["address"] = address
        if lat is not UNSET:
            field_dict["lat"] = lat
        if lng is not UNSET:
            field_dict["lng"] = lng
        if name is not UNSET:
            field_dict["name"] = name
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address", UNSET)

        lat = d.pop("lat", UNSET)

        lng = d.pop("lng", UNSET)

        name = d.pop("name", UNSET)

        note = d.pop("note", UNSET)

        update_location_body = cls(
            address=address,
            lat=lat,
            lng=lng,
            name=name,
            note=note,
        )

        update_location_body.additional_properties = d
        return update_location_body

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
