"""What shortcuts and closing notes look like on the wire."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values.checks import check_count, check_text
from ..errors import InvalidArgumentError
from ..models.live_chat import ClosingNote, Shortcut
from .bodies import Fields, clearable_text, entry

#: A shortcut or its id.
ShortcutRef: TypeAlias = Shortcut | int
#: A closing note or its id.
ClosingNoteRef: TypeAlias = ClosingNote | int

_HIGHEST_LEVEL: Final = 2


def _level(value: int, what: str) -> int:
    if check_count(value, what) > _HIGHEST_LEVEL:
        raise InvalidArgumentError(f"{what} is 0, 1 or 2, not {value}")
    return value


SHORTCUT: Final[Fields] = {"name": entry(check_text), "value": entry(check_text)}
CLOSING_NOTE: Final[Fields] = {
    "name": entry(check_text),
    "description": entry(clearable_text),
    "require_summary": entry(_level),
    "require_attachment": entry(_level),
}
