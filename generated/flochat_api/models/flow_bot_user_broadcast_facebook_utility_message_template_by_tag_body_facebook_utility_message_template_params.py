from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar(
    "T",
    bound="FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplateParams",
)


@_attrs_define
class FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplateParams:
    """
    Attributes:
        body_1 (str | Unset):  Example: text.
        body_2 (str | Unset):  Example: text.
        header_1 (str | Unset):  Example: Header text.
        postback_1 (str | Unset):  Example: f123n456.
        url_1 (str | Unset):  Example: https://example.com/url.
    """

    body_1: str | Unset = UNSET
    body_2: str | Unset = UNSET
    header_1: str | Unset = UNSET
    postback_1: str | Unset = UNSET
    url_1: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        body_1 = self.body_1

        body_2 = self.body_2

        header_1 = self.header_1

        postback_1 = self.postback_1

        url_1 = self.url_1

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if body_1 is not UNSET:
            field_dict["BODY_{{1}}"] = body_1
        if body_2 is not UNSET:
            field_dict["BODY_{{2}}"] = body_2
        if header_1 is not UNSET:
            field_dict["HEADER_{{1}}"] = header_1
        if postback_1 is not UNSET:
            field_dict["POSTBACK_1"] = postback_1
        if url_1 is not UNSET:
            field_dict["URL_1"] = url_1

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        body_1 = d.pop("BODY_{{1}}", UNSET)

        body_2 = d.pop("BODY_{{2}}", UNSET)

        header_1 = d.pop("HEADER_{{1}}", UNSET)

        postback_1 = d.pop("POSTBACK_1", UNSET)

        url_1 = d.pop("URL_1", UNSET)

        flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template_params = cls(
            body_1=body_1,
            body_2=body_2,
            header_1=header_1,
            postback_1=postback_1,
            url_1=url_1,
        )

        flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template_params.additional_properties = d
        return flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template_params

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
