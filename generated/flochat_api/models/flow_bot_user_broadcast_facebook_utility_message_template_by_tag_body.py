from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate,
    )


T = TypeVar("T", bound="FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBody")


@_attrs_define
class FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBody:
    """
    Attributes:
        facebook_utility_message_template
            (FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate):
        tags (list[str]): Namespaces of tags, at most 10.
        exclude_tags (list[str] | Unset): Namespaces of tags, at most 10.
        max_per_minute (int | Unset):  Example: 60.
        scheduled_time (int | Unset): When to send, in Unix seconds. Example: 1700000000.
    """

    facebook_utility_message_template: FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate
    tags: list[str]
    exclude_tags: list[str] | Unset = UNSET
    max_per_minute: int | Unset = UNSET
    scheduled_time: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        facebook_utility_message_template = (
            self.facebook_utility_message_template.to_dict()
        )

        tags = self.tags

        exclude_tags: list[str] | Unset = UNSET
        if not isinstance(self.exclude_tags, Unset):
            exclude_tags = self.exclude_tags

        max_per_minute = self.max_per_minute

        scheduled_time = self.scheduled_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "facebook_utility_message_template": facebook_utility_message_template,
                "tags": tags,
            }
        )
        if exclude_tags is not UNSET:
            field_dict["exclude_tags"] = exclude_tags
        if max_per_minute is not UNSET:
            field_dict["max_per_minute"] = max_per_minute
        if scheduled_time is not UNSET:
            field_dict["scheduled_time"] = scheduled_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template import (
            FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate,  # noqa: PLC0415
        )

        d = dict(src_dict)
        facebook_utility_message_template = FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate.from_dict(
            d.pop("facebook_utility_message_template")
        )

        tags = cast(list[str], d.pop("tags"))

        exclude_tags = cast(list[str], d.pop("exclude_tags", UNSET))

        max_per_minute = d.pop("max_per_minute", UNSET)

        scheduled_time = d.pop("scheduled_time", UNSET)

        flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body = cls(
            facebook_utility_message_template=facebook_utility_message_template,
            tags=tags,
            exclude_tags=exclude_tags,
            max_per_minute=max_per_minute,
            scheduled_time=scheduled_time,
        )

        flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body.additional_properties = d
        return flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body

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
