"""Whether a job that resumes has the arguments that it was begun with."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Final

from .button_headers import hide_headers

#: Jobs whose arguments are sets in their nature: neither a set nor a dict has a certain order.
_UNORDERED: Final = frozenset(
    {
        "subscribers.add_labels",
        "subscribers.add_tags",
        "subscribers.clear_fields",
        "subscribers.remove_labels",
        "subscribers.remove_tags",
        "subscribers.set_fields",
    }
)

#: The job whose older journals hold the headers of buttons.
_WITH_BUTTONS: Final = "messages.send_content"


def are_same_arguments(name: str, begun: str, given: str) -> bool:
    """Compare the arguments of a job as journals hold them, in any order where there is none."""
    if begun == given:
        return True
    if name == _WITH_BUTTONS:
        with suppress(ValueError):
            return bool(hide_headers(json.loads(begun)) == json.loads(given))
    if name in _UNORDERED:
        with suppress(ValueError):  # a marker instead of arguments
            return _ordered(json.loads(begun)) == _ordered(json.loads(given))
    return False


def _ordered(requests: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """All that requests say, in one certain order; how many items fit a request is no matter."""
    said = set()
    for operation, body in requests:
        for key, value in body.items():
            for item in value if isinstance(value, list) else [value]:
                said.add(json.dumps([operation, key, item], sort_keys=True))
    return sorted(said)
