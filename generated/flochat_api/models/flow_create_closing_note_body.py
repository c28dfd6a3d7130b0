from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowCreateClosingNoteBody")


@_attrs_define
class FlowCreateClosingNoteBody:
    """
    Attributes:
        name (str):  Example: Resolution summary.
        description (str | Unset):
        require_attachment (int | Unset):  Example: 0.
        require_summary (int | Unset):  Example: 2.
    """

    name: str
    description: str | Unset = UNSET
    require_attachment: int | Unset = UNSET
    require_summary: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        require_attachment = self.require_attachment

        require_summary = self.require_summary

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if require_attachment is not UNSET:
            field_dict["require_attachment"] = require_attachment
        if require_summary is not UNSET:
            field_dict["require_summary"] = require_summary

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        description = d.pop("description", UNSET)

        require_attachment = d.pop("require_attachment", UNSET)

        require_summary = d.pop("require_summary", UNSET)

        flow_create_closing_note_body = cls(
            name=name,
            description=description,
            require_attachment=require_attachment,
            require_summary=require_summary,
        )

        flow_create_closing_note_body.additional_properties = d
        return flow_create_closing_note_body

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
