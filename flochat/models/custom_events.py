"""Custom events, which a flow records of its subscribers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from attrs import field

from .base import Model, model


@model
class CustomEvent(Model):
    """A custom event of the flow; `event_ns` has the form f12e34.

    `text_label`, `number_label` and `price_label` describe its three values.
    """

    _identity: ClassVar[str] = "event_ns"
    event_ns: str | None = None
    name: str | None = None
    description: str | None = None
    text_label: str | None = None
    number_label: str | None = None
    price_label: str | None = None


@model
class CustomEventData(Model):
    """One occurrence of an event, for a subscriber, with its values.

    `created_at` is in the client's `time_zone`, and naive without one.
    """

    id: int | None = None
    event_ns: str | None = None
    user_ns: str | None = None
    text_value: str | None = None
    number_value: Decimal | None = None
    price_value: Decimal | None = None
    created_at: datetime | None = None


@model
class EventTotal(Model):
    """How often an event occurred (`num`), and for how many people (`unique_user_num`)."""

    num: int | None = None
    unique_user_num: int | None = None


@model
class EventDay(EventTotal):
    """How often an event occurred on the day `start_date`."""

    start_date: date | None = None


@model
class EventText(EventTotal):
    """How often an event occurred with one text value."""

    text_value: str | None = None


@model
class CustomEventSummary(Model):
    """How often an event occurred from `start_date` to `end_date`.

    `stats` has the counts by day, `text_values` by text value. The two times are in the
    client's `time_zone`, and naive without one.
    """

    event: CustomEvent | None = field(default=None, metadata={"wire": "data"})
    start_date: datetime | None = None
    end_date: datetime | None = None
    total: EventTotal | None = None
    stats: tuple[EventDay, ...] = ()
    text_values: tuple[EventText, ...] = ()
