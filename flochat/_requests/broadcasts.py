"""Broadcasts on the wire: who gets them, when and how fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypeVar

from .._values.checks import check_choice, check_count, check_text, time_to_unix, unique_list
from .._values.field_values import FieldValue, encode_field_values
from .._wire.operation_table import TABLE
from ..errors import InvalidArgumentError
from .batches import BatchRequest
from .references import ReferenceKind, namespace_of
from .segments import SEGMENT, SegmentRef
from .subscribers import SubscriberRef, user_ns_of
from .tags import TAG, TagRef

#: How a broadcast travels, where that is not the channel of each person.
BroadcastType: TypeAlias = Literal["EMAIL", "SMS", "WHATSAPP_TEMPLATE", "FACEBOOK_NOTIFICATION"]
#: Why Facebook lets it through outside of its 24 hours.
MessageTag: TypeAlias = Literal[
    "CONFIRMED_EVENT_UPDATE",
    "POST_PURCHASE_UPDATE",
    "ACCOUNT_UPDATE",
    "NON_PROMOTIONAL_SUBSCRIPTION",
]
#: What has become of a broadcast.
BroadcastStatus: TypeAlias = Literal["New", "Scheduled", "Completed", "Cancelled"]

_MOST_GROUPS: Final = 10

T = TypeVar("T")


def index_by_user_ns(people: Iterable[SubscriberRef]) -> dict[str, SubscriberRef]:
    """Everybody once, by `user_ns`."""
    given = check_not_empty(unique_list(people, "subscribers"), "subscribers")
    return {user_ns_of(person): person for person in given}


def index_by_user_id(people: Iterable[str]) -> dict[str, str]:
    """Everybody once, by `user_id`; they travel joined by commas."""
    given = check_not_empty(unique_list(people, "user_ids"), "user_ids")
    found = {check_text(person, "a user_id").strip(): person for person in given}
    for user_id in found:
        if "," in user_id:
            raise InvalidArgumentError(f"a user_id has no comma, and {user_id!r} does")
    return found


def tag_namespaces(tags: Iterable[TagRef], what: str) -> list[str]:
    """The namespaces of tags, ten at the most.

    More are not split over several broadcasts: who has two of the tags would get it twice, and who
    is excluded by a tag of the next would get it all the same.
    """
    return _check_group_limit([namespace_of(tag, TAG) for tag in unique_list(tags, what)], what)


def segment_namespaces(segments: Iterable[SegmentRef]) -> list[str]:
    """The namespaces of segments, ten at the most."""
    found = [namespace_of(segment, SEGMENT) for segment in unique_list(segments, "segments")]
    return _check_group_limit(found, "segments")


def _check_group_limit(namespaces: Iterable[str], what: str) -> list[str]:
    found = list(dict.fromkeys(namespaces))
    if len(found) > _MOST_GROUPS:
        raise InvalidArgumentError(
            f"a broadcast takes {_MOST_GROUPS} {what}, not {len(found)}; split over several, some "
            "people would get it twice or against their exclusion"
        )
    return found


def check_not_empty(items: Sequence[T], what: str) -> Sequence[T]:
    """A list with something in it."""
    if not items:
        raise InvalidArgumentError(f"a broadcast to nobody: {what} is empty")
    return items


def broadcast_schedule(
    scheduled_time: datetime | None, max_per_minute: int | None, *, now: float
) -> dict[str, int]:
    """When it goes out, and how fast.

    A time in the past is refused: what was meant for another day would go out at once.
    """
    wire: dict[str, int] = {}
    if scheduled_time is not None:
        wire["scheduled_time"] = time_to_unix(scheduled_time, "scheduled_time")
        if wire["scheduled_time"] < now:
            raise InvalidArgumentError(
                f"scheduled_time is in the past: {scheduled_time.isoformat()}"
            )
    if max_per_minute is not None:
        wire["max_per_minute"] = check_count(max_per_minute, "max_per_minute", minimum=1)
    return wire


def broadcast_options(
    *, broadcast_type: BroadcastType | None = None, message_tag: MessageTag | None = None
) -> dict[str, str]:
    """What a broadcast of a sub flow can be told besides."""
    wire: dict[str, str] = {}
    if broadcast_type is not None:
        wire["type"] = check_choice(broadcast_type, BroadcastType, "broadcast_type")
    if message_tag is not None:
        wire["message_tag"] = check_choice(message_tag, MessageTag, "message_tag")
    return wire


def encode_values_by_namespace(
    values: Mapping[Any, FieldValue], kind: ReferenceKind
) -> list[dict[str, str]]:
    """The values that fields get before a broadcast."""
    return [
        {"var_ns": namespace_of(field, kind), "value": value}
        for field, value in encode_field_values(values).items()
    ]


def split_broadcast(
    operation: str, key: str, people: Mapping[str, Any], common: Mapping[str, Any]
) -> list[BatchRequest]:
    """Broadcasts to everybody, as many to each as its cap has room for.

    They run side by side, so `max_per_minute` is shared out among them.
    """
    everybody = list(people)
    size = TABLE[operation].max_items or len(everybody)
    chunks = [everybody[start : start + size] for start in range(0, len(everybody), size)]
    shared = {**common, **_split_rate(common, len(chunks))}
    return [
        BatchRequest(operation, [people[one] for one in chunk], {**shared, key: ",".join(chunk)})
        for chunk in chunks
    ]


def _split_rate(common: Mapping[str, Any], broadcasts: int) -> dict[str, int]:
    whole = common.get("max_per_minute")
    if whole is None:
        return {}
    if whole < broadcasts:
        raise InvalidArgumentError(
            f"max_per_minute={whole} cannot be shared out among {broadcasts} broadcasts"
        )
    return {"max_per_minute": whole // broadcasts}


def check_recipient_limit(people: int, max_recipients: int | None) -> None:
    """Raise `InvalidArgumentError` when a broadcast might reach more people than it may."""
    if max_recipients is not None and people > max_recipients:
        raise InvalidArgumentError(
            f"it might reach {people} people, and max_recipients is {max_recipients}; "
            "nothing was sent"
        )
