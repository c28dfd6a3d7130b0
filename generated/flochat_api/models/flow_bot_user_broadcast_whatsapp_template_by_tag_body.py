from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_broadcast_whatsapp_template_by_tag_body_wa_template import (
        FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate,
    )


T = TypeVar("T", bound="FlowBotUserBroadcastWhatsappTemplateByTagBody")


@_attrs_define
class FlowBotUserBroadcastWhatsappTemplateByTagBody:
    """
    Attributes:
        tags (list[str]): Namespaces of tags, at most 10.
        wa_template (FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate):
        exclude_tags (list[str] | Unset): Namespaces of tags, at most 10.
        max_per_minute (int | Unset):  Example: 60.
        scheduled_time (int | Unset): When to send, in Unix seconds. Example: 1700000000.
    """

    tags: list[str]
    wa_template: FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate
    exclude_tags: list[str] | Unset = UNSET
    max_per_minute: int | Unset = UNSET
    scheduled_time: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tags = self.tags

        wa_template = self.wa_template.to_dict()

        exclude_tags: list[str] | Unset = UNSET
        if not isinstance(self.exclude_tags, Unset):
            exclude_tags = self.exclude_tags

        max_per_minute = self.max_per_minute

        scheduled_time = self.scheduled_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tags": tags,
                "wa_template": wa_template,
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
        from ..models.flow_bot_user_broadcast_whatsapp_template_by_tag_body_wa_template import (
            FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate,  # noqa: PLC0415
        )

        d = dict(src_dict)
        tags = cast(list[str], d.pop("tags"))

        wa_template = FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate.from_dict(
            d.pop("wa_template")
        )

        exclude_tags = cast(list[str], d.pop("exclude_tags", UNSET))

        max_per_minute = d.pop("max_per_minute", UNSET)

        scheduled_time = d.pop("scheduled_time", UNSET)

        flow_bot_user_broadcast_whatsapp_template_by_tag_body = cls(
            tags=tags,
            wa_template=wa_template,
            exclude_tags=exclude_tags,
            max_per_minute=max_per_minute,
            scheduled_time=scheduled_time,
        )

        flow_bot_user_broadcast_whatsapp_template_by_tag_body.additional_properties = d
        return flow_bot_user_broadcast_whatsapp_template_by_tag_body

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
