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
