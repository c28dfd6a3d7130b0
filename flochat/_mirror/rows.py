"""From models to rows of the mirror's tables, and what differs between two rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Final, NamedTuple, TypeAlias

from ..models.base import Model
from ..models.messages import ChatMessage
from ..models.shop import Order
from ..models.subscribers import Subscriber
from .schema import columns_of

#: What a column of SQLite holds.
Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

#: The largest number that a column of SQLite holds.
MAX_NUMBER: Final = (1 << 63) - 1


class PersonRow(NamedTuple):
    """A person as the tables have them: a row, and what belongs to them by its key."""

    columns: Row
    tags: dict[str, Row]
    labels: dict[str, Row]
    fields: dict[str, Row]
    raw: str
    #: The time of their last interaction, as it was sent.
    interaction: str | None


class Difference(NamedTuple):
    """A field of which the value changed."""

    field: str
    before: Cell
    after: Cell


def person_row(person: Subscriber) -> PersonRow:
    """The rows of somebody."""
    return PersonRow(
        _columns(person),
        {
            key: {"tag_ns": cell(tag.tag_ns)}
            for tag in person.tags
            if (key := _key(tag.name, tag.tag_ns))
        },
        {
            key: {"label_id": cell(label.id)}
            for label in person.labels
            if (key := _key(label.name, label.id))
        },
        {
            key: {
                "var_ns": cell(field.var_ns),
                "var_type": cell(field.var_type),
                "value": cell(field.value),
            }
            for field in person.user_fields
            if (key := _key(field.name, field.var_ns))
        },
        raw_text(person),
        as_sent(person.raw.get("last_interaction")),
    )


def order_row(order: Order) -> Row:
    """The row of an order; hosts may say whose it is, which the contract does not."""
    return {**_columns(order), "user_ns": user_ns_of(order)}


def user_ns_of(order: Order) -> str | None:
    """Whose an order is, where the answer says so."""
    value = order.raw.get("user_ns")
    return value if isinstance(value, str) and value else None


def message_row(message: ChatMessage) -> Row:
    """The row of a message."""
    payload = message.raw.get("payload")
    return {
        **_columns(message),
        "message_key": _message_key(message),
        "author": message.by,
        "text": cell(message.text),
        "payload": dump(payload) if payload else None,
        "raw": raw_text(message),
    }


def differences(before: PersonRow, after: PersonRow) -> Iterator[Difference]:
    """What changed of somebody, field by field; a tag or label that came or went is one each."""
    yield from column_differences(before.columns, after.columns)
    for name, old, new in (
        ("tag", before.tags, after.tags),
        ("label", before.labels, after.labels),
    ):
        yield from (Difference(name, key, None) for key in old if key not in new)
        yield from (Difference(name, None, key) for key in new if key not in old)
    for key in {**before.fields, **after.fields}:
        value, new_value = (
            side.get(key, {}).get("value") for side in (before.fields, after.fields)
        )
        if value != new_value:
            yield Difference(f"field.{key}", value, new_value)


def column_differences(before: Row, after: Row) -> Iterator[Difference]:
    """What changed between two rows of one table."""
    for name, value in after.items():
        if before.get(name) != value:
            yield Difference(name, before.get(name), value)


def as_sent(value: object) -> str | None:
    """A value of an answer as text, for comparison only; None where there is none."""
    return None if value in (None, "", 0) else cell_text(value)


def cell_text(value: object) -> str:
    """A value as text."""
    return storable(value if isinstance(value, str) else dump(value))


def cell(value: object) -> Cell:
    """A value as SQLite holds it: times as ISO 8601, with a Z where their zone is known."""
    if value is None or isinstance(value, float):
        return value
    if isinstance(value, int):  # flags too, as 0 and 1
        return int(value) if abs(value) <= MAX_NUMBER else str(int(value))
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return time_text(value)
    return cell_text(value)


def time_text(time: datetime) -> str:
    """A time to the second: in UTC, with a Z, where its zone is known, and else as it stands."""
    if time.tzinfo is None:
        return time.isoformat(timespec="seconds")
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def unix_text(seconds: float) -> str:
    """A time in Unix seconds as the mirror writes it."""
    return time_text(datetime.fromtimestamp(seconds, UTC))


def dump(value: object) -> str:
    """A value as JSON, which has no character that SQLite cannot hold."""
    return json.dumps(value, default=str, separators=(",", ":"))


def raw_text(record: Model) -> str:
    """All that was sent of a record, as JSON."""
    return dump(dict(record.raw))


def storable(text: str) -> str:
    """A text that SQLite can hold: half of a surrogate pair is replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _columns(record: Model) -> Row:
    return {name: cell(getattr(record, name)) for name in columns_of(type(record))}


def _key(*identifiers: object) -> str | None:
    """The first identifier that there is: a name, or else a namespace."""
    return next((cell_text(it) for it in identifiers if it not in (None, "")), None)


def _message_key(message: ChatMessage) -> str:
    """What tells a message from the others of its conversation."""
    known = _key(message.id, message.mid)
    if known is not None:
        return known
    return blake2b(raw_text(message).encode(), digest_size=16).hexdigest()


def marks(items: Iterable[object]) -> str:
    """Question marks for the values of a statement."""
    return ", ".join("?" for _ in items)


def upsert(
    table: str, row: Mapping[str, Cell], *, key: tuple[str, ...], keep: tuple[str, ...] = ()
) -> str:
    """The statement that writes a row, over the one that has its key; `keep` stays as it is."""
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name not in (*key, *keep))
    return (
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks(row)}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
    )
