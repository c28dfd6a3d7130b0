"""The forms of arguments by which the facade chooses an operation: a namespace, a name, a model."""

from __future__ import annotations

import re
from typing import Final

_NAMESPACE: Final = re.compile(r"f[0-9]{1,18}[a-z]{1,4}[0-9]{1,18}", re.ASCII)


def form_of_text(text: str) -> str:
    """Whether a text is a namespace (f12t34), a name, or empty."""
    if not text:
        return "empty"
    return "namespace" if _NAMESPACE.fullmatch(text) else "name"
