from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamListLogData")


@_attrs_define
class TeamListLogData:
    """
    Attributes:
        action (str | Unset):
        column_name (str | Unset):
        created_at (str | Unset):
        flow_ns (str | Unset):
        id (int | Unset):
        list_id (int | Unset):
        list_item_id (int | Unset):
        user_ns (str | Unset):
        value (int | Unset):
    """

    action: str | Unset = UNSET
    column_name: str | Unset = UNSET
    created_at: str | Unset = UNSET
    flow_ns: str | Unset = UNSET
    id: int | Unset = UNSET
    list_id: int | Unset = UNSET
    list_item_id: int | Unset = UNSET
    user_ns: str | Unset = UNSET
    value: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        action = self.action

        column_name = self.column_name

        created_at = self.created_at

        flow_ns = self.flow_ns

        id = self.id

        list_id = self.list_id

        list_item_id = self.list_item_id

        user_ns = self.user_ns

        value = self.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if action is not UNSET:
            field_dict["action"] = action
        if column_name is not UNSET:
            field_dict["column_name"] = column_name
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if id is not UNSET:
            field_dict["id"] = id
        if list_id is not UNSET:
            field_dict["list_id"] = list_id
        if list_item_id is not UNSET:
            field_dict["list_item_id"] = list_item_id
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns
        if value is not UNSET:
            field_dict["value"] = value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        action = d.pop("action", UNSET)

        column_name = d.pop("column_name", UNSET)

        created_at = d.pop("created_at", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        id = d.pop("id", UNSET)

        list_id = d.pop("list_id", UNSET)

        list_item_id = d.pop("list_item_id", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        value = d.pop("value", UNSET)

        team_list_log_data = cls(
            action=action,
            column_name=column_name,
            created_at=created_at,
            flow_ns=flow_ns,
            id=id,
            list_id=list_id,
            list_item_id=list_item_id,
            user_ns=user_ns,
            value=value,
        )

        team_list_log_data.additional_properties = d
        return team_list_log_data

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
