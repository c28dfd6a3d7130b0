"""The range of days of a summary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from .answers import Invalid
from .request import SandboxRequest
from .store import Store


def _today(today: date) -> tuple[date, date]:
    return today, today


def _last_days(count: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today - timedelta(count), today - timedelta(1))


def _last_week(today: date) -> tuple[date, date]:
    monday = today - timedelta(today.weekday())
    return monday - timedelta(7), monday - timedelta(1)


def _last_months(count: int) -> Callable[[date], tuple[date, date]]:
    def months(today: date) -> tuple[date, date]:
        years, month = divmod(today.month - 1 - count, 12)
        return date(today.year + years, month + 1, 1), today.replace(day=1) - timedelta(1)

    return months


#: The first and last day of each range, by the current day.
_RANGES: Final[dict[str, Callable[[date], tuple[date, date]]]] = {
    "today": _today,
    "yesterday": _last_days(1),
    "last_7_days": _last_days(7),
    "last_week": _last_week,
    "last_30_days": _last_days(30),
    "last_month": _last_months(1),
    "last_3_months": _last_months(3),
}


def requested_days(request: SandboxRequest, store: Store, *, default: str) -> tuple[date, date]:
    """The first and the last day of a request's range, or of `default` when it has none."""
    name = request.query.get("range", default)
    if name not in _RANGES:
        raise Invalid({"range": [f"range must be one of {', '.join(_RANGES)}."]})
    return _RANGES[name](datetime.fromtimestamp(store.clock(), UTC).date())
