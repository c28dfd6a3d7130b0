"""How the values of an answer are spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Final

from ..areas.dynamic_content import MAX_PARTS
from .outcome import without_query

#: How much of a text a sentence repeats.
_SHOWN: Final = 60


def about_version(payload: dict[str, Any]) -> str:
    """What is wrong with the version of an answer."""
    version = payload.get("version")
    if version is None:
        inside = any(part in payload for part in MAX_PARTS)
        wrap = "; wrap it: {'version': 'v1', 'content': {...}}" if inside else ""
        return f"dynamic content must have version 'v1', and this has none{wrap}"
    return f"must be 'v1', not {quote(version)}"


def about_content(payload: dict[str, Any]) -> str:
    """What is wrong with the content of an answer."""
    content = payload.get("content")
    if content is not None:
        return f"must be an object with messages, not {describe(content)}"
    outside = [part for part in MAX_PARTS if part in payload]
    if outside:
        return f"{' and '.join(outside)} must be in content, not beside version"
    return "must be there, an object with messages; {'messages': []} says nothing to the person"


def describe(value: object) -> str:
    """What kind of JSON a value is."""
    names = {dict: "an object", list: "a list", str: "text", bool: "a flag", type(None): "null"}
    return names.get(type(value), "a number")


def quote(value: object) -> str:
    """A value as a sentence has it; only text, flags and numbers are repeated."""
    return repr(shorten(value)) if isinstance(value, str) else _spell(value)


def _spell(value: object) -> str:
    return (
        describe(value) if isinstance(value, dict | list) or value is None else shorten(repr(value))
    )


def shorten(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def at(url: str) -> str:
    """An address as a sentence has it."""
    return quote(without_query(url))


def one_of(choices: Iterable[str]) -> str:
    """Choices as a sentence has them."""
    *others, last = map(repr, choices)
    return f"{', '.join(others)} or {last}" if others else last


def guess(word: object, known: Iterable[str]) -> str:
    """What somebody may have meant."""
    if not isinstance(word, str):
        return ""
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), by_folded, 1)
    return f"; did you mean {by_folded[found[0]]!r}?" if found else ""
