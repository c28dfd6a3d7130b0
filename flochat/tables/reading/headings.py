"""What the headings of tables mean, in the languages and export formats that people have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from .words import folded, names, words

_NUMBER_AT_THE_END: Final = re.compile(r"(?<=[^\W\d_])(?=\d+$)")


#: Words that are enough alone, and say that a phone is a mobile.
_MOBILE: Final = words("headings", "mobile")
_PHONE: Final = words("headings", "phone")
_FAX: Final = words("headings", "fax")
_EMAIL: Final = words("headings", "email")
#: Words that go with any of these and change nothing.
_FILLER: Final = words("headings", "filler")
_HOME: Final = words("headings", "home")
_WORK: Final = words("headings", "work")
_OTHER: Final = words("headings", "other")
_MAIN: Final = words("headings", "main")
#: Mobile first, then what says nothing, home, work and anything else.
_RANKS: Final = ((_MOBILE, 0), (_HOME, 3), (_WORK, 4), (_OTHER, 5), (_MAIN, 1))
_BIRTHDAYS: Final = words("headings", "birthday")
_CONSENTS: Final = words("headings", "consent")
_REFUSALS: Final = words("headings", "refusal")
#: Headings that are for one thing as they are.
_EXACT: Final[Mapping[str, str]] = {
    heading: role for role, headings in names("roles").items() for heading in headings
}
#: What is an email behind an E: E-Mail, E-posta, E-post.
_MAIL: Final = frozenset({"mail", "posta", "post", "postadress"})
#: What Google writes beside a number and an address: which kind it is, row by row.
_LABELS: Final = frozenset({"type", "label"})


class Heading(NamedTuple):
    """What a heading means. `role` is None where that is not known.

    `rank` orders columns of one role, the smaller first; `position` is the 2 of "Phone 2".
    `is_refusal` says that yes in a column of consent means no.
    """

    role: str | None
    rank: int = 1
    position: int = 0
    is_birthday: bool = False
    is_refusal: bool = False


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """What a heading means."""
    plain = folded(text)
    if not plain:
        return Heading(None)
    if plain in _REFUSALS or plain in _CONSENTS:
        return Heading("consent", is_refusal=plain in _REFUSALS)
    if plain in _EXACT:
        return Heading(_EXACT[plain])
    if plain in _BIRTHDAYS:
        return Heading(None, is_birthday=True)
    return _by_words(plain)


def _by_words(plain: str) -> Heading:
    """A heading that is put together: "Phone 2 (mobile)", "E-mail 1 - Value"."""
    parts = _NUMBER_AT_THE_END.sub(" ", plain).split()
    position = next((int(word) for word in parts if word.isdecimal() and len(word) < 4), 0)
    parts = [word for word in parts if not word.isdecimal()]
    if "e" in parts and not _MAIL.isdisjoint(parts):
        parts.insert(0, "email")
    if any(word in _FAX for word in parts):
        return Heading("fax")
    noun = _noun(parts)
    if noun is not None and parts[-1] in _LABELS and len(parts) > 1:
        return Heading(f"{noun}_label", position=position)
    known = _MAIL | _FILLER | _HOME | _WORK | _OTHER | _MAIN
    known |= _EMAIL if noun == "email" else _PHONE | _MOBILE
    if noun is None or not all(word in known for word in parts):
        return Heading(None)
    if noun == "email":
        return Heading("email", 1 + position, position)
    rank = next((rank for group, rank in _RANKS if any(word in group for word in parts)), 1)
    return Heading("phone", rank, position)


def _noun(parts: Iterable[str]) -> str | None:
    """Whether parts are about an email or a phone."""
    given = set(parts)
    if given & _EMAIL:
        return "email"
    return "phone" if given & (_PHONE | _MOBILE) or {"dien", "thoai"} <= given else None


def rank_of_label(label: str) -> int:
    """How a number with a label goes before others; those of a fax have none: -1."""
    parts = folded(label).split()
    if any(word in _FAX for word in parts):
        return -1
    return next((rank for group, rank in _RANKS if any(word in group for word in parts)), 1)


def recognised(cells: Iterable[Any]) -> int:
    """How many cells of a row are headings that are known."""
    found = (read_heading(cell) for cell in cells if isinstance(cell, str) and len(cell) < 80)
    return sum(heading.role is not None or heading.is_birthday for heading in found)
