from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_bot_user_send_content_body_data_version import (
    FlowBotUserSendContentBodyDataVersion,
    check_flow_bot_user_send_content_body_data_version,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_send_content_body_data_content import (
        FlowBotUserSendContentBodyDataContent,
    )


T = TypeVar("T", bound="FlowBotUserSendContentBodyData")


@_attrs_define
class FlowBotUserSendContentBodyData:
    """
    Attributes:
        content (FlowBotUserSendContentBodyDataContent | Unset):
        version (FlowBotUserSendContentBodyDataVersion | Unset):  Example: v1.
    """

    content: FlowBotUserSendContentBodyDataContent | Unset = UNSET
    version: FlowBotUserSendContentBodyDataVersion | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content: dict[str, Any] | Unset = UNSET
        if not isinstance(self.content, Unset):
            content = self.content.to_dict()

        version: str | Unset = UNSET
        if not isinstance(self.version, Unset):
            version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if content is not UNSET:
            field_dict["content"] = content
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_send_content_body_data_content import (
            FlowBotUserSendContentBodyDataContent,  # noqa: PLC0415
        )

        d = dict(src_dict)
        _content = d.pop("content", UNSET)
        content: FlowBotUserSendContentBodyDataContent | Unset
        if isinstance(_content, Unset):
            content = UNSET
        else:
            content = FlowBotUserSendContentBodyDataContent.from_dict(_content)

        _version = d.pop("version", UNSET)
        version: FlowBotUserSendContentBodyDataVersion | Unset
        if isinstance(_version, Unset):
            version = UNSET
        else:
            version = check_flow_bot_user_send_content_body_data_version(_version)

        flow_bot_user_send_content_body_data = cls(
            content=content,
            version=version,
        )

        flow_bot_user_send_content_body_data.additional_properties = d
        return flow_bot_user_send_content_body_data

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
