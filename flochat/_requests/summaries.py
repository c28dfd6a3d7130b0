"""The days that a summary covers: of a flow, of its agents, of a custom event."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .._values.checks import check_choice

#: The days that a summary covers.
SummaryPeriod: TypeAlias = Literal[
    "yesterday", "last_7_days", "last_week", "last_30_days", "last_month", "last_3_months"
]


def encode_period(period: SummaryPeriod | None) -> str | None:
    """The `range` of a summary; without one the service chooses."""
    return None if period is None else check_choice(period, SummaryPeriod, "period")
