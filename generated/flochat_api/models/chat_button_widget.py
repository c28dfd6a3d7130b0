from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.chat_button_widget_status import (
    ChatButtonWidgetStatus,
    check_chat_button_widget_status,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChatButtonWidget")


@_attrs_define
class ChatButtonWidget:
    """
    Attributes:
        name (str):
        id (int | Unset):  Example: 123.
        js_url (str | Unset):  Example: https://domain/widget/f123w456.js.
        status (ChatButtonWidgetStatus | Unset):  Example: active.
        sub_flow_ns (str | Unset):  Example: f123s789.
        widget_code (str | Unset):
        widget_ns (str | Unset):  Example: f123w456.
    """

    name: str
    id: int | Unset = UNSET
    js_url: str | Unset = UNSET
    status: ChatButtonWidgetStatus | Unset = UNSET
    sub_flow_ns: str | Unset = UNSET
    widget_code: str | Unset = UNSET
    widget_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        id = self.id

        js_url = self.js_url

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        sub_flow_ns = self.sub_flow_ns

        widget_code = self.widget_code

        widget_ns = self.widget_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if js_url is not UNSET:
            field_dict["js_url"] = js_url
        if status is not UNSET:
            field_dict["status"] = status
        if sub_flow_ns is not UNSET:
            field_dict["sub_flow_ns"] = sub_flow_ns
        if widget_code is not UNSET:
            field_dict["widget_code"] = widget_code
        if widget_ns is not UNSET:
            field_dict["widget_ns"] = widget_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        id = d.pop("id", UNSET)

        js_url = d.pop("js_url", UNSET)

        _status = d.pop("status", UNSET)
        status: ChatButtonWidgetStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_chat_button_widget_status(_status)

        sub_flow_ns = d.pop("sub_flow_ns", UNSET)

        widget_code = d.pop("widget_code", UNSET)

        widget_ns = d.pop("widget_ns", UNSET)

        chat_button_widget = cls(
            name=name,
            id=id,
            js_url=js_url,
            status=status,
            sub_flow_ns=sub_flow_ns,
            widget_code=widget_code,
            widget_ns=widget_ns,
        )

        chat_button_widget.additional_properties = d
        return chat_button_widget

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
