from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkspaceSettingsLiveChatSidebarResponse200")


@_attrs_define
class WorkspaceSettingsLiveChatSidebarResponse200:
    """
    Attributes:
        data (list[str] | Unset): Known values: single_bot_style, disable_sidebar, hide_unanswered, hide_my_groups,
            hide_collaborating, hide_supervised, hide_unassigned, hide_agents, hide_agent_groups, hide_status, hide_spam,
            hide_invalid, hide_unread, hide_unsubscribed, hide_segments, hide_channels, hide_channel_facebook,
            hide_channel_instagram, hide_channel_whatsapp, hide_channel_whatsapp_cloud, hide_channel_telegram,
            hide_channel_tiktok, hide_channel_apple, hide_channel_google, hide_channel_line, hide_channel_viber,
            hide_channel_vk, hide_channel_wechat, hide_channel_web, hide_channel_sso-google, hide_channel_sso-facebook,
            hide_channel_sso-email, show_labels, show_boards, show_lead_status, show_department.
        status (str | Unset):  Example: ok.
    """

    data: list[str] | Unset = UNSET
    status: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data: list[str] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if data is not UNSET:
            field_dict["data"] = data
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        data = cast(list[str], d.pop("data", UNSET))

        status = d.pop("status", UNSET)

        workspace_settings_live_chat_sidebar_response_200 = cls(
            data=data,
            status=status,
        )

        workspace_settings_live_chat_sidebar_response_200.additional_properties = d
        return workspace_settings_live_chat_sidebar_response_200

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
