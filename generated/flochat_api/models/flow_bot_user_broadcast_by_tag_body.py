from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_broadcast_by_tag_body_user_fields_item import (
        FlowBotUserBroadcastByTagBodyUserFieldsItem,
    )


T = TypeVar("T", bound="FlowBotUserBroadcastByTagBody")


@_attrs_define
class FlowBotUserBroadcastByTagBody:
    """
    Attributes:
        sub_flow_ns (str):  Example: f123s789.
        tags (list[str]): Namespaces of tags, at most 10.
        exclude_tags (list[str] | Unset): Namespaces of tags, at most 10.
        max_per_minute (int | Unset):  Example: 60.
        message_tag (str | Unset): Known values: CONFIRMED_EVENT_UPDATE, POST_PURCHASE_UPDATE, ACCOUNT_UPDATE,
            NON_PROMOTIONAL_SUBSCRIPTION. Example: POST_PURCHASE_UPDATE.
        name (str | Unset):
        scheduled_time (int | Unset): When to send, in Unix seconds. Example: 1700000000.
        type_ (str | Unset): Known values: EMAIL, SMS, WHATSAPP_TEMPLATE, FACEBOOK_NOTIFICATION. Example:
            FACEBOOK_NOTIFICATION.
        user_fields (list[FlowBotUserBroadcastByTagBodyUserFieldsItem] | Unset):
    """

    sub_flow_ns: str
    tags: list[str]
    exclude_tags: list[str] | Unset = UNSET
    max_per_minute: int | Unset = UNSET
    message_tag: str | Unset = UNSET
    name: str | Unset = UNSET
    scheduled_time: int | Unset = UNSET
    type_: str | Unset = UNSET
    user_fields: list[FlowBotUserBroadcastByTagBodyUserFieldsItem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sub_flow_ns = self.sub_flow_ns

        tags = self.tags

        exclude_tags: list[str] | Unset = UNSET
        if not isinstance(self.exclude_tags, Unset):
            exclude_tags = self.exclude_tags

        max_per_minute = self.max_per_minute

        message_tag = self.message_tag

        name = self.name

        scheduled_time = self.scheduled_time

        type_ = self.type_

        user_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.user_fields, Unset):
            user_fields = []
            for user_fields_item_data in self.user_fields:
                user_fields_item = user_fields_item_data.to_dict()
                user_fields.append(user_fields_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sub_flow_ns": sub_flow_ns,
                "tags": tags,
            }
        )
        if exclude_tags is not UNSET:
            field_dict["exclude_tags"] = exclude_tags
        if max_per_minute is not UNSET:
            field_dict["max_per_minute"] = max_per_minute
        if message_tag is not UNSET:
            field_dict["message_tag"] = message_tag
        if name is not UNSET:
            field_dict["name"] = name
        if scheduled_time is not UNSET:
            field_dict["scheduled_time"] = scheduled_time
        if type_ is not UNSET:
            field_dict["type"] = type_
        if user_fields is not UNSET:
            field_dict["user_fields"] = user_fields

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_broadcast_by_tag_body_user_fields_item import (
            FlowBotUserBroadcastByTagBodyUserFieldsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        sub_flow_ns = d.pop("sub_flow_ns")

        tags = cast(list[str], d.pop("tags"))

        exclude_tags = cast(list[str], d.pop("exclude_tags", UNSET))

        max_per_minute = d.pop("max_per_minute", UNSET)

        message_tag = d.pop("message_tag", UNSET)

        name = d.pop("name", UNSET)

        scheduled_time = d.pop("scheduled_time", UNSET)

        type_ = d.pop("type", UNSET)

        _user_fields = d.pop("user_fields", UNSET)
        user_fields: list[FlowBotUserBroadcastByTagBodyUserFieldsItem] | Unset = UNSET
        if _user_fields is not UNSET:
            user_fields = []
            for user_fields_item_data in _user_fields:
                user_fields_item = (
                    FlowBotUserBroadcastByTagBodyUserFieldsItem.from_dict(
                        user_fields_item_data
                    )
                )

                user_fields.append(user_fields_item)

        flow_bot_user_broadcast_by_tag_body = cls(
            sub_flow_ns=sub_flow_ns,
            tags=tags,
            exclude_tags=exclude_tags,
            max_per_minute=max_per_minute,
            message_tag=message_tag,
            name=name,
            scheduled_time=scheduled_time,
            type_=type_,
            user_fields=user_fields,
        )

        flow_bot_user_broadcast_by_tag_body.additional_properties = d
        return flow_bot_user_broadcast_by_tag_body

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
