from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OpenAiEmbeddingImportResponse200")


@_attrs_define
class OpenAiEmbeddingImportResponse200:
    """
    Attributes:
        inserted (int | Unset):  Example: 0.
        skipped (int | Unset):  Example: 0.
        status (str | Unset):  Example: ok.
        updated (int | Unset):  Example: 0.
    """

    inserted: int | Unset = UNSET
    skipped: int | Unset = UNSET
    status: str | Unset = UNSET
    updated: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inserted = self.inserted

        skipped = self.skipped

        status = self.status

        updated = self.updated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if inserted is not UNSET:
            field_dict["inserted"] = inserted
        if skipped is not UNSET:
            field_dict["skipped"] = skipped
        if status is not UNSET:
            field_dict["status"] = status
        if updated is not UNSET:
            field_dict["updated"] = updated

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        inserted = d.pop("inserted", UNSET)

        skipped = d.pop("skipped", UNSET)

        status = d.pop("status", UNSET)

        updated = d.pop("updated", UNSET)

        open_ai_embedding_import_response_200 = cls(
            inserted=inserted,
            skipped=skipped,
            status=status,
            updated=updated,
        )

        open_ai_embedding_import_response_200.additional_properties = d
        return open_ai_embedding_import_response_200

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
