from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_send_whatsapp_template_body_content_params import (
        FlowBotUserSendWhatsappTemplateBodyContentParams,
    )


T = TypeVar("T", bound="FlowBotUserSendWhatsappTemplateBodyContent")


@_attrs_define
class FlowBotUserSendWhatsappTemplateBodyContent:
    """
    Attributes:
        lang (str):
        name (str):
        namespace (str):
        params (FlowBotUserSendWhatsappTemplateBodyContentParams | Unset): The template's parameters by key, such as
            BODY_{{1}} or HEADER_IMAGE; the template says which there are.
    """

    lang: str
    name: str
    namespace: str
    params: FlowBotUserSendWhatsappTemplateBodyContentParams | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lang = self.lang

        name = self.name

        namespace = self.namespace

        params: dict[str, Any] | Unset = UNSET
        if not isinstance(self.params, Unset):
            params = self.params.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lang": lang,
                "name": name,
                "namespace": namespace,
            }
        )
        if params is not UNSET:
            field_dict["params"] = params

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_send_whatsapp_template_body_content_params import (
            FlowBotUserSendWhatsappTemplateBodyContentParams,  # noqa: PLC0415
        )

        d = dict(src_dict)
        lang = d.pop("lang")

        name = d.pop("name")

        namespace = d.pop("namespace")

        _params = d.pop("params", UNSET)
        params: FlowBotUserSendWhatsappTemplateBodyContentParams | Unset
        if isinstance(_params, Unset):
            params = UNSET
        else:
            params = FlowBotUserSendWhatsappTemplateBodyContentParams.from_dict(_params)

        flow_bot_user_send_whatsapp_template_body_content = cls(
            lang=lang,
            name=name,
            namespace=namespace,
            params=params,
        )

        flow_bot_user_send_whatsapp_template_body_content.additional_properties = d
        return flow_bot_user_send_whatsapp_template_body_content

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
