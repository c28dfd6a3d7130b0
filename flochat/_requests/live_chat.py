"""Shortcuts and closing notes: how they are referred to, and how they are sent."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values.checks import check_count, check_text
from ..errors import InvalidArgumentError
from ..models.live_chat import ClosingNote, Shortcut
from .bodies import BodySchema, clearable_text, encode_with

#: A shortcut or its id.
ShortcutRef: TypeAlias = Shortcut | int
#: A closing note or its id.
ClosingNoteRef: TypeAlias = ClosingNote | int

_MAX_LEVEL: Final = 2


def _check_level(value: int, argument: str) -> int:
    if check_count(value, argument) > _MAX_LEVEL:
        raise InvalidArgumentError(f"{argument} must be 0, 1 or 2, not {value}")
    return value


SHORTCUT: Final[BodySchema] = {"name": encode_with(check_text), "value": encode_with(check_text)}
CLOSING_NOTE: Final[BodySchema] = {
    "name": encode_with(check_text),
    "description": encode_with(clearable_text),
    "require_summary": encode_with(_check_level),
    "require_attachment": encode_with(_check_level),
}
