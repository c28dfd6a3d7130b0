"""Broadcasts, which send a message to many people at once."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from attrs import field

from .base import Model, model


@model
class Broadcast(Model):
    """A broadcast; `status` is New, Scheduled, Completed or Cancelled.

    `scheduled_time` is in UTC: it is sent in Unix seconds. A text without a zone is read in the
    client's `time_zone`; without that, `scheduled_time` is None. The fields of a broadcast are not
    documented, so look at `raw` too.
    """

    _identity: ClassVar[str] = "broadcast_ns"
    broadcast_ns: str | None = None
    name: str | None = None
    status: str | None = None
    type: str | None = None
    sub_flow_ns: str | None = None
    scheduled_time: datetime | None = field(default=None, metadata={"is_instant": True})
    max_per_minute: int | None = None
