from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ClosingNote")


@_attrs_define
class ClosingNote:
    """
    Attributes:
        name (str):  Example: Resolution summary.
        description (str | Unset):
        id (int | Unset):  Example: 1.
        note_ns (str | Unset):  Example: f1cn1.
        require_attachment (int | Unset):  Example: 0.
        require_summary (int | Unset):  Example: 2.
    """

    name: str
    description: str | Unset = UNSET
    id: int | Unset = UNSET
    note_ns: str | Unset = UNSET
    require_attachment: int | Unset = UNSET
    require_summary: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description = self.description

        id = self.id

        note_ns = self.note_ns

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
        if id is not UNSET:
            field_dict["id"] = id
        if note_ns is not UNSET:
            field_dict["note_ns"] = note_ns
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

        id = d.pop("id", UNSET)

        note_ns = d.pop("note_ns", UNSET)

        require_attachment = d.pop("require_attachment", UNSET)

        require_summary = d.pop("require_summary", UNSET)

        closing_note = cls(
            name=name,
            description=description,
            id=id,
            note_ns=note_ns,
            require_attachment=require_attachment,
            require_summary=require_summary,
        )

        closing_note.additional_properties = d
        return closing_note

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
