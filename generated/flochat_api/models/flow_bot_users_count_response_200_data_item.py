from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_bot_users_count_response_200_data_item_status import (
    FlowBotUsersCountResponse200DataItemStatus,
    check_flow_bot_users_count_response_200_data_item_status,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUsersCountResponse200DataItem")


@_attrs_define
class FlowBotUsersCountResponse200DataItem:
    """
    Attributes:
        num (int | Unset):  Example: 123.
        status (FlowBotUsersCountResponse200DataItemStatus | Unset):  Example: open.
    """

    num: int | Unset = UNSET
    status: FlowBotUsersCountResponse200DataItemStatus | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        num = self.num

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if num is not UNSET:
            field_dict["num"] = num
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        num = d.pop("num", UNSET)

        _status = d.pop("status", UNSET)
        status: FlowBotUsersCountResponse200DataItemStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_flow_bot_users_count_response_200_data_item_status(_status)

        flow_bot_users_count_response_200_data_item = cls(
            num=num,
            status=status,
        )

        flow_bot_users_count_response_200_data_item.additional_properties = d
        return flow_bot_users_count_response_200_data_item

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
