"""What people ordered, and what that takes out of the stock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from attrs import evolve

from ...answers import Answer, Invalid, Rejected, ok, one
from ...kinds import ResourceKind
from ...lists import Listing, list_page
from ...request import Handler, SandboxRequest
from ...seeding import AreaSeeds
from ...store import Row, Store
from ..subscribers import SUBSCRIBERS
from .limits import check_numbers
from .products import VARIANTS

CURRENCY: Final = "usd"

TABLES: Final = """
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, user_ns TEXT NOT NULL, status TEXT NOT NULL, currency TEXT NOT NULL,
    name TEXT, email TEXT, phone TEXT, address TEXT, suburb TEXT, state TEXT, postcode TEXT,
    country TEXT, note TEXT, payment_method TEXT, shipping_method TEXT, reference_no TEXT,
    tracking_no TEXT
);
CREATE TABLE order_lines (
    order_id INTEGER REFERENCES orders ON DELETE CASCADE, variant_id INTEGER NOT NULL,
    qty INTEGER NOT NULL, price REAL NOT NULL
);
"""

ORDERS: Final = ResourceKind("order", "orders", "id", {"order_id": "id"})

_STATUSES: Final = (
    *("paid", "ordered", "processing", "shipped", "completed", "cancelled", "refunded"),
)
BUYER_COLUMNS: Final = (
    *("name", "email", "phone", "address", "suburb", "state", "postcode", "country", "note"),
    *("payment_method", "shipping_method", "reference_no", "tracking_no"),
)
_ORDER_BODY_KEYS: Final = ("status", *BUYER_COLUMNS)

_ORDERS: Final = """(
    SELECT orders.*, coalesce(sum(qty), 0) AS num_of_items,
        round(coalesce(sum(qty * price), 0), 2) AS total_price
    FROM orders LEFT JOIN order_lines ON order_id = id GROUP BY id
)"""
_ORDER_LISTING: Final = Listing(_ORDERS, "*", {"user_ns": "user_ns = :user_ns"})
#: Value of the habit -> the order of orders.
_BY_AGE: Final = {"newest first": "id DESC", "oldest first": "id"}


class Line(NamedTuple):
    """A variant and how many of it."""

    variant: int
    qty: int


def list_orders(request: SandboxRequest, store: Store) -> Answer:
    listing = evolve(_ORDER_LISTING, order=_BY_AGE[request.habits["orders_order"]])
    return list_page(request, store, listing, finish=lambda rows: map(_row_record, rows))


def get_order(request: SandboxRequest, store: Store) -> Answer:
    number = ORDERS.in_path(request, store)
    row = store.row(f"SELECT id, num_of_items, total_price FROM {_ORDERS} WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}))


def create_order(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    row = {"status": "ordered"} | pick_columns(request.json, _ORDER_BODY_KEYS)
    place_order(user_ns, row, _lines(request, store), store)
    return ok()


def update_order(request: SandboxRequest, store: Store) -> Answer:
    number = ORDERS.in_path(request, store)
    row = pick_columns(request.json, _ORDER_BODY_KEYS)
    _check_status(row)
    store.update("orders", "id", {"id": number, **row})
    if "items" in request.json:
        _remove_lines(number, store)
        _add_lines(number, _lines(request, store), store)
    return ok()


def update_status(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    number = ORDERS.named_in(request.json, "order_id", store)
    if store.value("SELECT user_ns FROM orders WHERE id = ?", (number,)) != user_ns:
        raise Rejected("The order belongs to somebody else.")
    row = pick_columns(request.json, ("status",))
    _check_status(row)
    store.update("orders", "id", {"id": number, **row})
    return ok()


def place_order(user_ns: str, row: Row, lines: Iterable[Line], store: Store) -> None:
    _check_status(row)
    number = store.insert("orders", row | {"user_ns": user_ns, "currency": CURRENCY})
    _add_lines(number, lines, store)


def _check_status(row: Row) -> None:
    if row.get("status", "paid") not in _STATUSES:
        raise Rejected(f"There is no status {row['status']!r}.")


def pick_columns(body: Row, names: Iterable[str]) -> Row:
    return {name: body[name] for name in names if name in body}


def _lines(request: SandboxRequest, store: Store) -> list[Line]:
    if not request.json.get("items"):
        raise Invalid({"items": ["items is required."]})
    return [parse_line(entry, store) for entry in request.json["items"]]


def parse_line(entry: Row, store: Store) -> Line:
    check_numbers(entry, "qty", minimum=1)
    return Line(VARIANTS.named_in(entry, "variant_id", store), entry.get("qty", 1))


def check_stock(line: Line, store: Store) -> None:
    """Raise `Rejected` when there are fewer in stock of a variant that tracks it."""
    left = store.value(
        "SELECT qty FROM variants WHERE id = ? AND track_stock AND NOT allow_no_stock_sell",
        (line.variant,),
    )
    if left is not None and left < line.qty:
        raise Rejected(f"There are {left} left of the variant {line.variant}.")


def _add_lines(order: int, lines: Iterable[Line], store: Store) -> None:
    """Write lines into an order, at today's price, and take them out of the stock."""
    for line in lines:
        check_stock(line, store)
        store.run(
            "INSERT INTO order_lines"
            " SELECT :order, id, :qty, coalesce(price, 0) FROM variants WHERE id = :variant",
            {"order": order, **line._asdict()},
        )
        _move_stock(line.variant, -line.qty, store)


def _remove_lines(order: int, store: Store) -> None:
    """Take all lines out of an order, and put them back into the stock."""
    for line in store.rows("SELECT variant_id, qty FROM order_lines WHERE order_id = ?", (order,)):
        _move_stock(line["variant_id"], line["qty"], store)
    store.run("DELETE FROM order_lines WHERE order_id = ?", (order,))


def _move_stock(variant: int, qty: int, store: Store) -> None:
    store.run("UPDATE variants SET qty = qty + ? WHERE id = ? AND track_stock", (qty, variant))


def _row_record(order: Row) -> Row:
    """An order in a list, where totals come as text."""
    record = {key: order[key] for key in ("id", "status", "currency")}
    return record | {"total": f"{order['total_price']:.2f}"}


class OrderSeeds(AreaSeeds):
    def orders(self, user_ns: str, count: int = 1, *, status: str = "ordered") -> list[int]:
        """Orders of somebody, without lines; their ids, the oldest first."""
        with self._store.transaction():
            row = {"user_ns": user_ns, "status": status, "currency": CURRENCY}
            return [self._store.insert("orders", row) for _ in range(count)]


ROUTES: Final[dict[str, Handler]] = {
    "GET /shop/orders": list_orders,
    "POST /shop/orders/create": create_order,
    "GET /shop/orders/{}/get-info": get_order,
    "PUT /shop/orders/{}/update": update_order,
    "POST /subscriber/update-order-status": update_status,
}
