"""What an answer says about waiting: whose throttle refused the request, and for how long."""

from __future__ import annotations

from .wire import WireResponse


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

    `Retry-After` gives seconds or a date; `x-ratelimit-reset` gives a Unix time.
    """
    header = answer.headers.get("retry-after", "").strip()
    if header:
        seconds = _number(header)
        if seconds is None:
            seconds = _until(header, now)
        if seconds is not None:
            return max(0.0, seconds)
    reset = _number(answer.headers.get("x-ratelimit-reset", ""))
    return None if reset is None else max(0.0, reset - now)


def _number(text: str) -> float | None:
    """A plain number of seconds; `float` would also accept "nan", "inf" and "1_0"."""
    digits = text.strip()
    return float(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def _until(date: str, now: float) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(date).timestamp() - now
    except (TypeError, ValueError, OverflowError):
        return None
