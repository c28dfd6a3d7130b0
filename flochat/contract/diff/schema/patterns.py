"""Tries the patterns of a document, which may be written to take for ever."""

from __future__ import annotations

import re
from typing import Final

#: Patterns and texts beyond these are not tried.
_MAX_PATTERN: Final = 300
_MAX_TEXT: Final = 300
#: How many repetitions may have no fixed count: each multiplies the ways to match.
_MAX_REPEATS: Final = 4
_REPEAT: Final = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\d*\})")
_REPEATED_GROUP: Final = re.compile(r"\)(?:[*+]|\{)")
_FREELY_REPEATED_GROUP: Final = re.compile(r"\)(?:[*+]|\{\d*,\d*\})")


#: A piece of a pattern that takes any character, or any but a slash, and how many of them.
_ANY_CHARACTER: Final = (
    r"(?:\.|\[\^\\?/\]|\[\^\]|\[(?:\\s\\S|\\S\\s|\\w\\W|\\W\\w|\\d\\D|\\D\\d)\])"
)
_PIECE: Final = re.compile(rf"{_ANY_CHARACTER}(?P<count>[*+?]|\{{(\d+)(,(\d*))?\}})?\??")
_COUNTS: Final = {"": (1, True), "?": (0, True), "*": (0, False), "+": (1, False)}
_PLAIN_GROUP: Final = re.compile(r"\((?:\?:)?([^()|]*)\)(?![*+?{])")
#: Where this occurs, a bar may not part alternatives.
_HIDDEN_BAR: Final = re.compile(r"\\\||\[[^\]]*\|")


def matches_any_part(pattern: object) -> bool:
    """Whether it is known that each part of a path matches: any text without a slash, if not empty.

    That is known of a pattern that says nothing but how many characters there are.
    """
    if not isinstance(pattern, str) or len(pattern) > _MAX_PATTERN or _HIDDEN_BAR.search(pattern):
        return False
    flat, count = pattern, 1
    while count:
        flat, count = _PLAIN_GROUP.subn(r"\1", flat)
    return any(map(_takes_any_part, flat.split("|")))


def _takes_any_part(pattern: str) -> bool:
    is_whole = pattern.startswith("^") and pattern.endswith("$")
    rest = pattern.removeprefix("^").removesuffix("$")
    least, is_limited = 0, True
    while rest:
        piece = _PIECE.match(rest)
        if piece is None:
            return False
        fewest, has_end = _count(piece)
        least, is_limited = least + fewest, is_limited and has_end
        rest = rest[piece.end() :]
    return least <= 1 and not (is_whole and is_limited)


def _count(piece: re.Match[str]) -> tuple[int, bool]:
    """How many characters a piece takes at least, and whether there is a most."""
    count = piece["count"] or ""
    return _COUNTS[count] if count in _COUNTS else (int(piece[2]), piece[4] != "")


def matches(pattern: object, text: str) -> bool | None:
    """Whether a text matches, None when that is not tried: the pattern is no good, or too slow."""
    if not isinstance(pattern, str) or len(text) > _MAX_TEXT or not _is_quick(pattern):
        return None
    try:
        return re.search(pattern, text) is not None
    except (re.error, RecursionError, OverflowError):
        return None


def _is_quick(pattern: str) -> bool:
    """Whether there is no repetition inside of a repetition, which takes exponential time."""
    repeats = len(_REPEAT.findall(pattern))
    if len(pattern) > _MAX_PATTERN or repeats > _MAX_REPEATS:
        return False
    if _REPEATED_GROUP.search(pattern) is None or not repeats:
        return True
    return repeats == 1 and "|" not in pattern and bool(_FREELY_REPEATED_GROUP.search(pattern))
