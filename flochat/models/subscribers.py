"""Subscribers: the people whom a flow talks to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from .._values.checks import check_text
from .._values.field_values import FieldValue
from .._values.identifiers import FIELD, is_namespace, is_of_another_kind
from ..errors import InvalidArgumentError
from .base import Model, model
from .fields import UserField
from .tags import Tag


@model
class Label(Model):
    """A label of the workspace, with which agents mark people."""

    id: int | None = None
    name: str | None = None
    color: str | None = None


@model
class Subscriber(Model):
    """A person whom the flow talks to.

    `user_ns` (f12u34) identifies them in the flow, `user_id` in their channel (for WhatsApp it is
    the phone number, digits without "+"). `referrer` and `landing_page` are the web pages that
    they came from, `device` and `browser` what they use. Times are in the client's
    `time_zone`, and naive without one.
    """

    _identity: ClassVar[str] = "user_ns"
    user_ns: str | None = None
    user_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None
    gender: str | None = None
    email: str | None = None
    phone: str | None = None
    profile_pic: str | None = None
    locale: str | None = None
    language: str | None = None
    timezone: str | None = None
    channel: str | None = None
    status: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None
    address: str | None = None
    postcode: str | None = None
    ip: str | None = None
    referrer: str | None = None
    landing_page: str | None = None
    platform: str | None = None
    browser: str | None = None
    device: str | None = None
    device_type: str | None = None
    department: str | None = None
    interest: str | None = None
    market: str | None = None
    lead_source: str | None = None
    lead_status: str | None = None
    subscribed: datetime | None = None
    opted_in_email: datetime | None = None
    opted_in_sms: datetime | None = None
    opted_in_through: str | None = None
    last_interaction: datetime | None = None
    last_seen: datetime | None = None
    last_message_at: datetime | None = None
    last_message_type: str | None = None
    last_agent_action_at: datetime | None = None
    agent_id: int | None = None
    agent_name: str | None = None
    agent_email: str | None = None
    allow_send_message: bool | None = None
    is_last_message_in_last_24h: bool | None = None
    is_bot_interacted_in_last_24h: bool | None = None
    tags: tuple[Tag, ...] = ()
    labels: tuple[Label, ...] = ()
    user_fields: tuple[UserField, ...] = ()

    def field(self, field: UserField | str) -> UserField | None:
        """Return a user field with the subscriber's value, or None if they have no value.

        `field` is a user field, its namespace (f12v34) or its name.
        """
        wanted, by_namespace = _field_reference(field)
        pairs = ((it.var_ns if by_namespace else it.name, it) for it in self.user_fields)
        return next((it for identifier, it in pairs if identifier == wanted), None)


def _field_reference(field: UserField | str) -> tuple[str, bool]:
    """Return the namespace or the name of a user field, and whether it is the namespace."""
    if isinstance(field, UserField):
        if field.var_ns or field.name:
            return field.var_ns or field.name or "", bool(field.var_ns)
        raise InvalidArgumentError("this UserField has neither var_ns nor name")
    wanted = check_text(field, "the user field")
    if is_of_another_kind(wanted, FIELD):
        raise InvalidArgumentError(
            f"{wanted!r} is not the namespace of a user field (like f12v34), but of something else"
        )
    return wanted, is_namespace(wanted, FIELD)


@frozen(kw_only=True)
class NewSubscriber:
    """A person to create with `subscribers.create_many`; `phone` or `email` is required.

    `phone` should have its country code: it is sent without spaces and punctuation. `tags` are at
    most ten names. `user_fields` maps at most ten user fields, or their namespaces (f12v34), to
    values.
    """

    phone: str | None = None
    email: str | None = None
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    gender: str | None = None
    image: str | None = None
    tags: Sequence[str] = ()
    user_fields: (
        Mapping[str, FieldValue]
        | Mapping[UserField, FieldValue]
        | Mapping[UserField | str, FieldValue]
    ) = field(factory=dict)
