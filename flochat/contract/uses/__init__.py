"""The code of those who use a client: where it does, and what a change of the contract does there.

Nothing of theirs is imported or run.
"""

from __future__ import annotations

from .find import Found, find_uses, judge
from .judge import Judged, Touched
from .model import Unfollowed, Use, Uses
from .report import as_json, github, markdown, text

__all__ = [
    "Found",
    "Judged",
    "Touched",
    "Unfollowed",
    "Use",
    "Uses",
    "as_json",
    "find_uses",
    "github",
    "judge",
    "markdown",
    "text",
]
