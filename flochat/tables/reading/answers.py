"""Yes and no, as people write them in tables."""

from __future__ import annotations

from typing import Final

from .words import folded, words

_YES: Final = words("answers", "yes")
_NO: Final = words("answers", "no")
_TICKS: Final = {"✓": True, "✔": True, "☑": True, "✅": True, "✗": False, "✘": False, "❌": False}


def read_answer(cell: object) -> bool | None:
    """Whether a cell says yes or no; None where it says something else."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return bool(cell) if cell in (0, 1) else None
    text = str(cell).strip().rstrip("\ufe0f")
    if text in _TICKS:
        return _TICKS[text]
    plain = folded(text)
    if plain in _YES:
        return True
    return False if plain in _NO or text == "☐" else None
