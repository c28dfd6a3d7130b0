from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate,
    )


T = TypeVar("T", bound="FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBody")


@_attrs_define
class FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBody:
    """
    Attributes:
        facebook_utility_message_template
            (FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate):
        user_id_list (str): The channel's own ids (for WhatsApp phone numbers, digits only), joined by commas, at most
            200. Example: 61412345678,61387625429,61245638917.
        max_per_minute (int | Unset):  Example: 60.
        scheduled_time (int | Unset): When to send, in Unix seconds. Example: 1700000000.
    """

    facebook_utility_message_template: FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate
    user_id_list: str
    max_per_minute: int | Unset = UNSET
    scheduled_time: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        facebook_utility_message_template = (
            self.facebook_utility_message_template.to_dict()
        )

        user_id_list = self.user_id_list

        max_per_minute = self.max_per_minute

        scheduled_time = self.scheduled_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "facebook_utility_message_template": facebook_utility_message_template,
                "user_id_list": user_id_list,
            }
        )
        if max_per_minute is not UNSET:
            field_dict["max_per_minute"] = max_per_minute
        if scheduled_time is not UNSET:
            field_dict["scheduled_time"] = scheduled_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template import (
            FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate,  # noqa: PLC0415
        )

        d = dict(src_dict)
        facebook_utility_message_template = FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate.from_dict(
            d.pop("facebook_utility_message_template")
        )

        user_id_list = d.pop("user_id_list")

        max_per_minute = d.pop("max_per_minute", UNSET)

        scheduled_time = d.pop("scheduled_time", UNSET)

        flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body = cls(
            facebook_utility_message_template=facebook_utility_message_template,
            user_id_list=user_id_list,
            max_per_minute=max_per_minute,
            scheduled_time=scheduled_time,
        )

        flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body.additional_properties = d
        return flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body

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
