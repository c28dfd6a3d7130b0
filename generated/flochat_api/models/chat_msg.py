from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat_msg_payload_type_0 import ChatMsgPayloadType0


T = TypeVar("T", bound="ChatMsg")


@_attrs_define
class ChatMsg:
    """
    Attributes:
        type_ (str): Who sent it: in is the subscriber, out the bot, agent a person of the team. Example: in.
        content (str | Unset):  Example: text content.
        id (int | Unset):  Example: 123.
        msg_type (str | Unset):  Example: text.
        payload (ChatMsgPayloadType0 | None | Unset):
        sender_id (str | Unset):
        ts (int | Unset): When it was sent, in Unix seconds. Example: 1700000000.
    """

    type_: str
    content: str | Unset = UNSET
    id: int | Unset = UNSET
    msg_type: str | Unset = UNSET
    payload: ChatMsgPayloadType0 | None | Unset = UNSET
    sender_id: str | Unset = UNSET
    ts: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat_msg_payload_type_0 import ChatMsgPayloadType0  # noqa: PLC0415

        type_ = self.type_

        content = self.content

        id = self.id

        msg_type = self.msg_type

        payload: dict[str, Any] | None | Unset
        if isinstance(self.payload, Unset):
            payload = UNSET
        elif isinstance(self.payload, ChatMsgPayloadType0):
            payload = self.payload.to_dict()
        else:
            payload = self.payload

        sender_id = self.sender_id

        ts = self.ts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if content is not UNSET:
            field_dict["content"] = content
        if id is not UNSET:
            field_dict["id"] = id
        if msg_type is not UNSET:
            field_dict["msg_type"] = msg_type
        if payload is not UNSET:
            field_dict["payload"] = payload
        if sender_id is not UNSET:
            field_dict["sender_id"] = sender_id
        if ts is not UNSET:
            field_dict["ts"] = ts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat_msg_payload_type_0 import ChatMsgPayloadType0  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        content = d.pop("content", UNSET)

        id = d.pop("id", UNSET)

        msg_type = d.pop("msg_type", UNSET)

        def _parse_payload(data: object) -> ChatMsgPayloadType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payload_type_0 = ChatMsgPayloadType0.from_dict(data)

                return payload_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChatMsgPayloadType0 | None | Unset, data)

        payload = _parse_payload(d.pop("payload", UNSET))

        sender_id = d.pop("sender_id", UNSET)

        ts = d.pop("ts", UNSET)

        chat_msg = cls(
            type_=type_,
            content=content,
            id=id,
            msg_type=msg_type,
            payload=payload,
            sender_id=sender_id,
            ts=ts,
        )

        chat_msg.additional_properties = d
        return chat_msg

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
