from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TemplateOneTimeLinkResource")


@_attrs_define
class TemplateOneTimeLinkResource:
    """
    Attributes:
        expired_at (str | Unset):
        one_time_token (str | Unset):
        url (str | Unset):
    """

    expired_at: str | Unset = UNSET
    one_time_token: str | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        expired_at = self.expired_at

        one_time_token = self.one_time_token

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if expired_at is not UNSET:
            field_dict["expired_at"] = expired_at
        if one_time_token is not UNSET:
            field_dict["one_time_token"] = one_time_token
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        expired_at = d.pop("expired_at", UNSET)

        one_time_token = d.pop("one_time_token", UNSET)

        url = d.pop("url", UNSET)

        template_one_time_link_resource = cls(
            expired_at=expired_at,
            one_time_token=one_time_token,
            url=url,
        )

        template_one_time_link_resource.additional_properties = d
        return template_one_time_link_resource

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
