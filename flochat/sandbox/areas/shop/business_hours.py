"""When the shop is open."""

from __future__ import annotations

import json
from typing import Any, Final

from ...answers import Answer, Invalid, Rejected, ok, one
from ...request import Handler, SandboxRequest
from ...store import Row, Store

TABLES: Final = """
CREATE TABLE business_hours (id INTEGER PRIMARY KEY, hours TEXT NOT NULL);
"""

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPTIONS: Final = ("open", "close", "open_1", "open_2")
_BODY_KEYS: Final = ("option", "start", "end", "start_2", "end_2")
_DEFAULT: Final = {"option": "open"}


def get_hours(request: SandboxRequest, store: Store) -> Answer:
    week = [request.profile.shape(_day(number, store)) for number in range(1, len(_DAYS) + 1)]
    return ok(data=week)


def update_hours(request: SandboxRequest, store: Store) -> Answer:
    """The contract has a single day in the answer, whatever was changed; here it is the last."""
    if not request.json["data"]:
        raise Invalid({"data": ["data must not be empty."]})
    changed = [_set_day(entry, store) for entry in request.json["data"]]
    return one(request.profile.shape(_day(changed[-1], store)))


def _set_day(entry: Row, store: Store) -> int:
    numbers = {str(number): number for number in range(1, len(_DAYS) + 1)}
    number = numbers.get(entry.get("id", ""))
    if number is None:
        raise Rejected("A day has an id from 1 to 7.")
    if entry.get("option", _OPTIONS[0]) not in _OPTIONS:
        raise Rejected(f"There is no option {entry['option']!r}.")
    hours = {name: entry[name] for name in _BODY_KEYS if name in entry}
    store.run("INSERT OR REPLACE INTO business_hours VALUES (?, ?)", (number, json.dumps(hours)))
    return number


def _day(number: int, store: Store) -> Row:
    stored = store.value("SELECT hours FROM business_hours WHERE id = ?", (number,))
    hours: dict[str, Any] = dict.fromkeys(_BODY_KEYS) | _DEFAULT | json.loads(stored or "{}")
    return {"id": str(number), "name": _DAYS[number - 1], **hours}


ROUTES: Final[dict[str, Handler]] = {
    "GET /shop/business-hours/info": get_hours,
    "PUT /shop/business-hours/update": update_hours,
}
