"""Compare phone numbers whose spellings differ."""

from __future__ import annotations

from typing import Final

#: Digits: a shorter number could be the end of many.
SHORTEST_PHONE: Final = 7


def phone_digits(phone: str) -> str:
    """Return the digits of a phone number, for comparison: no "+", punctuation or leading zeros.

    "(0)" is only dialled where the country code is not, so it is dropped too.
    """
    return "".join(c for c in phone.replace("(0)", "") if c in "0123456789").lstrip("0")


def is_same_phone(one: str, other: str) -> bool:
    """Whether two spellings mean one number: the service may or may not keep the country code.

    "+61 412 345 678", "61412345678" and "0412345678" are the same. Where one is only the end of
    the other, it must have at least seven digits.
    """
    short, long = sorted((phone_digits(one), phone_digits(other)), key=len)
    return short == long != "" or (len(short) >= SHORTEST_PHONE and long.endswith(short))
