from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bot_user_gender import BotUserGender, check_bot_user_gender
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tag import Tag
    from ..models.user_field import UserField


T = TypeVar("T", bound="BotUser")


@_attrs_define
class BotUser:
    """
    Attributes:
        email (str):
        name (str):
        phone (str):
        first_name (str | Unset):
        gender (BotUserGender | Unset):  Example: male.
        language (str | Unset):
        last_interaction (str | Unset):  Example: 2020-11-27 17:50:45.
        last_message_at (str | Unset):  Example: 2020-11-27 17:50:45.
        last_message_type (str | Unset):
        last_name (str | Unset):
        last_seen (str | Unset):  Example: 2020-11-27 17:50:45.
        locale (str | Unset):
        opted_in_email (str | Unset):  Example: 2020-11-27 17:50:45.
        opted_in_sms (str | Unset):  Example: 2020-11-27 17:50:45.
        opted_in_through (str | Unset):
        profile_pic (str | Unset):
        subscribed (str | Unset):  Example: 2020-11-27 17:50:45.
        tags (list[Tag] | Unset):
        user_fields (list[UserField] | Unset):
        user_id (str | Unset): The channel's own id; for WhatsApp the phone number, digits only.
        user_ns (str | Unset): What a subscriber is known by, such as f123u456.
    """

    email: str
    name: str
    phone: str
    first_name: str | Unset = UNSET
    gender: BotUserGender | Unset = UNSET
    language: str | Unset = UNSET
    last_interaction: str | Unset = UNSET
    last_message_at: str | Unset = UNSET
    last_message_type: str | Unset = UNSET
    last_name: str | Unset = UNSET
    last_seen: str | Unset = UNSET
    locale: str | Unset = UNSET
    opted_in_email: str | Unset = UNSET
    opted_in_sms: str | Unset = UNSET
    opted_in_through: str | Unset = UNSET
    profile_pic: str | Unset = UNSET
    subscribed: str | Unset = UNSET
    tags: list[Tag] | Unset = UNSET
    user_fields: list[UserField] | Unset = UNSET
    user_id: str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        phone = self.phone

        first_name = self.first_name

        gender: str | Unset = UNSET
        if not isinstance(self.gender, Unset):
            gender = self.gender

        language = self.language

        last_interaction = self.last_interaction

        last_message_at = self.last_message_at

        last_message_type = self.last_message_type

        last_name = self.last_name

        last_seen = self.last_seen

        locale = self.locale

        opted_in_email = self.opted_in_email

        opted_in_sms = self.opted_in_sms

        opted_in_through = self.opted_in_through

        profile_pic = self.profile_pic

        subscribed = self.subscribed

        tags: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = []
            for tags_item_data in self.tags:
                tags_item = tags_item_data.to_dict()
                tags.append(tags_item)

        user_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.user_fields, Unset):
            user_fields = []
            for user_fields_item_data in self.user_fields:
                user_fields_item = user_fields_item_data.to_dict()
                user_fields.append(user_fields_item)

        user_id = self.user_id

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
                "name": name,
                "phone": phone,
            }
        )
        if first_name is not UNSET:
            field_dict["first_name"] = first_name
        if gender is not UNSET:
            field_dict["gender"] = gender
        if language is not UNSET:
            field_dict["language"] = language
        if last_interaction is not UNSET:
            field_dict["last_interaction"] = last_interaction
        if last_message_at is not UNSET:
            field_dict["last_message_at"] = last_message_at
        if last_message_type is not UNSET:
            field_dict["last_message_type"] = last_message_type
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if last_seen is not UNSET:
            field_dict["last_seen"] = last_seen
        if locale is not UNSET:
            field_dict["locale"] = locale
        if opted_in_email is not UNSET:
            field_dict["opted_in_email"] = opted_in_email
        if opted_in_sms is not UNSET:
            field_dict["opted_in_sms"] = opted_in_sms
        if opted_in_through is not UNSET:
            field_dict["opted_in_through"] = opted_in_through
        if profile_pic is not UNSET:
            field_dict["profile_pic"] = profile_pic
        if subscribed is not UNSET:
            field_dict["subscribed"] = subscribed
        if tags is not UNSET:
            field_dict["tags"] = tags
        if user_fields is not UNSET:
            field_dict["user_fields"] = user_fields
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tag import Tag  # noqa: PLC0415
        from ..models.user_field import UserField  # noqa: PLC0415

        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        phone = d.pop("phone")

        first_name = d.pop("first_name", UNSET)

        _gender = d.pop("gender", UNSET)
        gender: BotUserGender | Unset
        if isinstance(_gender, Unset):
            gender = UNSET
        else:
            gender = check_bot_user_gender(_gender)

        language = d.pop("language", UNSET)

        last_interaction = d.pop("last_interaction", UNSET)

        last_message_at = d.pop("last_message_at", UNSET)

        last_message_type = d.pop("last_message_type", UNSET)

        last_name = d.pop("last_name", UNSET)

        last_seen = d.pop("last_seen", UNSET)

        locale = d.pop("locale", UNSET)

        opted_in_email = d.pop("opted_in_email", UNSET)

        opted_in_sms = d.pop("opted_in_sms", UNSET)

        opted_in_through = d.pop("opted_in_through", UNSET)

        profile_pic = d.pop("profile_pic", UNSET)

        subscribed = d.pop("subscribed", UNSET)

        _tags = d.pop("tags", UNSET)
        tags: list[Tag] | Unset = UNSET
        if _tags is not UNSET:
            tags = []
            for tags_item_data in _tags:
                tags_item = Tag.from_dict(tags_item_data)

                tags.append(tags_item)

        _user_fields = d.pop("user_fields", UNSET)
        user_fields: list[UserField] | Unset = UNSET
        if _user_fields is not UNSET:
            user_fields = []
            for user_fields_item_data in _user_fields:
                user_fields_item = UserField.from_dict(user_fields_item_data)

                user_fields.append(user_fields_item)

        user_id = d.pop("user_id", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        bot_user = cls(
            email=email,
            name=name,
            phone=phone,
            first_name=first_name,
            gender=gender,
            language=language,
            last_interaction=last_interaction,
            last_message_at=last_message_at,
            last_message_type=last_message_type,
            last_name=last_name,
            last_seen=last_seen,
            locale=locale,
            opted_in_email=opted_in_email,
            opted_in_sms=opted_in_sms,
            opted_in_through=opted_in_through,
            profile_pic=profile_pic,
            subscribed=subscribed,
            tags=tags,
            user_fields=user_fields,
            user_id=user_id,
            user_ns=user_ns,
        )

        bot_user.additional_properties = d
        return bot_user

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
