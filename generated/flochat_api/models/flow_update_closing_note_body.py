from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowUpdateClosingNoteBody")


@_attrs_define
class FlowUpdateClosingNoteBody:
    """
    Attributes:
        id (int):  Example: 1.
        description (str | Unset):
        name (str | Unset):
        require_attachment (int | Unset):
        require_summary (int | Unset):
    """

    id: int
    description: str | Unset = UNSET
    name: str | Unset = UNSET
    require_attachment: int | Unset = UNSET
    require_summary: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        description = self.description

        name = self.name

        require_attachment = self.require_attachment

        require_summary = self.require_summary

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if name is not UNSET:
            field_dict["name"] = name
        if require_attachment is not UNSET:
            field_dict["require_attachment"] = require_attachment
        if require_summary is not UNSET:
            field_dict["require_summary"] = require_summary

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        description = d.pop("description", UNSET)

        name = d.pop("name", UNSET)

        require_attachment = d.pop("require_attachment", UNSET)

        require_summary = d.pop("require_summary", UNSET)

        flow_update_closing_note_body = cls(
            id=id,
            description=description,
            name=name,
            require_attachment=require_attachment,
            require_summary=require_summary,
        )

        flow_update_closing_note_body.additional_properties = d
        return flow_update_closing_note_body

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
