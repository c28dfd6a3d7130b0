"""Yes and no, as people write them in tables."""

from __future__ import annotations

from typing import Final

from .headings import folded

_YES: Final = frozenset(
    (
        "yes|y|true|t|1|on|x|ja|j|si|s|sim|oui|o|vrai|verdadero|verdadeiro|wahr|vero|tak|prawda|"
        "evet|dogru|ya|kylla|igen|ano|да|истина|是|はい|예|네|نعم|co|opted in|opt in|subscribed|granted|"
        "given|accepted|agreed|allowed|active|abonniert|suscrito|inscrito|inscrit|erteilt|waar"
    ).split("|")
)
_NO: Final = frozenset(
    (
        "no|n|false|f|0|off|nein|nee|nao|non|faux|falso|falsch|nie|falsz|hayir|yanlis|tidak|nej|nei|"
        "ei|nem|ne|нет|ложь|否|不|いいえ|아니요|아니오|لا|khong|opted out|opt out|unsubscribed|denied|"
        "declined|refused|revoked|withdrawn|not given|never|none|abgemeldet|baja|widerrufen|onwaar"
    ).split("|")
)
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
