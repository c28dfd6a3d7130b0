"""Broadcasts, which send a message to many people at once."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import field

from .._values.json_type import JSON
from .._values.readers import read_naive_time, read_unix_time
from .base import Model, model


def _read_time(value: JSON) -> datetime | None:
    """Read Unix seconds, or a time as the service writes it."""
    return read_unix_time(value) or read_naive_time(value)


@model
class Broadcast(Model):
    """A broadcast; `status` is New, Scheduled, Completed or Cancelled.

    `scheduled_time` is in UTC if the service sends Unix seconds, and naive otherwise. The fields of
    a broadcast are not documented, so look at `raw` too.
    """

    _identity: ClassVar[str] = "broadcast_ns"
    broadcast_ns: str | None = None
    name: str | None = None
    status: str | None = None
    type: str | None = None
    sub_flow_ns: str | None = None
    scheduled_time: datetime | None = field(default=None, metadata={"read": _read_time})
    max_per_minute: int | None = None
