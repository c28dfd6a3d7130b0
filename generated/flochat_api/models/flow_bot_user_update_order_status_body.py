from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FlowBotUserUpdateOrderStatusBody")


@_attrs_define
class FlowBotUserUpdateOrderStatusBody:
    """
    Attributes:
        order_id (int):
        status (str): Known values: paid, ordered, processing, shipped, completed, cancelled, refunded. Example:
            paid,ordered,processing,shipped,completed,cancelled,refunded.
        user_ns (str):
    """

    order_id: int
    status: str
    user_ns: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        order_id = self.order_id

        status = self.status

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "order_id": order_id,
                "status": status,
                "user_ns": user_ns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        order_id = d.pop("order_id")

        status = d.pop("status")

        user_ns = d.pop("user_ns")

        flow_bot_user_update_order_status_body = cls(
            order_id=order_id,
            status=status,
            user_ns=user_ns,
        )

        flow_bot_user_update_order_status_body.additional_properties = d
        return flow_bot_user_update_order_status_body

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
