from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FlowBotUserMoveChatToBody")


@_attrs_define
class FlowBotUserMoveChatToBody:
    """
    Attributes:
        status (str): Known values: open, pending, spam, done. Example: open,pending,spam,done.
        user_ns (str):
    """

    status: str
    user_ns: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "user_ns": user_ns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = d.pop("status")

        user_ns = d.pop("user_ns")

        flow_bot_user_move_chat_to_body = cls(
            status=status,
            user_ns=user_ns,
        )

        flow_bot_user_move_chat_to_body.additional_properties = d
        return flow_bot_user_move_chat_to_body

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
