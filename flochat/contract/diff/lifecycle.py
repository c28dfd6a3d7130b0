"""The lifecycle of an operation, parameter or schema: stability, deprecation, sunset, removal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

KEYWORDS: Final = frozenset({"deprecated", "x-sunset", "x-stability-level"})

_STABILITY: Final = ("draft", "alpha", "beta", "stable")


def lifecycle(
    old: Mapping[str, Any], new: Mapping[str, Any], today: date
) -> Iterator[tuple[str, str, str]]:
    """What changed: an action of the rules, the keyword that says so, and details, for each."""
    if old.get("deprecated") is True and new.get("deprecated") is not True:
        yield "reactivated", "deprecated", ""
    elif new.get("deprecated") is True and (action := _deprecation(old, new, today)):
        sunset = new.get("x-sunset")
        yield action, "deprecated", f"sunset {sunset}" if sunset is not None else ""
    if action := _stability(old.get("x-stability-level"), new.get("x-stability-level")):
        levels = (node.get("x-stability-level", "none") for node in (old, new))
        yield action, "x-stability-level", " -> ".join(map(str, levels))


def removal(old: Mapping[str, Any], today: date) -> str:
    """How something was removed: after its deprecation or without one, or before its sunset."""
    if old.get("deprecated") is not True:
        return "without-deprecation"
    if "x-sunset" not in old:
        return "with-deprecation"
    sunset = _date(old["x-sunset"])
    if sunset is None:
        return "sunset-parse"
    return "before-sunset" if today < sunset else "with-deprecation"


def _deprecation(old: Mapping[str, Any], new: Mapping[str, Any], today: date) -> str | None:
    was, becomes = old.get("x-sunset"), new.get("x-sunset")
    is_new = old.get("deprecated") is not True
    if becomes is None:
        return "deprecated" if is_new else "sunset-deleted" if was is not None else None
    sunset, earlier = _date(becomes), _date(was)
    if not is_new and was == becomes:
        return None
    if sunset is None:
        return "deprecated-sunset-invalid"
    if is_new and sunset < today:
        return "sunset-date-too-small"
    if not is_new and earlier is not None and sunset < earlier:
        return f"sunset-date-changed-{'too-small' if sunset < today else 'earlier'}"
    return "deprecated-with-sunset"


def _stability(old: Any, new: Any) -> str | None:
    """What happened to the level; what has none is stable."""
    if old == new:
        return None
    if new is not None and new not in _STABILITY:
        return "stability-invalid"
    before, after = (
        _STABILITY.index(one) if one in _STABILITY else len(_STABILITY) - 1 for one in (old, new)
    )
    if before == after:
        return None
    return "stability-decreased" if after < before else "stability-increased"


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
