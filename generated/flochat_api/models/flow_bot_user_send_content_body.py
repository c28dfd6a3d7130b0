from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_send_content_body_data import (
        FlowBotUserSendContentBodyData,
    )


T = TypeVar("T", bound="FlowBotUserSendContentBody")


@_attrs_define
class FlowBotUserSendContentBody:
    """
    Attributes:
        data (FlowBotUserSendContentBodyData):
        user_ns (str):
        send_as_agent (int | Unset): 1 to send in the name of an agent, else 0. Example: 0.
    """

    data: FlowBotUserSendContentBodyData
    user_ns: str
    send_as_agent: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data = self.data.to_dict()

        user_ns = self.user_ns

        send_as_agent = self.send_as_agent

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "data": data,
                "user_ns": user_ns,
            }
        )
        if send_as_agent is not UNSET:
            field_dict["send_as_agent"] = send_as_agent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_send_content_body_data import (
            FlowBotUserSendContentBodyData,  # noqa: PLC0415
        )

        d = dict(src_dict)
        data = FlowBotUserSendContentBodyData.from_dict(d.pop("data"))

        user_ns = d.pop("user_ns")

        send_as_agent = d.pop("send_as_agent", UNSET)

        flow_bot_user_send_content_body = cls(
            data=data,
            user_ns=user_ns,
            send_as_agent=send_as_agent,
        )

        flow_bot_user_send_content_body.additional_properties = d
        return flow_bot_user_send_content_body

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
