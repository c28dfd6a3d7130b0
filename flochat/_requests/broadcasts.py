"""Broadcasts: recipients, schedule and speed, and how they are split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypeVar

from .._plurals import counted
from .._values.checks import check_choice, check_count, check_text, time_to_unix, unique_list
from .._values.field_values import FieldValue, encode_field_values
from .._wire.operation_table import TABLE
from ..errors import InvalidArgumentError
from .batches import BatchRequest
from .references import ReferenceKind, namespace_of
from .segments import SEGMENT, SegmentRef
from .subscribers import SubscriberRef, user_ns_of
from .tags import TAG, TagRef

#: The channel of a broadcast, where it is not that of each recipient.
BroadcastType: TypeAlias = Literal["EMAIL", "SMS", "WHATSAPP_TEMPLATE", "FACEBOOK_NOTIFICATION"]
#: The reason to send on Facebook outside of its 24-hour window.
MessageTag: TypeAlias = Literal[
    "CONFIRMED_EVENT_UPDATE",
    "POST_PURCHASE_UPDATE",
    "ACCOUNT_UPDATE",
    "NON_PROMOTIONAL_SUBSCRIPTION",
]
#: The status of a broadcast.
BroadcastStatus: TypeAlias = Literal["New", "Scheduled", "Completed", "Cancelled"]

_MAX_GROUPS: Final = 10

T = TypeVar("T")


def index_by_user_ns(people: Iterable[SubscriberRef]) -> dict[str, SubscriberRef]:
    """Return the recipients by `user_ns`, each once."""
    recipients = check_not_empty(unique_list(people, "subscribers"), "subscribers")
    return {user_ns_of(person): person for person in recipients}


def index_by_user_id(people: Iterable[str]) -> dict[str, str]:
    """Return the recipients by `user_id`, each once; they are sent joined by commas."""
    recipients = check_not_empty(unique_list(people, "user_ids"), "user_ids")
    by_user_id = {check_text(person, "a user_id").strip(): person for person in recipients}
    for user_id in by_user_id:
        if "," in user_id:
            raise InvalidArgumentError(f"a user_id must not contain a comma: {user_id!r}")
    return by_user_id


def tag_namespaces(tags: Iterable[TagRef], argument: str) -> list[str]:
    """Return the namespaces of at most ten tags.

    More are not split over several broadcasts: people with two of the tags would get it twice, and
    people excluded by a tag of the next broadcast would still get it.
    """
    return _check_group_limit(
        [namespace_of(tag, TAG) for tag in unique_list(tags, argument)], argument
    )


def segment_namespaces(segments: Iterable[SegmentRef]) -> list[str]:
    """Return the namespaces of at most ten segments."""
    namespaces = [namespace_of(segment, SEGMENT) for segment in unique_list(segments, "segments")]
    return _check_group_limit(namespaces, "segments")


def _check_group_limit(namespaces: Iterable[str], argument: str) -> list[str]:
    unique = list(dict.fromkeys(namespaces))
    if len(unique) > _MAX_GROUPS:
        raise InvalidArgumentError(
            f"{argument} must have at most {_MAX_GROUPS} items, not {len(unique)}; they are not "
            "split over several broadcasts, since some people would get it twice or despite being "
            "excluded"
        )
    return unique


def check_not_empty(items: Sequence[T], argument: str) -> Sequence[T]:
    """Return a list that is not empty."""
    if not items:
        raise InvalidArgumentError(
            f"{argument} must not be empty: the broadcast would reach nobody"
        )
    return items


def broadcast_schedule(
    scheduled_time: datetime | None, max_per_minute: int | None, *, now: float
) -> dict[str, int]:
    """Encode when a broadcast goes out, and to how many people a minute.

    A time in the past is refused: a broadcast meant for another day would go out at once.
    """
    schedule: dict[str, int] = {}
    if scheduled_time is not None:
        schedule["scheduled_time"] = time_to_unix(scheduled_time, "scheduled_time")
        if schedule["scheduled_time"] < now:
            raise InvalidArgumentError(
                f"scheduled_time must not be in the past: {scheduled_time.isoformat()}"
            )
    if max_per_minute is not None:
        schedule["max_per_minute"] = check_count(max_per_minute, "max_per_minute", minimum=1)
    return schedule


def broadcast_options(
    *, broadcast_type: BroadcastType | None = None, message_tag: MessageTag | None = None
) -> dict[str, str]:
    """Encode the options of a broadcast of a sub flow."""
    options: dict[str, str] = {}
    if broadcast_type is not None:
        options["type"] = check_choice(broadcast_type, BroadcastType, "broadcast_type")
    if message_tag is not None:
        options["message_tag"] = check_choice(message_tag, MessageTag, "message_tag")
    return options


def encode_values_by_namespace(
    values: Mapping[Any, FieldValue], kind: ReferenceKind
) -> list[dict[str, str]]:
    """Encode the values that fields are set to before a broadcast."""
    return [
        {"var_ns": namespace_of(field, kind), "value": value}
        for field, value in encode_field_values(values).items()
    ]


def split_broadcast(
    operation: str, key: str, people: Mapping[str, Any], common: Mapping[str, Any]
) -> list[BatchRequest]:
    """Split a broadcast into as many as the batch cap requires.

    They run at the same time, so `max_per_minute` is divided between them.
    """
    identifiers = list(people)
    size = TABLE[operation].max_items or len(identifiers)
    chunks = [identifiers[start : start + size] for start in range(0, len(identifiers), size)]
    shared = {**common, **_split_rate(common, len(chunks))}
    return [
        BatchRequest(
            operation,
            [people[identifier] for identifier in chunk],
            {**shared, key: ",".join(chunk)},
        )
        for chunk in chunks
    ]


def _split_rate(common: Mapping[str, Any], broadcasts: int) -> dict[str, int]:
    max_per_minute = common.get("max_per_minute")
    if max_per_minute is None:
        return {}
    if max_per_minute < broadcasts:
        raise InvalidArgumentError(
            f"max_per_minute must be at least {broadcasts}, not {max_per_minute}: it is divided "
            f"between {broadcasts} broadcasts"
        )
    return {"max_per_minute": max_per_minute // broadcasts}


def check_recipient_limit(people: int, max_recipients: int | None) -> None:
    """Raise `InvalidArgumentError` when a broadcast might reach more people than allowed."""
    if max_recipients is not None and people > max_recipients:
        raise InvalidArgumentError(
            f"the broadcast might reach {counted(people, 'person', 'people')}, and max_recipients "
            f"is {max_recipients}; nothing was sent"
        )
