"""How a host words its answers: the same content in other envelopes, types and statuses.

Each of these is a habit, so that no handler has to know them. With the defaults, answers stay as
they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

from attrs import evolve

from .answers import (
    JSON,
    Answer,
    Gone,
    Invalid,
    Missing,
    Refusal,
    Rejected,
    Unknown,
    answer,
    ok,
)
from .habits import DEFAULTS
from .profiles import Profile

#: What an action answers that says nothing but ok.
_OK: Final[Mapping[str, dict[str, Any]]] = {
    "status": {"status": "ok"},
    "ok": {"ok": True},
    "success": {"success": True},
    "message": {"message": "Success"},
    "204": {"status": "ok"},
}
#: What a 200 has that says no, besides its message.
_NO: Final[Mapping[str, dict[str, Any]]] = {
    "status": {"status": "error"},
    "ok": {"ok": False},
    "success": {"success": False},
    "error": {"error": True},
}
_ENVELOPES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bare": lambda record: record,
    "data": lambda record: {"data": record},
    "list": lambda record: {"data": [record]},
}
#: The habits that are about single values.
_OF_VALUES: Final = (
    *("flags", "ids", "prices", "times", "missing", "empty_lists", "payload", "field_values"),
)
#: The keys of an answer that are not of its records.
_BESIDE_RECORDS: Final = frozenset({"status", "message", "meta", "links"})
#: Flags that come as 0 and 1.
_NUMBER_FLAGS: Final = frozenset(
    {
        *("use_variant", "track_stock", "taxable", "allow_no_stock_sell", "is_online"),
        *("is_template_field", "is_live", "is_delivered", "online_first"),
        "only_view_assigned_to_me",
    }
)
_FLAG_WORDS: Final[Mapping[str, Callable[[bool], Any]]] = {
    "0 and 1": int,
    "true and false": bool,
    "yes and no": lambda flag: "yes" if flag else "no",
}
_PRICES: Final = frozenset(
    {"price", "compare_price", "subtotal", "total_price", "price_value", "amount"}
)
#: What people write, whatever it looks like.
_WRITTEN: Final = re.compile(r"value|content|text\w*|name|title|description|datetime\d|payload")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z?")
_EIGHT_HOURS_EAST: Final = timezone(timedelta(hours=8))
_TIMES: Final[Mapping[str, Callable[[datetime], Any]]] = {
    "Z": lambda time: time.strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
    "offset": lambda time: time.astimezone(_EIGHT_HOURS_EAST).isoformat(),
    "without zone": lambda time: time.strftime("%Y-%m-%d %H:%M:%S"),
    "Unix": lambda time: int(time.timestamp()),
}
_EMPTY_LISTS: Final[Mapping[str, Any]] = {"list": [], "null": None, "object": {}}
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def respell(plain: Answer, operation: str | None, habits: Mapping[str, str]) -> Answer:
    """The same answer as the habits would have it."""
    if not plain.content or plain.content_type != JSON or not _is_special(habits):
        return plain
    payload = json.loads(plain.content)
    if plain.record is not None and habits["record"] != "own":
        payload = _ENVELOPES[habits["record"]](payload_record(plain))
    if plain.is_action:
        payload = _OK[habits["says_ok"]] | {k: v for k, v in payload.items() if k != "status"}
        if habits["says_ok"] == "204" and payload == {"status": "ok"}:
            return evolve(plain, status=204, content=b"")
    elif any(habits[name] != DEFAULTS[name] for name in _OF_VALUES):
        payload = _respell_records(payload, habits)
    is_created = habits["created"] == "201" and "/create" in (operation or "")
    status = 201 if is_created and plain.status == 200 else plain.status
    return evolve(plain, status=status, content=json.dumps(payload).encode())


def payload_record(plain: Answer) -> Any:
    """The record of an answer as JSON has it."""
    return json.loads(json.dumps(plain.record))


def refuse(
    refusal: Refusal, documented: Container[str], profile: Profile, habits: Mapping[str, str]
) -> Answer:
    """The answer to a refusal; where the habit is the default, as the profile has it."""
    name = next((name for kind, name in _REFUSALS if isinstance(refusal, kind)), None)
    habit = habits[name] if name else ""
    if isinstance(refusal, Gone) and habits["deleted_already"] == "ok":
        habit = "ok"
    if habit == "ok":
        return respell(ok(), None, habits)
    if habit == "200 empty":
        return answer({"data": None})
    if name and habit != DEFAULTS[name]:
        status = int(habit.split()[0])
        payload = {k: v for k, v in refusal.payload.items() if k != "status"}
        return answer(_says_no(payload, habits) if status == 200 else payload, status)
    plain = profile.refuse(refusal, documented)
    if plain.status == 200 and habits["says_no"] != "status":
        payload = {k: v for k, v in refusal.payload.items() if k != "status"}
        return evolve(plain, content=json.dumps(_says_no(payload, habits)).encode())
    return plain


#: Refusal -> the habit that says how it is answered; the first that fits.
_REFUSALS: Final[tuple[tuple[type[Refusal], str], ...]] = (
    (Unknown, "unknown_resource"),
    (Rejected, "refusal"),
    (Missing, "unknown_path"),
    (Invalid, "misfit"),
)


def _says_no(payload: dict[str, Any], habits: Mapping[str, str]) -> dict[str, Any]:
    return _NO[habits["says_no"]] | payload


def _is_special(habits: Mapping[str, str]) -> bool:
    """Whether any habit differs from its default that is about the wording of an answer."""
    names = ("record", "says_ok", "created", *_OF_VALUES)
    return any(habits[name] != DEFAULTS[name] for name in names)


def _respell_records(payload: Any, habits: Mapping[str, str]) -> Any:
    if not isinstance(payload, dict):
        return payload
    if "data" not in payload:
        return _respell_record(payload, habits)
    beside = {key: payload[key] for key in _BESIDE_RECORDS & payload.keys()}
    rest = {k: v for k, v in payload.items() if k not in beside and k != "data"}
    data = {"data": _respell("data", payload["data"], habits)}
    return data | _respell_record(rest, habits) | beside


def _respell(key: str, value: Any, habits: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return _respell_record(value, habits)
    if isinstance(value, list) and value:
        return [_respell(key, item, habits) for item in value]
    return value


def _respell_record(record: dict[str, Any], habits: Mapping[str, str]) -> dict[str, Any]:
    return dict(_respell_values(record, habits))


def _respell_values(record: dict[str, Any], habits: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if value is None:
            if habits["missing"] == "left out":
                continue
            yield key, "" if habits["missing"] == "empty text" else None
        elif key == "payload" and not value:
            yield key, _EMPTY_LISTS[habits["payload"]]
        elif value == [] and isinstance(value, list):
            yield key, _EMPTY_LISTS[habits["empty_lists"]]
        elif key == "value" and "var_type" in record:
            yield key, _field_value(value, record["var_type"], habits)
        elif isinstance(value, dict | list):
            yield key, _respell(key, value, habits)
        else:
            yield key, _scalar(key, value, habits)


def _scalar(key: str, value: Any, habits: Mapping[str, str]) -> Any:
    is_flag = isinstance(value, bool) or (key in _NUMBER_FLAGS and value in (0, 1))
    if is_flag:
        spell = _FLAG_WORDS.get(habits["flags"])
        return spell(bool(value)) if spell else value
    if key in _PRICES and habits["prices"] == "numbers" and _NUMBER.fullmatch(str(value)):
        return json.loads(str(value))
    if isinstance(value, int):
        return str(value) if habits["ids"] == "text" else value
    if isinstance(value, str) and habits["times"] != "own" and not _WRITTEN.fullmatch(key):
        return _time(value, habits["times"])
    return value


def _time(text: str, habit: str) -> Any:
    if not _TIME.fullmatch(text):
        return text
    return _TIMES[habit](datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=UTC))


def _field_value(value: Any, var_type: str, habits: Mapping[str, str]) -> Any:
    habit = habits["field_values"]
    if habit == "text":
        return value if isinstance(value, str) else json.dumps(value)
    if habit == "typed" and isinstance(value, str) and var_type in ("boolean", "array", "number"):
        try:
            return json.loads(value.lower() if var_type == "boolean" else value)
        except ValueError:
            return value
    return value
