"""What strangers wrote: kept apart from facts, cleaned of what is not seen, and cut.

Cleaning is no defence: a text that misleads a model can be in any language, in base64, or in pieces
from three people. It only makes sure that people and models see the same text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

#: The longest text that is shown whole.
MAX_TEXT: Final = 600
_CUT: Final = " […]"
_SPACES: Final = re.compile(r"[ \t\u00a0]+")
#: Categories of characters that nobody sees: control, format (bidirectional, zero-width, tags),
#: surrogates, private and unassigned ones.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Marks that a base character carries, at most; more make a text grow over others.
_MAX_MARKS: Final = 4
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")


def clean(text: object, *, longest: int = MAX_TEXT) -> str:
    """A text as people see it, on as many lines as it has, cut after `longest` characters."""
    characters: list[str] = []
    marks = 0
    for character in str(text)[: longest * 4]:
        category = unicodedata.category(character)
        marks = marks + 1 if category.startswith("M") else 0
        if character in "\n\t":
            characters.append(character)
        elif category in ("Zl", "Zp"):
            characters.append("\n")
        elif category not in _UNSEEN and character not in _FILLERS and marks <= _MAX_MARKS:
            characters.append(character)
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(characters).split("\n"))
    seen = "\n".join(line for line in lines if line)
    return seen if len(seen) <= longest else seen[: longest - len(_CUT)].rstrip() + _CUT


def clean_value(value: Any, *, longest: int = MAX_TEXT, depth: int = 6) -> Any:
    """The same of all texts in a value of JSON, keys too."""
    if isinstance(value, str):
        return clean(value, longest=longest)
    if depth <= 0:
        return "[…]" if isinstance(value, list | dict) else value
    if isinstance(value, Mapping):
        return {
            clean(key, longest=80): clean_value(item, longest=longest, depth=depth - 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [clean_value(item, longest=longest, depth=depth - 1) for item in value]
    return value


def mask_phone(text: str) -> str:
    """A phone of which only the end can be read."""
    digits = re.sub(r"\D", "", text)
    return f"…{digits[-3:]}" if len(digits) > 3 else "…"


def mask_email(text: str) -> str:
    """An email of which the beginning and the domain can be read."""
    name, at, domain = text.partition("@")
    return f"{name[:1]}…{at}{domain}" if at else "…"


_PHONE: Final = re.compile(r"(?<![\w.])\+?\d[\d ().-]{6,}\d(?!\w)")
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def mask_contacts(text: str) -> str:
    """A text in which phones and emails are masked."""
    masked = _EMAIL.sub(lambda found: mask_email(found[0]), text)
    return _PHONE.sub(lambda found: mask_phone(found[0]), masked)
