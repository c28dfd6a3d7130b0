"""Whose messages an export reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .._bulk.jobs import CONTACTS
from .._requests.subscribers import SubscriberRef
from .._values.identifiers import UserId
from ..models.subscribers import Subscriber

#: A person whose messages are read: a `Subscriber`, a `user_ns`, a `UserId`, or a row with either.
PersonRef: TypeAlias = SubscriberRef | UserId | Mapping[str, Any]


def person_key(row: Any) -> dict[str, str] | None:
    """What narrows messages to a person; None for a subscriber without a `user_ns`.

    Raises `InvalidArgumentError` for what is nobody.
    """
    if isinstance(row, Subscriber) and row.user_ns is None:
        return None
    name, person = CONTACTS.parse(row)
    return {"user_id" if isinstance(person, UserId) else "user_ns": name}
