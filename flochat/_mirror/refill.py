"""Columns that are read anew from what was sent: of new fields, and in another time zone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from .._wire.decode import Decoder
from ..models.base import Model
from ..models.messages import ChatMessage
from ..models.shop import Order
from ..models.subscribers import Subscriber
from .rows import Row, cell, message_row, person_row
from .schema import TABLE_OF, columns_of

M = TypeVar("M", bound=Model)

#: How many rows are read at once.
_BATCH: Final = 500


def refill(database: sqlite3.Connection, decoder: Decoder) -> None:
    """Read anew what was sent of all rows, inside of a transaction. That is no change of them."""
    _refill(database, decoder, Subscriber, lambda person: person_row(person).columns)
    _refill(database, decoder, ChatMessage, _message_columns)
    _refill(database, decoder, Order, _order_columns)


def _message_columns(message: ChatMessage) -> Row:
    row = message_row(message)
    return {name: row[name] for name in (*columns_of(ChatMessage), "author", "text")}


def _order_columns(order: Order) -> Row:
    return {name: cell(getattr(order, name)) for name in columns_of(Order)}


def _refill(
    database: sqlite3.Connection, decoder: Decoder, model: type[M], read: Callable[[M], Row]
) -> None:
    table = TABLE_OF[model]
    for rows in _batches(database, table):
        for number, raw in rows:
            columns = read(decoder.decode(model, json.loads(raw)))
            changes = ", ".join(f"{name} = ?" for name in columns)
            database.execute(
                f"UPDATE {table} SET {changes} WHERE rowid = ?", (*columns.values(), number)
            )


def _batches(database: sqlite3.Connection, table: str) -> Iterator[list[tuple[int, Any]]]:
    last = -1
    while rows := database.execute(
        f"SELECT rowid, raw FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, _BATCH)
    ).fetchall():
        yield rows
        last = rows[-1][0]
