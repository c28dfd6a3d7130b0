from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="InboundWebhook")


@_attrs_define
class InboundWebhook:
    """
    Attributes:
        hook_uid (str):
        name (str):
        status (str):
        sub_flow_ns (str):
        url (str | Unset): A secret: whoever knows it can post to it.
    """

    hook_uid: str
    name: str
    status: str
    sub_flow_ns: str
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        hook_uid = self.hook_uid

        name = self.name

        status = self.status

        sub_flow_ns = self.sub_flow_ns

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "hook_uid": hook_uid,
                "name": name,
                "status": status,
                "sub_flow_ns": sub_flow_ns,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        hook_uid = d.pop("hook_uid")

        name = d.pop("name")

        status = d.pop("status")

        sub_flow_ns = d.pop("sub_flow_ns")

        url = d.pop("url", UNSET)

        inbound_webhook = cls(
            hook_uid=hook_uid,
            name=name,
            status=status,
            sub_flow_ns=sub_flow_ns,
            url=url,
        )

        inbound_webhook.additional_properties = d
        return inbound_webhook

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
