"""What comes of a sync, of forgetting somebody, and what a change is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

from .._plurals import counted


@frozen(kw_only=True)
class SyncReport:
    """What a sync brought into the mirror.

    `new`, `changed`, `vanished` and `returned` count people: `vanished` are no longer listed, and
    stay in the mirror with the time at which they were missed, `returned` are listed again.
    `conversations` counts the people whose messages were read, `messages` those that were not there
    before, `orders` the orders that are new or changed. `requests` is what it took of the quota.
    `is_full` says whether everybody was read, and `next_sweep_at` when that is due again; None
    before it was done. `people` counts who is listed and in the mirror. `cannot_see` says, a
    sentence each, what the mirror does not know, or may have wrong.
    """

    people: int
    new: int = 0
    changed: int = 0
    vanished: int = 0
    returned: int = 0
    conversations: int = 0
    messages: int = 0
    orders: int = 0
    requests: int = 0
    is_full: bool = False
    next_sweep_at: datetime | None = None
    cannot_see: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = (
            f"{self.new:,} new, {self.changed:,} changed, {self.vanished:,} vanished of "
            f"{counted(self.people, 'person', 'people')}; "
            f"{counted(self.messages, 'message')}, {counted(self.orders, 'order')}; "
            f"{counted(self.requests, 'request')}"
        )
        if self.cannot_see:
            text += f"; see cannot_see ({len(self.cannot_see)})"
        return text


@frozen(kw_only=True)
class MirrorChange:
    """A change that a sync has seen.

    `field` is what changed: a column of `people`, "field." and the name of a user field, "tag" or
    "label" (which came if `before` is None, and went if `after` is), "person" for somebody who is
    new, vanished or listed again; and "order" or "order." and a column of `orders`, with the
    `order_id`. `seen_at` is when the sync that saw it began to write it down, not when it happened.
    `cursor` goes on after it: `changes(since=change.cursor)`.
    """

    cursor: str
    seen_at: datetime
    field: str
    before: Any
    after: Any
    user_ns: str | None = None
    order_id: int | None = None


@frozen(kw_only=True)
class ForgetReport:
    """What was deleted of somebody: rows of the mirror by table, rows of exports by path."""

    user_ns: str
    mirror: Mapping[str, int]
    exports: Mapping[Path, int]
    #: Whether later syncs leave this person out.
    is_kept_out: bool

    def __str__(self) -> str:
        rows = sum(self.mirror.values())
        text = f"{self.user_ns}: {counted(rows, 'row')} of the mirror"
        for path, count in self.exports.items():
            text += f", {count:,} of {path.name}"
        return text


SyncProgress: TypeAlias = Callable[[SyncReport], object]
