"""Phones and emails of cells. Whatever could be somebody else's is refused, with the reason."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ... import phones
from ...errors import InvalidArgumentError
from .grid import Cell
from .texts import clean, one_line
from .words import folded

#: What Google writes between several values in one cell.
SEVERAL: Final = ":::"
#: Digits that a number of a spreadsheet keeps; more of them were rounded.
_EXACT_DIGITS: Final = 15
#: How a number ends that was shown as a power of ten, and kept as it was shown.
_ROUNDED: Final = "0000000"
_PLUS: Final = re.compile("[+\N{FULLWIDTH PLUS SIGN}]")
_LETTER: Final = r"[^\s@,;:<>()\[\]\\\"]"
_EMAIL: Final = re.compile(rf"{_LETTER}+@{_LETTER}+\.{_LETTER}+(?<!\.)")
_MAIL_TO: Final = re.compile(r"mailto:", re.IGNORECASE)
_NOBODY: Final = frozenset(
    {"n a", "na", "none", "null", "nil", "nan", "unknown", "keine", "no", ""}
)


class CellError(Exception):
    """A cell cannot be used, for the reason that this says."""


class Contact(NamedTuple):
    """A phone in E.164 or an email, and what is to be told of it."""

    text: str
    note: str | None = None


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says in words that there is no phone or email: "n/a", "-"."""
    return isinstance(cell, str) and folded(clean(cell).text) in _NOBODY


def read_phone(cell: Cell, country: str | None, own_country: str | None) -> Contact:
    """The phone in a cell. `own_country` is that of the row, `country` that of the table.

    A number with "+" has to be possible; one without is never taken for one of another country than
    these two, and has to be valid there. Raises `CellError`.
    """
    text = one_line(_phone_text(cell))
    note = None
    if SEVERAL in text:
        text, note = _first_of(text), "several in one cell, the first was taken"
    try:
        found = _read(text, country, own_country)
    except InvalidArgumentError as error:
        raise CellError(_reason(error)) from None
    return Contact(found.text, found.note or note)


def read_email(cell: Cell) -> Contact:
    """The email in a cell. Raises `CellError`."""
    text = one_line(clean(str(cell)).text)
    note = None
    if SEVERAL in text:
        text, note = _first_of(text), "several in one cell, the first was taken"
    text = _MAIL_TO.sub("", text, count=1).strip()
    if text.count("@") > 1:
        raise CellError("it holds several emails; keep one")
    if not _EMAIL.fullmatch(text) or ".." in text:
        raise CellError("it is not an email (like ana@example.com)")
    return Contact(text, note)


def _phone_text(cell: Cell) -> str:
    """A cell as text. Numbers of a workbook are exact unless they have too many digits."""
    match cell:
        case str():
            return clean(cell).text
        case bool():
            raise CellError("it is a yes or no, not a phone")
        case int():
            number = cell
        case float() if cell.is_integer():
            number = int(cell)
        case _:
            raise CellError("it is not a phone; format the column as text and enter it again")
    digits = str(abs(number))
    if len(digits) > _EXACT_DIGITS or (len(digits) >= 10 and digits.endswith(_ROUNDED)):
        raise CellError("a spreadsheet rounded this number; format the column as text")
    return str(number)


def _first_of(text: str) -> str:
    return next((part for part in map(str.strip, text.split(SEVERAL)) if part), "")


@lru_cache(maxsize=8192)
def _read(text: str, country: str | None, own_country: str | None) -> Contact:
    if _PLUS.search(text):
        return _with_code(phones.normalise(text))
    if _has_prefix(text):
        found = _with_code(phones.normalise(text, country=own_country or country))
        if found.note is None:
            return found
    countries = [it for it in (own_country, country) if it is not None]
    if not countries:
        phones.spellings(text)  # what is no phone at all is refused for that
        raise CellError(
            "it has no '+' and country code, and no country is known; write it with '+', or pass "
            "country= (such as 'AU') or a column of countries"
        )
    reasons = []
    for each in countries:
        try:
            number = phones.normalise(text, country=each)
        except InvalidArgumentError as error:
            reasons.append(_reason(error))
            continue
        if _is_valid_in(number, each):
            return _told(number, each, own_country)
        reasons.append(
            f"it has no '+' and is not a valid number of {each}; write it with '+' and country code"
        )
    raise CellError(reasons[0])


def _told(number: str, country: str, own_country: str | None) -> Contact:
    if own_country is not None and country != own_country:
        return Contact(number, f"it is no number of {own_country}, but one of {country}")
    return Contact(number)


def _with_code(number: str) -> Contact:
    """A number that says its country, and whether its range is known."""
    import phonenumbers

    if phonenumbers.is_valid_number(phonenumbers.parse(number)):
        return Contact(number)
    return Contact(number, "unusual: possible, but in no range that is known to be in use")


def _has_prefix(text: str) -> bool:
    """Whether a number is written with the international prefix that most countries have."""
    digits = re.sub(r"\D", "", text)
    return digits.startswith("00") and not digits.startswith("000")


def _is_valid_in(number: str, country: str) -> bool:
    import phonenumbers

    parsed = phonenumbers.parse(number)
    code = phonenumbers.country_code_for_region(country)
    return parsed.country_code == code and phonenumbers.is_valid_number(parsed)


def _reason(error: InvalidArgumentError) -> str:
    """What `phones` says of a text, without the text, which stands in the report anyway."""
    return str(error).partition(": ")[2] or str(error)
