"""Check what callers pass, and turn it into what the service takes.

Everything that a caller passes is checked here, before a request is spent on it. The messages
follow one pattern: what must hold, and what was passed instead ("qty must be at least 1, not 0").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, TypeAlias, TypeVar, get_args

from ..errors import InvalidArgumentError

#: An amount of money.
Money: TypeAlias = Decimal | int | str

#: Digits: the service keeps whole numbers in 64 bits, and JSON fractions are binary floats.
_MAX_INTEGER_DIGITS: Final = 18
_MAX_AMOUNT_DIGITS: Final = 15
_AMOUNT: Final = re.compile(
    rf"[0-9]{{1,{_MAX_AMOUNT_DIGITS}}}(\.[0-9]{{1,{_MAX_AMOUNT_DIGITS}}})?", re.ASCII
)
#: Characters of a refused text that a message repeats.
_MAX_QUOTED: Final = 40

T = TypeVar("T")


def with_article(noun: str) -> str:
    """Return a noun with its article: "an Agent"."""
    return f"{'an' if noun[0] in 'AEIOaeio' else 'a'} {noun}"


def describe_type(value: object) -> str:
    """Return what was passed in place of something else: "a dict", "an int", "None"."""
    return "None" if value is None else with_article(type(value).__name__)


def check_aware(time: datetime, argument: str) -> datetime:
    """Return an aware datetime; a naive one is refused, since nobody knows its zone."""
    if not isinstance(time, datetime):
        raise InvalidArgumentError(f"{argument} must be a datetime, not {describe_type(time)}")
    if time.utcoffset() is None:
        raise InvalidArgumentError(
            f"{argument} must have a time zone, and {time.isoformat()} has none; pass an aware "
            "datetime, such as datetime(2027, 1, 1, tzinfo=UTC); those of models are aware with "
            "Flochat(time_zone=...)"
        )
    return time


def time_to_utc_text(time: datetime, argument: str) -> str:
    """Convert an aware datetime to ISO 8601 in UTC."""
    try:
        return check_aware(time, argument).astimezone(UTC).isoformat()
    except OverflowError:
        raise InvalidArgumentError(
            f"{argument} must be a time that exists in UTC, not {time.isoformat()}"
        ) from None


def time_to_unix(time: datetime, argument: str) -> int:
    """Convert an aware datetime to whole Unix seconds."""
    return int(check_aware(time, argument).timestamp())


def time_range_query(start: datetime | None, end: datetime | None) -> dict[str, int | None]:
    """Return the query parameters for the time from `start` to `end`, in Unix seconds."""
    start_time = None if start is None else time_to_unix(start, "start")
    end_time = None if end is None else time_to_unix(end, "end")
    if start_time is not None and end_time is not None and start_time > end_time:
        raise InvalidArgumentError("start must not be after end")
    return {"start_time": start_time, "end_time": end_time}


def check_seconds(duration: float, argument: str) -> float:
    """Return a duration in seconds, which must be finite and at least 0."""
    if isinstance(duration, bool) or not isinstance(duration, int | float):
        raise InvalidArgumentError(f"{argument} must be a number of seconds, not {duration!r}")
    if not 0 <= duration < math.inf:
        raise InvalidArgumentError(
            f"{argument} must be a finite number of seconds, at least 0, not {duration}"
        )
    return duration


def check_choice(value: str, choices: object, argument: str) -> str:
    """Return one of the values of a Literal; the service accepts any other and ignores it."""
    if value not in get_args(choices):
        raise InvalidArgumentError(
            f"{argument} must be one of {', '.join(get_args(choices))}, not {value!r}"
        )
    return value


def check_str(value: object, argument: str) -> str:
    """Return a string, which may be empty."""
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{argument} must be a string, not {describe_type(value)}")
    return value


def check_text(value: str, argument: str) -> str:
    """Return a string that is neither empty nor blank."""
    if not check_str(value, argument).strip():
        raise InvalidArgumentError(f"{argument} must not be empty")
    return value


def check_optional_text(value: str | None, argument: str) -> str | None:
    """Return None or a string that is not empty: the service ignores an empty filter."""
    return None if value is None else check_text(value, argument)


def check_texts(**values: str | None) -> dict[str, str | None]:
    """Check several optional strings whose arguments are named as the service names them."""
    return {name: check_optional_text(value, name) for name, value in values.items()}


def money_to_number(amount: Money, argument: str) -> int | float:
    """Convert an amount to the JSON number that spells it: Decimal("12.90") is sent as 12.9.

    Refused are floats, since a float is not the amount that it shows, negative amounts, and amounts
    with more digits than a JSON number carries exactly.
    """
    if isinstance(amount, float):
        raise InvalidArgumentError(
            f"{argument} must be exact, and a float is not; pass Decimal('{amount}') or '{amount}'"
        )
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int | str):
        raise InvalidArgumentError(
            f"{argument} must be a Decimal, an int or a string, not {describe_type(amount)}"
        )
    text = amount if isinstance(amount, str) else _without_exponent(Decimal(amount))
    if not _AMOUNT.fullmatch(text):
        raise InvalidArgumentError(
            f"{argument} must be an amount like 12.90, not {text[:_MAX_QUOTED]!r}"
        )
    exact = Decimal(text)
    number = int(exact) if exact == int(exact) else float(exact)
    if Decimal(str(number)) != exact:
        raise InvalidArgumentError(
            f"{argument} must not have more digits than a JSON number carries exactly, as {text} "
            "does"
        )
    return number


def number_to_json(number: float | Decimal, argument: str) -> int | float:
    """Convert a number of at least 0 to the JSON number that spells it: Decimal("0.5") to 0.5.

    A float is taken for the shortest number that it is written as. Refused are infinity, NaN and a
    Decimal with more digits than a JSON number carries exactly.
    """
    if isinstance(number, float) and math.isfinite(number) and number >= 0:
        return number
    if isinstance(number, Decimal) and number.is_finite() and number >= 0:
        return money_to_number(number, argument)
    if isinstance(number, float | Decimal):
        raise InvalidArgumentError(f"{argument} must be a finite number, at least 0, not {number}")
    if isinstance(number, bool) or not isinstance(number, int):
        raise InvalidArgumentError(
            f"{argument} must be an int, a float or a Decimal, not {number!r}"
        )
    return check_count(number, argument)


def event_price(amount: Money | float, argument: str) -> int | float:
    """Convert an amount that is only recorded, so that a float will do, to a JSON number."""
    if isinstance(amount, float):
        return number_to_json(amount, argument)
    return money_to_number(amount, argument)


def number_to_text(number: float | Decimal, argument: str) -> str:
    """Write out a number without an exponent; a Decimal keeps its zeros: "12.90"."""
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        raise InvalidArgumentError(f"{argument} must be text or a number, not {number!r}")
    if isinstance(number, int):
        return str(check_count(number, argument))
    exact = Decimal(repr(number)) if isinstance(number, float) else number
    if not exact.is_finite() or exact < 0:
        raise InvalidArgumentError(f"{argument} must be a finite number, at least 0, not {number}")
    if abs(exact.adjusted()) > _MAX_INTEGER_DIGITS:
        raise InvalidArgumentError(
            f"{argument} must have at most {_MAX_INTEGER_DIGITS} digits; pass it as a string"
        )
    return format(exact, "f")


def _without_exponent(amount: Decimal) -> str:
    """Write out a Decimal; one with a huge exponent keeps it, and is refused for it."""
    fits = amount.is_finite() and abs(amount.adjusted()) <= _MAX_AMOUNT_DIGITS
    return format(amount, "f" if fits else "")


def check_count(number: int, argument: str, *, minimum: int = 0) -> int:
    """Return a whole number that is not below `minimum`."""
    if isinstance(number, bool) or not isinstance(number, int):
        raise InvalidArgumentError(f"{argument} must be a whole number, not {number!r}")
    if abs(number) >= 10**_MAX_INTEGER_DIGITS:
        raise InvalidArgumentError(f"{argument} must have at most {_MAX_INTEGER_DIGITS} digits")
    if number < minimum:
        raise InvalidArgumentError(f"{argument} must be at least {minimum}, not {number}")
    return number


def bool_to_int(flag: bool, argument: str) -> int:
    """Convert a flag to 1 or 0, as most of the service's bodies take it."""
    if not isinstance(flag, bool):
        raise InvalidArgumentError(f"{argument} must be True or False, not {flag!r}")
    return int(flag)


def bool_to_yes_no(flag: bool | None, argument: str) -> str | None:
    """Convert a flag to "yes" or "no", as the service's filters take it; None stays None."""
    if flag is None:
        return None
    return "yes" if bool_to_int(flag, argument) else "no"


def check_list(items: Iterable[T], argument: str) -> list[T]:
    """Return the items of an iterable as a list.

    Strings are refused, since they would be taken letter by letter, and mappings, since only their
    keys would be taken.
    """
    if items.__class__ in (list, tuple):
        return [*items]
    if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
        raise InvalidArgumentError(f"{argument} must be a list, not {describe_type(items)}")
    return list(items)


def unique_list(items: Iterable[T], argument: str) -> list[T]:
    """Return the items of an iterable as a list without repetitions, in order."""
    unique: dict[T, None] = {}
    for item in check_list(items, argument):
        try:
            unique[item] = None
        except TypeError:  # an unhashable item, such as a dict
            raise InvalidArgumentError(
                f"{argument} must not contain {describe_type(item)}"
            ) from None
    return list(unique)
