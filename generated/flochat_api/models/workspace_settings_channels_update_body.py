from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkspaceSettingsChannelsUpdateBody")


@_attrs_define
class WorkspaceSettingsChannelsUpdateBody:
    """
    Attributes:
        chat (int | Unset): 1 or 0. Example: 1.
        chatwoot (int | Unset): 1 or 0. Example: 1.
        facebook (int | Unset): 1 or 0. Example: 1.
        instagram (int | Unset): 1 or 0. Example: 1.
        intercom (int | Unset): 1 or 0. Example: 1.
        jivochat (int | Unset): 1 or 0. Example: 1.
        line (int | Unset): 1 or 0. Example: 1.
        rcs (int | Unset): 1 or 0. Example: 1.
        slack (int | Unset): 1 or 0. Example: 1.
        sms (int | Unset): 1 or 0. Example: 1.
        telegram (int | Unset): 1 or 0. Example: 1.
        tiktok (int | Unset): 1 or 0. Example: 1.
        viber (int | Unset): 1 or 0. Example: 1.
        vk (int | Unset): 1 or 0. Example: 1.
        voice (int | Unset): 1 or 0. Example: 1.
        wechat (int | Unset): 1 or 0. Example: 1.
        whatsapp (int | Unset): 1 or 0. Example: 1.
        whatsapp_cloud (int | Unset): 1 or 0. Example: 1.
    """

    chat: int | Unset = UNSET
    chatwoot: int | Unset = UNSET
    facebook: int | Unset = UNSET
    instagram: int | Unset = UNSET
    intercom: int | Unset = UNSET
    jivochat: int | Unset = UNSET
    line: int | Unset = UNSET
    rcs: int | Unset = UNSET
    slack: int | Unset = UNSET
    sms: int | Unset = UNSET
    telegram: int | Unset = UNSET
    tiktok: int | Unset = UNSET
    viber: int | Unset = UNSET
    vk: int | Unset = UNSET
    voice: int | Unset = UNSET
    wechat: int | Unset = UNSET
    whatsapp: int | Unset = UNSET
    whatsapp_cloud: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chat = self.chat

        chatwoot = self.chatwoot

        facebook = self.facebook

        instagram = self.instagram

        intercom = self.intercom

        jivochat = self.jivochat

        line = self.line

        rcs = self.rcs

        slack = self.slack

        sms = self.sms

        telegram = self.telegram

        tiktok = self.tiktok

        viber = self.viber

        vk = self.vk

        voice = self.voice

        wechat = self.wechat

        whatsapp = self.whatsapp

        whatsapp_cloud = self.whatsapp_cloud

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if chat is not UNSET:
            field_dict["chat"] = chat
        if chatwoot is not UNSET:
            field_dict["chatwoot"] = chatwoot
        if facebook is not UNSET:
            field_dict["facebook"] = facebook
        if instagram is not UNSET:
            field_dict["instagram"] = instagram
        if intercom is not UNSET:
            field_dict["intercom"] = intercom
        if jivochat is not UNSET:
            field_dict["jivochat"] = jivochat
        if line is not UNSET:
            field_dict["line"] = line
        if rcs is not UNSET:
            field_dict["rcs"] = rcs
        if slack is not UNSET:
            field_dict["slack"] = slack
        if sms is not UNSET:
            field_dict["sms"] = sms
        if telegram is not UNSET:
            field_dict["telegram"] = telegram
        if tiktok is not UNSET:
            field_dict["tiktok"] = tiktok
        if viber is not UNSET:
            field_dict["viber"] = viber
        if vk is not UNSET:
            field_dict["vk"] = vk
        if voice is not UNSET:
            field_dict["voice"] = voice
        if wechat is not UNSET:
            field_dict["wechat"] = wechat
        if whatsapp is not UNSET:
            field_dict["whatsapp"] = whatsapp
        if whatsapp_cloud is not UNSET:
            field_dict["whatsapp_cloud"] = whatsapp_cloud

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        chat = d.pop("chat", UNSET)

        chatwoot = d.pop("chatwoot", UNSET)

        facebook = d.pop("facebook", UNSET)

        instagram = d.pop("instagram", UNSET)

        intercom = d.pop("intercom", UNSET)

        jivochat = d.pop("jivochat", UNSET)

        line = d.pop("line", UNSET)

        rcs = d.pop("rcs", UNSET)

        slack = d.pop("slack", UNSET)

        sms = d.pop("sms", UNSET)

        telegram = d.pop("telegram", UNSET)

        tiktok = d.pop("tiktok", UNSET)

        viber = d.pop("viber", UNSET)

        vk = d.pop("vk", UNSET)

        voice = d.pop("voice", UNSET)

        wechat = d.pop("wechat", UNSET)

        whatsapp = d.pop("whatsapp", UNSET)

        whatsapp_cloud = d.pop("whatsapp_cloud", UNSET)

        workspace_settings_channels_update_body = cls(
            chat=chat,
            chatwoot=chatwoot,
            facebook=facebook,
            instagram=instagram,
            intercom=intercom,
            jivochat=jivochat,
            line=line,
            rcs=rcs,
            slack=slack,
            sms=sms,
            telegram=telegram,
            tiktok=tiktok,
            viber=viber,
            vk=vk,
            voice=voice,
            wechat=wechat,
            whatsapp=whatsapp,
            whatsapp_cloud=whatsapp_cloud,
        )

        workspace_settings_channels_update_body.additional_properties = d
        return workspace_settings_channels_update_body

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
