"""Bringing orders up to date: from the end of the list at which the host has the newest.

Nobody has published which end that is. Their ids say it: where they descend, the newest come first,
and where they ascend, last. In any other order, and for what changes of orders that are known, all
are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from .._plurals import counted
from .._values.json_type import JSON
from .._wire.operation_table import TABLE
from .._wire.paging import PageReader, announced_total
from ..errors import IncompleteListError, PageCapError, PermissionDeniedError
from ..models.shop import Order
from .memory import is_kept_out
from .people_store import log_changes
from .rows import (
    MAX_NUMBER,
    Difference,
    Row,
    column_differences,
    order_row,
    raw_text,
    upsert,
    user_ns_of,
)
from .schema import columns_of
from .session import Ask, Session, Steps

_ORDERS: Final = "GET /shop/orders"
_LIMIT: Final = 100
_COLUMNS: Final = ("user_ns", *columns_of(Order))


class _OrderReader(PageReader[Order]):
    """One reading of all orders from the first page."""

    def _move_on(self, rows: list[Order], fresh: list[Order], payload: JSON) -> None:
        super()._move_on(rows, fresh, payload)
        self.is_exact: bool = announced_total(payload) == self._received

    @property
    def received(self) -> int:
        return self._received


def sync_orders(session: Session, *, full: bool) -> Steps[None]:
    """Bring the orders up to date, where the key may read them."""
    try:
        yield from _sync(session, full=full or _is_due(session))
        if session.meta()["orders_unexplained"]:
            session.note("when all orders were last read, the list gave fewer than there are")
    except PermissionDeniedError as error:
        session.note(f"the orders were not read: {error}")


def _is_due(session: Session) -> bool:
    return session.is_due(session.meta()["orders_swept_at"], session.sweep_days)


def _sync(session: Session, *, full: bool) -> Steps[None]:
    reader = _OrderReader(session.decoder, _ORDERS, Order)
    payload = yield Ask(_ORDERS, reader.next_params())
    first = reader.feed(payload)
    new = _merge(session, first)
    if reader.has_more and not full:
        is_done = yield from _read_news(session, reader, first, new)
        if is_done:
            return
    yield from _read_all(session, reader)


def _read_news(
    session: Session, reader: _OrderReader, first: Sequence[Order], new: set[int]
) -> Steps[bool]:
    """Read on until what is known comes; False when it is not certain that this was all."""
    ids = [order.id for order in first if order.id is not None]
    if len(ids) != len(first) or len(ids) < 2:
        return False
    if all(one > other for one, other in pairwise(ids)):
        while reader.has_more and new >= set(ids):
            page = reader.feed((yield Ask(_ORDERS, reader.next_params())))
            ids = [order.id for order in page if order.id is not None]
            new = _merge(session, page)
        return reader.total is None or _are_all_known(session, reader.total)
    if all(one < other for one, other in pairwise(ids)) and reader.total is not None:
        return (yield from _read_end(session, reader.total, len(first)))
    return False


def _read_end(session: Session, total: int, size: int) -> Steps[bool]:
    """Read the last pages, up to the one on which nothing is new."""
    page = -(-total // size)
    if page > (cap := TABLE[_ORDERS].max_page or page):
        session.note(
            f"this host lists the oldest orders first, and no more than {cap:,} pages of them: the "
            "newest cannot be reached"
        )
        return True
    while page > 1 and not _are_all_known(session, total):
        payload = yield Ask(_ORDERS, {"limit": _LIMIT, "page": page})
        rows = session.decoder.records(_ORDERS, payload, Order)
        if not _merge(session, rows):
            break
        page -= 1
    return _are_all_known(session, total)


def _read_all(session: Session, reader: _OrderReader) -> Steps[None]:
    """Read on to the end, and mark the orders that are gone."""
    is_whole = True
    try:
        while reader.has_more:
            _merge(session, reader.feed((yield Ask(_ORDERS, reader.next_params()))))
    except (PageCapError, IncompleteListError) as error:
        is_whole = False
        session.note(
            f"the list gave {counted(reader.received, 'order')}, and more are there: {error}"
        )
    with session.file.transaction() as database:
        if is_whole and reader.is_exact:
            _mark_vanished(session, database)
        missing = 0 if reader.total is None else max(0, reader.total - _known(session))
        missing = missing if is_whole else max(1, missing)
        session.set_meta(orders_swept_at=session.moment.now, orders_unexplained=missing)


def _merge(session: Session, orders: Iterable[Order]) -> set[int]:
    """Write down orders; returns the ids of those that are new."""
    new = set()
    with session.file.transaction() as database:
        for order in orders:
            if order.id is None or abs(order.id) > MAX_NUMBER:
                session.note("some orders came without an id, and were left out")
            elif _is_of_forgotten(database, order):
                session.note("the orders of people who are kept out were left out")
            elif _merge_one(session, database, order, order.id):
                new.add(order.id)
    return new


def _is_of_forgotten(database: sqlite3.Connection, order: Order) -> bool:
    user_ns = user_ns_of(order)
    return user_ns is not None and is_kept_out(database, user_ns)


def _merge_one(session: Session, database: sqlite3.Connection, order: Order, order_id: int) -> bool:
    now, row = session.moment.now, order_row(order)
    found = database.execute(
        f"SELECT vanished_at, {', '.join(_COLUMNS)} FROM orders WHERE id = ?", (order_id,)
    ).fetchone()
    values: Row = {
        "id": order_id,
        **row,
        "raw": raw_text(order),
        "first_seen_at": now,
        "changed_at": now,
        "vanished_at": None,
        "sweep": session.moment.sync_id,
    }
    changes = [Difference("order", None, order_id)]
    if found is not None and found[0] is None:
        before = dict(zip(_COLUMNS, found[1:], strict=True))
        changes = [
            Difference(f"order.{it.field}", it.before, it.after)
            for it in column_differences(before, row)
        ]
    keep = ("first_seen_at",) if changes else ("first_seen_at", "changed_at")
    database.execute(upsert("orders", values, key=("id",), keep=keep), tuple(values.values()))
    log_changes(database, session.moment, changes, order_id=order_id)
    session.orders += bool(changes)
    return found is None


def _mark_vanished(session: Session, database: sqlite3.Connection) -> None:
    rows = database.execute(
        "SELECT id FROM orders WHERE vanished_at IS NULL AND sweep <> ?",
        (session.moment.sync_id,),
    ).fetchall()
    for (order_id,) in rows:
        database.execute(
            "UPDATE orders SET vanished_at = ? WHERE id = ?", (session.moment.now, order_id)
        )
        gone = [Difference("order", order_id, None)]
        log_changes(database, session.moment, gone, order_id=order_id)


def _are_all_known(session: Session, total: int) -> bool:
    """Whether there are no more orders than are known, but for those that no list has given."""
    return _known(session) + int(session.meta()["orders_unexplained"]) >= total


def _known(session: Session) -> int:
    """How many orders the mirror takes to be there."""
    return int(session.value("SELECT count(*) FROM orders WHERE vanished_at IS NULL"))
