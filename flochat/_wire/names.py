"""Whether the rows of a list have the name that was asked for. Pure functions, no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..errors import DecodeError
from ..models.base import Model

#: Where a row has its name; that of a person is in several.
_FIELDS: Final = ("name", "first_name", "last_name")
#: What a host may take for any text, and for any one character, in a name that it looks for.
_ANY_TEXT: Final = "%"
_ANY_CHARACTER: Final = "_"


def check_names(rows: Iterable[Model], part: str, *, operation: str) -> None:
    """Raise `DecodeError` for a row whose name does not contain `part`, whatever its case.

    Hosts also find a name with other accents, or by wildcards; a row without a name is let pass.
    """
    sections = [_section(text) for text in _fold(part).split(_ANY_TEXT)]
    for row in rows:
        names = [name for field in _FIELDS if (name := getattr(row, field, None))]
        whole = " ".join([*names, *names[:-1]])  # in either order
        if names and not _has_in_order(_fold(whole), sections):
            raise DecodeError(
                f"the name {part!r} was requested, and a row has {names[0]!r}, so the filter was "
                "ignored",
                operation=operation,
            )


def _section(text: str) -> re.Pattern[str]:
    return re.compile("".join("." if c == _ANY_CHARACTER else re.escape(c) for c in text))


def _has_in_order(name: str, sections: Iterable[re.Pattern[str]]) -> bool:
    """Whether a name has one section after the other, with any text between them."""
    position = 0
    for section in sections:
        match = section.search(name, position)
        if match is None:
            return False
        position = match.end()
    return True


def _fold(text: str) -> str:
    """Return a text as most databases compare it: without case, accents and outer space."""
    folded = text.casefold()
    if not folded.isascii():
        from unicodedata import combining, normalize

        folded = "".join(c for c in normalize("NFKD", folded) if not combining(c)).casefold()
    return " ".join(folded.split())
