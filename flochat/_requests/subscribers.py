"""Subscribers: references, search criteria, filters and bodies."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from .. import phones
from .._values import identifiers
from .._values.checks import (
    bool_to_yes_no,
    check_optional_text,
    check_text,
    check_texts,
    describe_type,
    unique_list,
)
from .._values.field_values import FieldValue, encode_field_values, encode_value_for
from .._values.identifiers import UserId, is_namespace
from .._wire.missing import is_missing
from ..errors import InvalidArgumentError, NotFoundError
from ..models.subscribers import Label, NewSubscriber, Subscriber
from .bodies import BodySchema, clearable_text, creation_body, encode_with
from .custom_events import EventRef, event_ns_of
from .fields import USER_FIELD, UserFieldRef
from .references import id_of, identifier_of, namespace_of
from .segments import SEGMENT, SegmentRef
from .tags import TAG, TagRef

#: A subscriber, or a `user_ns` of the form f12u34.
SubscriberRef: TypeAlias = Subscriber | str
#: A label or its name.
LabelRef: TypeAlias = Label | str

_MAX_TAGS: Final = 10
_MAX_FIELDS: Final = 10
#: With fewer digits `flochat.phones` compares nothing, unless the country is known.
_SHORTEST_COMPARED: Final = 7
#: A phone as hosts store it. Behind an international prefix, none does.
_PLAIN_PHONE: Final = re.compile(r"\+?(?!00)[0-9]+", re.ASCII)


def _clearable_phone(phone: str | None, argument: str) -> str:
    """Return a phone without spaces and punctuation; None empties it.

    A host may find by nothing but the whole text that it stores, and nobody asks for one with
    spaces in it. What is digits alone, or "+" and digits, stays. What is not one phone number is
    refused. A short one may be whole where it is from.
    """
    text = clearable_text(phone, argument)
    if not text.strip():
        return text
    digits = sum(character.isdecimal() for character in text)
    is_short = 0 < digits < _SHORTEST_COMPARED and not any(map(str.isalpha, text))
    if is_short:
        return text.strip()
    phones.same(text, text)
    plain = text.strip()
    return plain if _PLAIN_PHONE.fullmatch(plain) else phones.spellings(text)[0]


PERSON: Final[BodySchema] = {
    "phone": encode_with(_clearable_phone),
    **dict.fromkeys(
        ("email", "name", "first_name", "last_name", "gender", "image"), encode_with(clearable_text)
    ),
}


def user_ns_of(subscriber: SubscriberRef) -> str:
    """Return the `user_ns` of a subscriber."""
    if isinstance(subscriber, UserId):
        raise InvalidArgumentError(
            "the API does not take a user_id here; use get_by_user_id() to look up the user_ns"
        )
    value = identifier_of(subscriber, Subscriber, "user_ns")
    if not is_namespace(value, identifiers.USER):
        raise InvalidArgumentError(
            f"{value!r} is not a user_ns (like f12u34); use find() to look one up by phone or email"
        )
    return value


def label_name_of(label: LabelRef) -> str:
    """Return the name of a label; the API does not take a label's id here."""
    return identifier_of(label, Label, "name")


def is_missing_subscriber(error: NotFoundError) -> bool:
    """Whether it means that the subscriber does not exist, and not that the key has no flow."""
    return is_missing(error)


def personal_filters(
    *,
    name: str | None,
    phone: str | None,
    email: str | None,
    channel: str | None,
    **flags: bool | None,
) -> dict[str, Any]:
    """Build the filters by people's own data.

    The service ignores a filter that it does not understand and returns everybody, so each is
    checked here.
    """
    return {
        **check_texts(name=name, phone=phone, email=email),
        "is_channel": check_optional_text(channel, "channel"),
        **{name: bool_to_yes_no(flag, name) for name, flag in flags.items()},
    }


def flow_filters(
    *,
    segment: SegmentRef | None,
    tag: TagRef | None,
    label: Label | int | None,
    event: EventRef | None,
    user_field: UserFieldRef | None,
    user_field_value: FieldValue | None,
) -> dict[str, Any]:
    """Build the filters by what a flow knows of people."""
    if user_field_value is not None and user_field is None:
        raise InvalidArgumentError("user_field_value needs user_field; pass both")
    return {
        "segment_ns": None if segment is None else namespace_of(segment, SEGMENT),
        "event_ns": None if event is None else event_ns_of(event),
        "tag_ns": None if tag is None else namespace_of(tag, TAG),
        "label_id": None if label is None else id_of(label, Label),
        "user_field_ns": None if user_field is None else namespace_of(user_field, USER_FIELD),
        "user_field_value": None
        if user_field_value is None
        else encode_value_for(user_field, user_field_value),
    }


def new_subscriber_body(person: NewSubscriber) -> dict[str, Any]:
    """Encode a person to create.

    Raises `InvalidArgumentError` without a phone or an email, and for what is not one phone number.
    """
    if not isinstance(person, NewSubscriber):
        raise InvalidArgumentError(
            f"each subscriber must be a NewSubscriber, not {describe_type(person)}"
        )
    body = creation_body(PERSON, **{name: getattr(person, name) for name in PERSON})
    if not (person.phone or "").strip() and not (person.email or "").strip():
        raise InvalidArgumentError("a subscriber must have a phone or an email")
    tags = unique_list(person.tags, "tags")
    if len(tags) > _MAX_TAGS or len(person.user_fields) > _MAX_FIELDS:
        raise InvalidArgumentError(
            f"a new subscriber must have at most {_MAX_TAGS} tags and {_MAX_FIELDS} user fields, "
            f"not {len(tags)} and {len(person.user_fields)}"
        )
    if tags:
        body["tags"] = [{"tag_name": check_text(tag, "a tag")} for tag in tags]
    if person.user_fields:
        body["user_fields"] = [
            {"var_ns": namespace_of(field, USER_FIELD), "value": value}
            for field, value in encode_field_values(person.user_fields).items()
            if value  # the service refuses an empty text, and a new person has none anyway
        ]
    return body
