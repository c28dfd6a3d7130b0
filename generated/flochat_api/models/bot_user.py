from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tag import Tag
    from ..models.user_field import UserField


T = TypeVar("T", bound="BotUser")


@_attrs_define
class BotUser:
    """
    Attributes:
        email (None | str | Unset):
        first_name (None | str | Unset):
        gender (None | str | Unset):  Example: male.
        language (None | str | Unset):
        last_interaction (None | str | Unset):  Example: 2020-11-27 17:50:45.
        last_message_at (None | str | Unset):  Example: 2020-11-27 17:50:45.
        last_message_type (None | str | Unset):
        last_name (None | str | Unset):
        last_seen (None | str | Unset):  Example: 2020-11-27 17:50:45.
        locale (None | str | Unset):
        name (None | str | Unset):
        opted_in_email (None | str | Unset):  Example: 2020-11-27 17:50:45.
        opted_in_sms (None | str | Unset):  Example: 2020-11-27 17:50:45.
        opted_in_through (None | str | Unset):
        phone (None | str | Unset):
        profile_pic (None | str | Unset):
        subscribed (None | str | Unset):  Example: 2020-11-27 17:50:45.
        tags (list[Tag] | None | Unset):
        user_fields (list[UserField] | None | Unset):
        user_id (None | str | Unset): The channel's own id; for WhatsApp the phone number, digits only.
        user_ns (str | Unset): What a subscriber is known by, such as f123u456.
    """

    email: None | str | Unset = UNSET
    first_name: None | str | Unset = UNSET
    gender: None | str | Unset = UNSET
    language: None | str | Unset = UNSET
    last_interaction: None | str | Unset = UNSET
    last_message_at: None | str | Unset = UNSET
    last_message_type: None | str | Unset = UNSET
    last_name: None | str | Unset = UNSET
    last_seen: None | str | Unset = UNSET
    locale: None | str | Unset = UNSET
    name: None | str | Unset = UNSET
    opted_in_email: None | str | Unset = UNSET
    opted_in_sms: None | str | Unset = UNSET
    opted_in_through: None | str | Unset = UNSET
    phone: None | str | Unset = UNSET
    profile_pic: None | str | Unset = UNSET
    subscribed: None | str | Unset = UNSET
    tags: list[Tag] | None | Unset = UNSET
    user_fields: list[UserField] | None | Unset = UNSET
    user_id: None | str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        first_name: None | str | Unset
        if isinstance(self.first_name, Unset):
            first_name = UNSET
        else:
            first_name = self.first_name

        gender: None | str | Unset
        if isinstance(self.gender, Unset):
            gender = UNSET
        else:
            gender = self.gender

        language: None | str | Unset
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        last_interaction: None | str | Unset
        if isinstance(self.last_interaction, Unset):
            last_interaction = UNSET
        else:
            last_interaction = self.last_interaction

        last_message_at: None | str | Unset
        if isinstance(self.last_message_at, Unset):
            last_message_at = UNSET
        else:
            last_message_at = self.last_message_at

        last_message_type: None | str | Unset
        if isinstance(self.last_message_type, Unset):
            last_message_type = UNSET
        else:
            last_message_type = self.last_message_type

        last_name: None | str | Unset
        if isinstance(self.last_name, Unset):
            last_name = UNSET
        else:
            last_name = self.last_name

        last_seen: None | str | Unset
        if isinstance(self.last_seen, Unset):
            last_seen = UNSET
        else:
            last_seen = self.last_seen

        locale: None | str | Unset
        if isinstance(self.locale, Unset):
            locale = UNSET
        else:
            locale = self.locale

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        opted_in_email: None | str | Unset
        if isinstance(self.opted_in_email, Unset):
            opted_in_email = UNSET
        else:
            opted_in_email = self.opted_in_email

        opted_in_sms: None | str | Unset
        if isinstance(self.opted_in_sms, Unset):
            opted_in_sms = UNSET
        else:
            opted_in_sms = self.opted_in_sms

        opted_in_through: None | str | Unset
        if isinstance(self.opted_in_through, Unset):
            opted_in_through = UNSET
        else:
            opted_in_through = self.opted_in_through

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        profile_pic: None | str | Unset
        if isinstance(self.profile_pic, Unset):
            profile_pic = UNSET
        else:
            profile_pic = self.profile_pic

        subscribed: None | str | Unset
        if isinstance(self.subscribed, Unset):
            subscribed = UNSET
        else:
            subscribed = self.subscribed

        tags: list[dict[str, Any]] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = []
            for tags_type_0_item_data in self.tags:
                tags_type_0_item = tags_type_0_item_data.to_dict()
                tags.append(tags_type_0_item)

        else:
            tags = self.tags

        user_fields: list[dict[str, Any]] | None | Unset
        if isinstance(self.user_fields, Unset):
            user_fields = UNSET
        elif isinstance(self.user_fields, list):
            user_fields = []
            for user_fields_type_0_item_data in self.user_fields:
                user_fields_type_0_item = user_fields_type_0_item_data.to_dict()
                user_fields.append(user_fields_type_0_item)

        else:
            user_fields = self.user_fields

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if email is not UNSET:
            field_dict["email"] = email
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
        if name is not UNSET:
            field_dict["name"] = name
        if opted_in_email is not UNSET:
            field_dict["opted_in_email"] = opted_in_email
        if opted_in_sms is not UNSET:
            field_dict["opted_in_sms"] = opted_in_sms
        if opted_in_through is not UNSET:
            field_dict["opted_in_through"] = opted_in_through
        if phone is not UNSET:
            field_dict["phone"] = phone
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

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_first_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        first_name = _parse_first_name(d.pop("first_name", UNSET))

        def _parse_gender(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gender = _parse_gender(d.pop("gender", UNSET))

        def _parse_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        language = _parse_language(d.pop("language", UNSET))

        def _parse_last_interaction(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_interaction = _parse_last_interaction(d.pop("last_interaction", UNSET))

        def _parse_last_message_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_message_at = _parse_last_message_at(d.pop("last_message_at", UNSET))

        def _parse_last_message_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_message_type = _parse_last_message_type(d.pop("last_message_type", UNSET))

        def _parse_last_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_name = _parse_last_name(d.pop("last_name", UNSET))

        def _parse_last_seen(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_seen = _parse_last_seen(d.pop("last_seen", UNSET))

        def _parse_locale(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        locale = _parse_locale(d.pop("locale", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_opted_in_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opted_in_email = _parse_opted_in_email(d.pop("opted_in_email", UNSET))

        def _parse_opted_in_sms(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opted_in_sms = _parse_opted_in_sms(d.pop("opted_in_sms", UNSET))

        def _parse_opted_in_through(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opted_in_through = _parse_opted_in_through(d.pop("opted_in_through", UNSET))

        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))

        def _parse_profile_pic(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        profile_pic = _parse_profile_pic(d.pop("profile_pic", UNSET))

        def _parse_subscribed(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subscribed = _parse_subscribed(d.pop("subscribed", UNSET))

        def _parse_tags(data: object) -> list[Tag] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = []
                _tags_type_0 = data
                for tags_type_0_item_data in _tags_type_0:
                    tags_type_0_item = Tag.from_dict(tags_type_0_item_data)

                    tags_type_0.append(tags_type_0_item)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[Tag] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_user_fields(data: object) -> list[UserField] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                user_fields_type_0 = []
                _user_fields_type_0 = data
                for user_fields_type_0_item_data in _user_fields_type_0:
                    user_fields_type_0_item = UserField.from_dict(
                        user_fields_type_0_item_data
                    )

                    user_fields_type_0.append(user_fields_type_0_item)

                return user_fields_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[UserField] | None | Unset, data)

        user_fields = _parse_user_fields(d.pop("user_fields", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

        user_ns = d.pop("user_ns", UNSET)

        bot_user = cls(
            email=email,
            first_name=first_name,
            gender=gender,
            language=language,
            last_interaction=last_interaction,
            last_message_at=last_message_at,
            last_message_type=last_message_type,
            last_name=last_name,
            last_seen=last_seen,
            locale=locale,
            name=name,
            opted_in_email=opted_in_email,
            opted_in_sms=opted_in_sms,
            opted_in_through=opted_in_through,
            phone=phone,
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
