from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ErrorLogData")


@_attrs_define
class ErrorLogData:
    """
    Attributes:
        created_at (datetime.datetime | Unset):
        description (str | Unset):
        flow_ns (str | Unset):
        id (int | Unset):
        node_ns (str | Unset):
        user_ns (str | Unset):
    """

    created_at: datetime.datetime | Unset = UNSET
    description: str | Unset = UNSET
    flow_ns: str | Unset = UNSET
    id: int | Unset = UNSET
    node_ns: str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        description = self.description

        flow_ns = self.flow_ns

        id = self.id

        node_ns = self.node_ns

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if description is not UNSET:
            field_dict["description"] = description
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if id is not UNSET:
            field_dict["id"] = id
        if node_ns is not UNSET:
            field_dict["node_ns"] = node_ns
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        description = d.pop("description", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        id = d.pop("id", UNSET)

        node_ns = d.pop("node_ns", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        error_log_data = cls(
            created_at=created_at,
            description=description,
            flow_ns=flow_ns,
            id=id,
            node_ns=node_ns,
            user_ns=user_ns,
        )

        error_log_data.additional_properties = d
        return error_log_data

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
