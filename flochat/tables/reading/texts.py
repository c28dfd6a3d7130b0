"""Texts of cells without what cannot be seen: it makes two names of one, and no host takes it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from ..cells import unguarded

#: They join letters of some scripts, and the parts of some emoji, and are a part of those.
_JOINERS: Final = "\u200c\u200d"
#: Scripts whose letters are joined or kept apart by them, as the names of their letters begin.
_JOINED_SCRIPTS: Final = (
    *("ARABIC", "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "MALAYALAM"),
    *("MONGOLIAN", "MYANMAR", "ORIYA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU"),
)


class Cleaned(NamedTuple):
    """A text, and whether something invisible was taken off it."""

    text: str
    is_changed: bool = False


def clean(text: str) -> Cleaned:
    """Take off what cannot be seen, turn odd spaces into plain ones, and undo a guard."""
    text = unguarded(text)
    if text.isascii() and text.isprintable():
        return Cleaned(text.strip())
    kept: list[str] = []
    is_changed = False
    for index, character in enumerate(text):
        plain = _plain(character)
        if plain != character and not _joins(text, index):
            is_changed = True
        else:
            plain = character
        kept.append(plain)
    return Cleaned("".join(kept).strip(), is_changed)


def one_line(text: str) -> str:
    """A text with single spaces instead of line breaks and the like."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What a character becomes."""
    if character in "\n\t":
        return character
    match unicodedata.category(character):
        case "Cc" | "Cf":
            return ""
        case "Zs":
            return " "
        case "Zl" | "Zp":
            return "\n"
    return character


def _joins(text: str, index: int) -> bool:
    """Whether a joiner stands where it is a part of the writing."""
    if text[index] not in _JOINERS or not 0 < index < len(text) - 1:
        return False
    return _is_joined(text[index - 1]) and _is_joined(text[index + 1])


def _is_joined(character: str) -> bool:
    if unicodedata.category(character) in ("So", "Sk") or character == "\ufe0f":
        return True  # emoji, and what follows them
    return unicodedata.name(character, "").startswith(_JOINED_SCRIPTS)
