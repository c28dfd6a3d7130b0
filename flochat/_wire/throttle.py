"""What an answer says about waiting: whose throttle refused the request, and for how long."""

from __future__ import annotations

import re
from typing import Final

from .wire import WireResponse

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
_YEAR: Final = 365 * 86_400.0


def is_own_throttle(answer: WireResponse) -> bool:
    """Whether a 429 is the platform's own, given before the call did anything.

    Cloudflare and the channels behind the platform have throttles too, and their 429 does not
    show how far the call got.
    """
    return (
        answer.headers.get("x-ratelimit-remaining") == "0" and b"Too Many Attempts" in answer.body
    )


def retry_after(answer: WireResponse, *, now: float) -> float | None:
    """The wait that an answer asks for, in seconds, or None when it asks for none.

    `Retry-After` gives seconds, which may have a fraction, or a date in one of the three forms of
    HTTP, in UTC; `x-ratelimit-reset` gives a Unix time. What is neither is as if it were not there,
    and more than a year is a year.
    """
    wait = _requested_wait(answer, now)
    return None if wait is None else min(max(0.0, wait), _YEAR)


def _requested_wait(answer: WireResponse, now: float) -> float | None:
    header = answer.headers.get("retry-after", "").strip()
    if header:
        seconds = _number(header.partition(",")[0])  # a proxy may have added another one
        if seconds is None:
            seconds = _until(header, now)
        if seconds is not None:
            return seconds
    reset = _number(answer.headers.get("x-ratelimit-reset", ""))
    return None if reset is None else reset - now


def _number(text: str) -> float | None:
    """A plain number of seconds; `float` would also accept "nan", "inf" and "1_0"."""
    return float(text) if _NUMBER.fullmatch(text.strip()) else None


def _until(date: str, now: float) -> float | None:
    """The seconds until a date: "Sun, 06 Nov 1994 08:49:37 GMT" and the two older forms.

    Those are "Sunday, 06-Nov-94 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994", which is in UTC too.
    """
    from email.utils import mktime_tz, parsedate_tz

    try:
        parts = parsedate_tz(date)
        if parts is None:
            return None
        return mktime_tz((*parts[:9], parts[9] or 0)) - now
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
