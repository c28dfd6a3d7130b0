"""Tags in a cell: "VIP, Newsletter", JSON, or as Google writes its groups."""

from __future__ import annotations

import json
import re
from typing import Final

from .contacts import SEVERAL
from .texts import one_line

_BETWEEN: Final = re.compile(r"[,;|\n]")
#: How Google begins the names of groups of its own making.
_OWN_GROUP: Final = "* "


def read_tags(text: str) -> list[str]:
    """The tags in a cell, once each."""
    if text.startswith("["):
        try:
            items = json.loads(text)
        except (ValueError, RecursionError):
            items = None
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return _plain(items)
    if SEVERAL in text:
        parts = [part.strip() for part in text.split(SEVERAL)]
        return _plain([part for part in parts if not part.startswith(_OWN_GROUP)])
    return _plain([] if text.startswith(_OWN_GROUP) else _BETWEEN.split(text))


def _plain(items: list[str]) -> list[str]:
    return list(dict.fromkeys(tag for item in items if (tag := one_line(item))))
