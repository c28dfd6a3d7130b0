"""Python values, turned into what travels.

Everything that a caller hands over is checked here, before a request is spent on it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, Literal, TypeAlias, TypeVar, get_args

from ..errors import InvalidArgumentError

#: What an amount of money is given as.
Money: TypeAlias = Decimal | int | str
#: The days that a summary is of.
SummaryPeriod: TypeAlias = Literal[
    "yesterday", "last_7_days", "last_week", "last_30_days", "last_month", "last_3_months"
]

#: Digits: the service keeps numbers in 64 bits, and fractions travel as binary ones.
_LONGEST_NUMBER: Final = 18
_LONGEST_AMOUNT: Final = 15
_AMOUNT: Final = re.compile(
    rf"[0-9]{{1,{_LONGEST_AMOUNT}}}(\.[0-9]{{1,{_LONGEST_AMOUNT}}})?", re.ASCII
)

T = TypeVar("T")


def with_article(word: str) -> str:
    """A noun with its article: "an Agent"."""
    return f"{'an' if word[0] in 'AEIOaeio' else 'a'} {word}"


def describe_type(value: object) -> str:
    """What somebody gave in place of something else: "a dict", "an int", "None"."""
    return "None" if value is None else with_article(type(value).__name__)


def check_aware(time: datetime, what: str) -> datetime:
    """A datetime that says its zone; a naive one is refused, since nobody knows what it means."""
    if not isinstance(time, datetime):
        raise InvalidArgumentError(f"{what} is a datetime, not {describe_type(time)}")
    if time.utcoffset() is None:
        raise InvalidArgumentError(
            f"{what} has no time zone: {time.isoformat()}; say which, as in "
            "datetime(2027, 1, 1, tzinfo=UTC)"
        )
    return time


def time_to_utc_text(time: datetime, what: str) -> str:
    """A time in ISO 8601, in UTC; a naive one is refused."""
    try:
        return check_aware(time, what).astimezone(UTC).isoformat()
    except OverflowError:
        raise InvalidArgumentError(f"{what} is no time in UTC: {time.isoformat()}") from None


def time_to_unix(time: datetime, what: str) -> int:
    """A time as the service wants it; a naive one is refused."""
    return int(check_aware(time, what).timestamp())


def time_range_query(start: datetime | None, end: datetime | None) -> dict[str, int | None]:
    """The time that something is asked of, from `start` to `end`, as the service wants it."""
    start_time = None if start is None else time_to_unix(start, "start")
    end_time = None if end is None else time_to_unix(end, "end")
    if start_time is not None and end_time is not None and start_time > end_time:
        raise InvalidArgumentError("start is after end")
    return {"start_time": start_time, "end_time": end_time}


def check_seconds(duration: float, what: str) -> float:
    """A duration in seconds."""
    if isinstance(duration, bool) or not isinstance(duration, int | float):
        raise InvalidArgumentError(f"{what} is a number of seconds, not {duration!r}")
    if not 0 <= duration < math.inf:
        raise InvalidArgumentError(f"{what} is no duration: {duration}")
    return duration


def check_choice(value: str, choices: object, what: str) -> str:
    """One of the texts of a Literal; the service takes others without a word and does nothing."""
    if value not in get_args(choices):
        raise InvalidArgumentError(
            f"{what} is one of {', '.join(get_args(choices))}, not {value!r}"
        )
    return value


def summary_range(period: SummaryPeriod | None) -> str | None:
    """The days that a summary is asked of; without them the service chooses."""
    return None if period is None else check_choice(period, SummaryPeriod, "period")


def check_str(value: object, what: str) -> str:
    """A text, be it an empty one."""
    if not isinstance(value, str):
        raise InvalidArgumentError(f"{what} is a text, not {describe_type(value)}")
    return value


def check_text(value: str, what: str) -> str:
    """A text that says something."""
    if not check_str(value, what).strip():
        raise InvalidArgumentError(f"{what} is empty")
    return value


def check_optional_text(value: str | None, what: str) -> str | None:
    """A text that says something, where it is given: the service ignores an empty filter."""
    return None if value is None else check_text(value, what)


def check_texts(**given: str | None) -> dict[str, str | None]:
    """The same for several that the service calls as the caller does."""
    return {name: check_optional_text(value, name) for name, value in given.items()}


def money_to_number(amount: Money, what: str) -> int | float:
    """An amount as the JSON number that spells it: Decimal("12.90") travels as 12.9.

    A float is refused, since it holds another amount than it shows; so is what is negative, and
    what has more digits than a JSON number carries unharmed.
    """
    if isinstance(amount, float):
        raise InvalidArgumentError(
            f"{what} is money, and a float is not exact: give Decimal('{amount}') or '{amount}'"
        )
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int | str):
        raise InvalidArgumentError(
            f"{what} is a Decimal, an int or a text, not {describe_type(amount)}"
        )
    spelt = amount if isinstance(amount, str) else _plainly(Decimal(amount))
    if not _AMOUNT.fullmatch(spelt):
        raise InvalidArgumentError(f"{what} is an amount of the form 12.90, not {spelt[:40]!r}")
    exact = Decimal(spelt)
    number = int(exact) if exact == int(exact) else float(exact)
    if Decimal(str(number)) != exact:
        raise InvalidArgumentError(f"{what} has more digits than travel unharmed: {spelt}")
    return number


def _plainly(amount: Decimal) -> str:
    """A Decimal without an exponent; one with a huge exponent stays, to be refused as it is."""
    written_out = amount.is_finite() and abs(amount.adjusted()) <= _LONGEST_AMOUNT
    return format(amount, "f" if written_out else "")


def check_count(number: int, what: str, *, least: int = 0) -> int:
    """A whole number of things."""
    if isinstance(number, bool) or not isinstance(number, int):
        raise InvalidArgumentError(f"{what} is a whole number, not {number!r}")
    if abs(number) >= 10**_LONGEST_NUMBER:
        raise InvalidArgumentError(f"{what} is of {_LONGEST_NUMBER} digits at the most")
    if number < least:
        raise InvalidArgumentError(f"{what} is {least} at the least, not {number}")
    return number


def bool_to_int(flag: bool, what: str) -> int:
    """A switch as the service wants it."""
    if not isinstance(flag, bool):
        raise InvalidArgumentError(f"{what} is True or False, not {flag!r}")
    return int(flag)


def bool_to_yes_no(flag: bool | None, what: str) -> str | None:
    """A filter's flag as the service wants it."""
    if flag is None:
        return None
    return "yes" if bool_to_int(flag, what) else "no"


def check_list(items: Iterable[T], what: str) -> list[T]:
    """The items of a list; a text would be taken letter by letter, and a mapping by its keys."""
    if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
        raise InvalidArgumentError(f"{what} is a list, not {describe_type(items)}")
    return list(items)


def unique_list(items: Iterable[T], what: str) -> list[T]:
    """The items of a list without repetitions, in order."""
    kept: dict[T, None] = {}
    for item in check_list(items, what):
        try:
            kept[item] = None
        except TypeError:  # a dict, say, has no hash
            raise InvalidArgumentError(
                f"{what} holds {describe_type(item)}, which it does not take"
            ) from None
    return list(kept)


def phone_digits(phone: str) -> str:
    """The digits of a phone number, for comparison: no "+", no punctuation, no leading zeros.

    "(0)" is dialled only where the country code is not, so it goes too.
    """
    return "".join(c for c in phone.replace("(0)", "") if c in "0123456789").lstrip("0")


def same_phone(one: str, other: str) -> bool:
    """Whether two spellings mean one number; the service keeps them with and without country code.

    "+61 412 345 678", "61412345678" and "0412345678" do. Where one is the tail of the other it
    has to have seven digits at the least.
    """
    short, long = sorted((phone_digits(one), phone_digits(other)), key=len)
    return short == long != "" or (len(short) >= SHORTEST_PHONE and long.endswith(short))


SHORTEST_PHONE: Final = 7
