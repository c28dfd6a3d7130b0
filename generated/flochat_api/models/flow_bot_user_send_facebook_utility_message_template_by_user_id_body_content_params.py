from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar(
    "T", bound="FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContentParams"
)


@_attrs_define
class FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContentParams:
    """The template's parameters by key, such as BODY_{{1}} or POSTBACK_1; the template says which there are."""

    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content_params = cls()

        flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content_params.additional_properties = d
        return flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content_params

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
