from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_app_trigger_body_context import (
        FlowBotUserAppTriggerBodyContext,
    )


T = TypeVar("T", bound="FlowBotUserAppTriggerBody")


@_attrs_define
class FlowBotUserAppTriggerBody:
    """
    Attributes:
        trigger_name (str):
        user_ns (str):
        context (FlowBotUserAppTriggerBodyContext | Unset):
    """

    trigger_name: str
    user_ns: str
    context: FlowBotUserAppTriggerBodyContext | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        trigger_name = self.trigger_name

        user_ns = self.user_ns

        context: dict[str, Any] | Unset = UNSET
        if not isinstance(self.context, Unset):
            context = self.context.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "trigger_name": trigger_name,
                "user_ns": user_ns,
            }
        )
        if context is not UNSET:
            field_dict["context"] = context

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_app_trigger_body_context import (
            FlowBotUserAppTriggerBodyContext,  # noqa: PLC0415
        )

        d = dict(src_dict)
        trigger_name = d.pop("trigger_name")

        user_ns = d.pop("user_ns")

        _context = d.pop("context", UNSET)
        context: FlowBotUserAppTriggerBodyContext | Unset
        if isinstance(_context, Unset):
            context = UNSET
        else:
            context = FlowBotUserAppTriggerBodyContext.from_dict(_context)

        flow_bot_user_app_trigger_body = cls(
            trigger_name=trigger_name,
            user_ns=user_ns,
            context=context,
        )

        flow_bot_user_app_trigger_body.additional_properties = d
        return flow_bot_user_app_trigger_body

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
