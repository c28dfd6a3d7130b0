r"""Patterns for operations: `GET /flow/tags`, `* /flow/*`, `GET /shop/**`, `POST webhook order-*`.

`*` is any text within one segment of a path, never a `/`; a segment that is `*` alone is not empty.
`**` is whole segments: any number of them between others, at least one at the end. In the method
`*` is any method. `\*` is a star itself. Nothing else has a meaning of its own: `{id}` is written
out as the document has it. Webhooks are named by no pattern of paths.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from .diff.operation import WEBHOOK

_STAR: Final = re.compile(r"\\\*|\*")


class PatternError(ValueError):
    """A text that is not a pattern; `str()` says why."""


def is_webhook(name: str) -> bool:
    """Whether a name, or a pattern, is that of a webhook: `POST webhook order-paid`."""
    return name.partition(" ")[2].startswith(WEBHOOK)


def is_pattern(text: str) -> bool:
    """Whether a text has a star that stands for something else."""
    return any(star == "*" for star in _STAR.findall(text))


def check_pattern(text: str) -> None:
    """Raises PatternError for a pattern that is not `METHOD /path`, or has a `**` in a segment.

    A text without stars is the name of one operation, whatever it is.
    """
    if is_pattern(text):
        _compiled(text)


def matches(pattern: str, operation: str) -> bool:
    """Whether an operation, as `METHOD /path`, is one of those that a pattern names."""
    if not is_pattern(pattern):
        return operation == pattern.replace(r"\*", "*")
    if is_webhook(pattern) != is_webhook(operation):
        return False
    return _compiled(pattern).fullmatch(operation) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    method, space, path = pattern.partition(" ")
    if is_webhook(pattern):
        name = path.removeprefix(WEBHOOK)
        stars = re.escape(name).replace(re.escape("\\*"), "\0").replace(re.escape("*"), ".*")
        kind = "[A-Z]+" if method == "*" else re.escape(method)
        return re.compile(f"{kind} {WEBHOOK}{stars}".replace("\0", re.escape("*")))
    if not space or not path.startswith("/"):
        raise PatternError("is not METHOD /path, such as 'GET /flow/*' or '* /shop/**'")
    if method != "*" and "*" in method:
        raise PatternError("has a * in its method, which must be a method or * alone")
    segments = path[1:].split("/")
    last = len(segments) - 1
    if any(one == other == "**" for one, other in pairwise(segments)):
        raise PatternError("has two ** in a row, of which one is enough")
    parts = [_segment(segment, is_last=n == last) for n, segment in enumerate(segments)]
    return re.compile(("[A-Z]+" if method == "*" else re.escape(method)) + " " + "".join(parts))


def _segment(segment: str, *, is_last: bool) -> str:
    if segment == "**":
        return "(?:/[^/]+)+" if is_last else "(?:/[^/]+)*"
    if "**" in segment:
        raise PatternError("has a ** beside other text, which must be a whole segment of the path")
    if segment == "*":
        return "/[^/]+"
    texts = _STAR.split(segment)
    stars = [r"\*" if star != "*" else "[^/]*" for star in _STAR.findall(segment)]
    return "/" + "".join(
        re.escape(text) + star for text, star in zip(texts, [*stars, ""], strict=True)
    )
