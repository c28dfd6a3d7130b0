from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserSendWhatsappTemplateByUserIdBodyContentParams")


@_attrs_define
class FlowBotUserSendWhatsappTemplateByUserIdBodyContentParams:
    """
    Attributes:
        body_1 (str | Unset):  Example: text.
        body_2 (str | Unset):  Example: text.
        header_image (str | Unset):  Example: https://example.com/image.png.
        quick_reply_1 (str | Unset):
        quick_reply_2 (str | Unset):
        url_1 (str | Unset):  Example: https://example.com/url.
        url_2 (str | Unset):  Example: https://example.com/url.
    """

    body_1: str | Unset = UNSET
    body_2: str | Unset = UNSET
    header_image: str | Unset = UNSET
    quick_reply_1: str | Unset = UNSET
    quick_reply_2: str | Unset = UNSET
    url_1: str | Unset = UNSET
    url_2: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        body_1 = self.body_1

        body_2 = self.body_2

        header_image = self.header_image

        quick_reply_1 = self.quick_reply_1

        quick_reply_2 = self.quick_reply_2

        url_1 = self.url_1

        url_2 = self.url_2

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if body_1 is not UNSET:
            field_dict["BODY_{{1}}"] = body_1
        if body_2 is not UNSET:
            field_dict["BODY_{{2}}"] = body_2
        if header_image is not UNSET:
            field_dict["HEADER_IMAGE"] = header_image
        if quick_reply_1 is not UNSET:
            field_dict["QUICK_REPLY_1"] = quick_reply_1
        if quick_reply_2 is not UNSET:
            field_dict["QUICK_REPLY_2"] = quick_reply_2
        if url_1 is not UNSET:
            field_dict["URL_1"] = url_1
        if url_2 is not UNSET:
            field_dict["URL_2"] = url_2

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        body_1 = d.pop("BODY_{{1}}", UNSET)

        body_2 = d.pop("BODY_{{2}}", UNSET)

        header_image = d.pop("HEADER_IMAGE", UNSET)

        quick_reply_1 = d.pop("QUICK_REPLY_1", UNSET)

        quick_reply_2 = d.pop("QUICK_REPLY_2", UNSET)

        url_1 = d.pop("URL_1", UNSET)

        url_2 = d.pop("URL_2", UNSET)

        flow_bot_user_send_whatsapp_template_by_user_id_body_content_params = cls(
            body_1=body_1,
            body_2=body_2,
            header_image=header_image,
            quick_reply_1=quick_reply_1,
            quick_reply_2=quick_reply_2,
            url_1=url_1,
            url_2=url_2,
        )

        flow_bot_user_send_whatsapp_template_by_user_id_body_content_params.additional_properties = d
        return flow_bot_user_send_whatsapp_template_by_user_id_body_content_params

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
