"""Messages to many people at once."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import field

from .._values.json_type import JSON
from .._values.readers import read_naive_time, read_unix_time
from .base import Model, model


def _moment(value: JSON) -> datetime | None:
    """A time in Unix seconds, or in the service's own words."""
    return read_unix_time(value) or read_naive_time(value)


@model
class Broadcast(Model):
    """A broadcast; `status` is New, Scheduled, Completed or Cancelled.

    The service does not document what it tells of one, so look at `raw` too.
    """

    _identity: ClassVar[str] = "broadcast_ns"
    broadcast_ns: str | None = None
    name: str | None = None
    status: str | None = None
    type: str | None = None
    sub_flow_ns: str | None = None
    scheduled_time: datetime | None = field(default=None, metadata={"read": _moment})
    max_per_minute: int | None = None
