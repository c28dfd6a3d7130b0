from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserPauseBotBody")


@_attrs_define
class FlowBotUserPauseBotBody:
    """
    Attributes:
        user_ns (str):
        minutes (int | Unset): How long the bot stays silent, in minutes. Example: 30.
    """

    user_ns: str
    minutes: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_ns = self.user_ns

        minutes = self.minutes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_ns": user_ns,
            }
        )
        if minutes is not UNSET:
            field_dict["minutes"] = minutes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_ns = d.pop("user_ns")

        minutes = d.pop("minutes", UNSET)

        flow_bot_user_pause_bot_body = cls(
            user_ns=user_ns,
            minutes=minutes,
        )

        flow_bot_user_pause_bot_body.additional_properties = d
        return flow_bot_user_pause_bot_body

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
