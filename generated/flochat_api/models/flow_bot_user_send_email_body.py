from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserSendEmailBody")


@_attrs_define
class FlowBotUserSendEmailBody:
    """
    Attributes:
        content (str):  Example: email content.
        user_ns (str):
        subject (str | Unset):  Example: email subject.
    """

    content: str
    user_ns: str
    subject: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content = self.content

        user_ns = self.user_ns

        subject = self.subject

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "content": content,
                "user_ns": user_ns,
            }
        )
        if subject is not UNSET:
            field_dict["subject"] = subject

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        content = d.pop("content")

        user_ns = d.pop("user_ns")

        subject = d.pop("subject", UNSET)

        flow_bot_user_send_email_body = cls(
            content=content,
            user_ns=user_ns,
            subject=subject,
        )

        flow_bot_user_send_email_body.additional_properties = d
        return flow_bot_user_send_email_body

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
