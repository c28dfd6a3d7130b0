from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_send_whatsapp_template_by_user_id_body_contact import (
        FlowBotUserSendWhatsappTemplateByUserIdBodyContact,
    )
    from ..models.flow_bot_user_send_whatsapp_template_by_user_id_body_content import (
        FlowBotUserSendWhatsappTemplateByUserIdBodyContent,
    )


T = TypeVar("T", bound="FlowBotUserSendWhatsappTemplateByUserIdBody")


@_attrs_define
class FlowBotUserSendWhatsappTemplateByUserIdBody:
    """
    Attributes:
        content (FlowBotUserSendWhatsappTemplateByUserIdBodyContent):
        user_id (str): The channel's own id; for WhatsApp the phone number, digits only.
        contact (FlowBotUserSendWhatsappTemplateByUserIdBodyContact | Unset):
        create_if_not_found (str | Unset): yes to create a subscriber with this id when there is none, or no. Example:
            no.
    """

    content: FlowBotUserSendWhatsappTemplateByUserIdBodyContent
    user_id: str
    contact: FlowBotUserSendWhatsappTemplateByUserIdBodyContact | Unset = UNSET
    create_if_not_found: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content = self.content.to_dict()

        user_id = self.user_id

        contact: dict[str, Any] | Unset = UNSET
        if not isinstance(self.contact, Unset):
            contact = self.contact.to_dict()

        create_if_not_found = self.create_if_not_found

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "content": content,
                "user_id": user_id,
            }
        )
        if contact is not UNSET:
            field_dict["contact"] = contact
        if create_if_not_found is not UNSET:
            field_dict["create_if_not_found"] = create_if_not_found

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_send_whatsapp_template_by_user_id_body_contact import (
            FlowBotUserSendWhatsappTemplateByUserIdBodyContact,  # noqa: PLC0415
        )
        from ..models.flow_bot_user_send_whatsapp_template_by_user_id_body_content import (
            FlowBotUserSendWhatsappTemplateByUserIdBodyContent,  # noqa: PLC0415
        )

        d = dict(src_dict)
        content = FlowBotUserSendWhatsappTemplateByUserIdBodyContent.from_dict(
            d.pop("content")
        )

        user_id = d.pop("user_id")

        _contact = d.pop("contact", UNSET)
        contact: FlowBotUserSendWhatsappTemplateByUserIdBodyContact | Unset
        if isinstance(_contact, Unset):
            contact = UNSET
        else:
            contact = FlowBotUserSendWhatsappTemplateByUserIdBodyContact.from_dict(
                _contact
            )

        create_if_not_found = d.pop("create_if_not_found", UNSET)

        flow_bot_user_send_whatsapp_template_by_user_id_body = cls(
            content=content,
            user_id=user_id,
            contact=contact,
            create_if_not_found=create_if_not_found,
        )

        flow_bot_user_send_whatsapp_template_by_user_id_body.additional_properties = d
        return flow_bot_user_send_whatsapp_template_by_user_id_body

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
