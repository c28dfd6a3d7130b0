"""Texts and values of a document as HTML, in which nothing of them can act."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import Any, Final

from ..errors import one_line
from ..finding_places import ABSENT

_LINES: Final = 24
_CHARACTERS: Final = 1_600
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def text(untrusted: str) -> str:
    """A text within a line, which has a direction of its own."""
    return f"<bdi>{html.escape(one_line(untrusted))}</bdi>"


def code(untrusted: str) -> str:
    """A name as code."""
    return f'<code dir="ltr">{html.escape(one_line(untrusted))}</code>'


def sides(before: Any, after: Any) -> str:
    """What stands in the old document and in the new one, side by side."""
    columns = (("Before", before), ("After", after))
    inner = "".join(
        f"<figure><figcaption>{title}</figcaption>{_value(value)}</figure>"
        for title, value in columns
    )
    return f'<div class="sides">{inner}</div>'


def _value(value: Any) -> str:
    if value is ABSENT:
        return '<p class="none">not there</p>'
    written = json.dumps(value, indent=2, ensure_ascii=False)
    lines = written[:_CHARACTERS].split("\n")
    shown = lines[:_LINES]
    more = written.count("\n") + 1 - len(shown)
    if more > 0:
        rest = f'<p class="dim">and {more} more line{"s" * (more != 1)}</p>'
    else:
        rest = '<p class="dim">and more</p>' if len(written) > _CHARACTERS else ""
    inner = "\n".join(map(_line, shown))
    return f'<pre dir="ltr">{inner}</pre>{rest}'


def _line(line: str) -> str:
    """A line of JSON. What is not printable is told by its number; directions end with a string."""
    if not line.isprintable():
        line = "".join(char if char.isprintable() else _number(char) for char in line)
    if line.isascii() or not any(map(_is_right_to_left, line)):
        return html.escape(line)
    parts = _STRING.split(line)
    strings = [f"<bdi>{html.escape(string)}</bdi>" for string in _STRING.findall(line)]
    return "".join(
        html.escape(part) + string for part, string in zip(parts, [*strings, ""], strict=True)
    )


def _is_right_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT


def _number(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
