from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.flow_create_many_bot_users_body_users_item import (
        FlowCreateManyBotUsersBodyUsersItem,
    )


T = TypeVar("T", bound="FlowCreateManyBotUsersBody")


@_attrs_define
class FlowCreateManyBotUsersBody:
    """
    Attributes:
        users (list[FlowCreateManyBotUsersBodyUsersItem]): At most 100.
    """

    users: list[FlowCreateManyBotUsersBodyUsersItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        users = []
        for users_item_data in self.users:
            users_item = users_item_data.to_dict()
            users.append(users_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "users": users,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_create_many_bot_users_body_users_item import (
            FlowCreateManyBotUsersBodyUsersItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        users = []
        _users = d.pop("users")
        for users_item_data in _users:
            users_item = FlowCreateManyBotUsersBodyUsersItem.from_dict(users_item_data)

            users.append(users_item)

        flow_create_many_bot_users_body = cls(
            users=users,
        )

        flow_create_many_bot_users_body.additional_properties = d
        return flow_create_many_bot_users_body

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
