from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content import (
        FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent,
    )


T = TypeVar("T", bound="FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBody")


@_attrs_define
class FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBody:
    """
    Attributes:
        content (FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent):
        user_id (str): The channel's own id; for WhatsApp the phone number, digits only.
    """

    content: FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent
    user_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content = self.content.to_dict()

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "content": content,
                "user_id": user_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content import (
            FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent,  # noqa: PLC0415
        )

        d = dict(src_dict)
        content = (
            FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent.from_dict(
                d.pop("content")
            )
        )

        user_id = d.pop("user_id")

        flow_bot_user_send_facebook_utility_message_template_by_user_id_body = cls(
            content=content,
            user_id=user_id,
        )

        flow_bot_user_send_facebook_utility_message_template_by_user_id_body.additional_properties = d
        return flow_bot_user_send_facebook_utility_message_template_by_user_id_body

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
