"""How a list is split that has more rows than can be read of it: by filters, or by time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final, TypeAlias

#: What narrows a part: the values of filters, or the ends of a time range.
Key: TypeAlias = Mapping[str, Any]
#: The name of a split, and what narrows each of its children.
Dimension: TypeAlias = tuple[str, Sequence[Key]]

#: The channels that the contract names.
_CHANNELS: Final = (
    *("facebook", "instagram", "whatsapp_cloud", "whatsapp", "google", "telegram", "tiktok"),
    *("line", "viber", "vk", "wechat", "web", "apichat"),
)
_STATUSES: Final = ("New", "Scheduled", "Completed", "Cancelled")


def _yes_or_no(name: str) -> Dimension:
    return name, ({name: True}, {name: False})


#: How people are split: first by what changes rarely, and by what changes within the hour last.
PEOPLE_DIMENSIONS: Final[Sequence[Dimension]] = (
    _yes_or_no("is_opt_in_email"),
    _yes_or_no("is_opt_in_sms"),
    ("channel", tuple({"channel": channel} for channel in _CHANNELS)),
    _yes_or_no("is_interacted_in_last_24h"),
    _yes_or_no("is_bot_interacted_in_last_24h"),
    _yes_or_no("is_last_message_in_last_24h"),
)
BROADCAST_DIMENSIONS: Final[Sequence[Dimension]] = (
    ("status", tuple({"status": status} for status in _STATUSES)),
)

#: How far the numbers of a split may be from the whole: people come and go while they are read.
_DRIFT: Final = 0.001
#: One in so many rows of a full page is left out of the part that has the others, so that it is
#: not full again.
_LEFT_OUT: Final = 50
_MONTH: Final = 30 * 86_400
#: A time range that overlaps its neighbour by a second cannot be split below this, in seconds.
_SHORTEST: Final = 3


class Fit(Enum):
    """Whether the children of a split have together what the whole has."""

    WHOLE = "whole"  #: they have
    PART = "part"  #: they have less: who is in none of them cannot be reached by it
    NONE = "none"  #: they have more, or one of them has all: the filter does nothing


def dimensions_left(key: Key, dimensions: Sequence[Dimension]) -> list[Dimension]:
    """The ways to split a part that are left: not by what narrows it already."""
    return [(name, keys) for name, keys in dimensions if name not in key]


def fit_of(total: int, totals: Sequence[int | None]) -> Fit:
    """Whether the numbers of rows of the children add up to that of the whole."""
    known: list[int] = [number for number in totals if number is not None]
    if len(known) < len(totals) or max(known, default=0) >= total:
        return Fit.NONE
    difference = sum(known, start=-total)
    if abs(difference) <= total * _DRIFT:
        return Fit.WHOLE
    return Fit.PART if difference < 0 and any(known) else Fit.NONE


def split_time(
    start: int | None, end: int | None, *, now: float, times: Sequence[float]
) -> tuple[tuple[int, int | None], tuple[int | None, int]] | None:
    """Split a time range in Unix seconds, both ends included: the later part, then the earlier.

    The two overlap by a second, since hosts differ in whether the ends are included. `times` are
    those of the rows of a full page in their order. They may be hours off, and only decide how even
    the parts are: one of them has nearly all of these rows, the later part where the newest come
    first. Returns None for a range that is too short to be split.
    """
    upper = int(now) if end is None else end
    middle = min(upper, _between(times)) if times else upper - _MONTH
    if start is None:
        middle = min(middle, upper - 2)
        return (middle - 1, end), (None, middle)
    if upper - start < _SHORTEST:
        return None
    if not start + 2 <= middle < upper:
        middle = min(max(start + 2, (start + upper) // 2), upper - 1)
    return (middle - 1, end), (start, middle)


def _between(times: Sequence[float]) -> int:
    """A time that leaves a few of those rows on the other side which come last."""
    ordered = sorted(times)
    left_out = min(max(1, len(times) // _LEFT_OUT), len(times) - 1)
    if times[0] < times[-1]:
        return int(ordered[-1 - left_out]) - 1
    return int(ordered[left_out]) + 2
