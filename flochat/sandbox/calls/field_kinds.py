"""Whether a value fits a user field, by the field's `var_type`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from attrs import frozen

_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen
class Misfit:
    """What is wrong with a value, and what to answer instead."""

    what: str
    #: Whether it is a number in quotes, which hosts may take.
    is_number_as_text: bool = False
    #: Whether it is stored all the same.
    is_harmless: bool = False


def misfit(value: Any, var_type: str) -> Misfit | None:
    """What is wrong with a value for a field of that type; None when it fits."""
    return _CHECKS.get(var_type, _text)(value)


def _number(value: Any) -> Misfit | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Misfit(f"answer {value}, not {value!r}: numbers go unquoted", is_number_as_text=True)
    return Misfit(f"answer a number, as in 7 or 3.14, not {_shown(value)}")


def _boolean(value: Any) -> Misfit | None:
    if isinstance(value, bool) or value in (0, 1):
        return None
    if isinstance(value, str) and value.lower() in ("true", "false", "yes", "no", "0", "1"):
        return None
    return Misfit(f"answer true or false, not {_shown(value)}")


def _date(value: Any) -> Misfit | None:
    wrong = Misfit(f"answer a date as in '2027-01-31', not {_shown(value)}")
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return wrong
    return None if _parses(date.fromisoformat, value) else wrong


def _datetime(value: Any) -> Misfit | None:
    wrong = f"answer a time as in '2027-01-31T09:00:00Z', not {_shown(value)}"
    if not isinstance(value, str) or not _parses(datetime.fromisoformat, value):
        return Misfit(wrong)
    if _DATE.fullmatch(value):
        return Misfit(f"{wrong}, which has no time of day")
    if datetime.fromisoformat(value).tzinfo is None:
        return Misfit(f"{wrong}, which names no zone: it must be UTC", is_harmless=True)
    return None


def _array(value: Any) -> Misfit | None:
    if isinstance(value, list):
        return None
    wrong = Misfit(f"answer a list, or the JSON text of one, not {_shown(value)}")
    if not isinstance(value, str):
        return wrong
    try:
        return None if isinstance(json.loads(value), list) else wrong
    except (ValueError, RecursionError):
        return wrong


def _text(value: Any) -> Misfit | None:
    if isinstance(value, str):
        return None if value else Misfit("an empty text is no value: use unset_field_value")
    return Misfit(
        f"answer text, not {_shown(value)}, which is stored as its JSON",
        is_harmless=not isinstance(value, dict),
    )


_CHECKS: Final[Mapping[str, Callable[[Any], Misfit | None]]] = {
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "array": _array,
}


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _shown(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:40]}..."
