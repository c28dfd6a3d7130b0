"""What people have in their carts, and what they ordered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from ..answers import Answer, Invalid, Rejected, answer, ok
from ..kinds import SUBSCRIBERS
from ..lists import Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Row, Store
from .shop_things import CURRENCY, ORDERS, VARIANTS, check_numbers

_STATUSES: Final = (
    *("paid", "ordered", "processing", "shipped", "completed", "cancelled", "refunded"),
)
_BUYER: Final = (
    *("name", "email", "phone", "address", "suburb", "state", "postcode", "country", "note"),
    *("payment_method", "shipping_method", "reference_no", "tracking_no"),
)
_ORDER_GIVEN: Final = ("status", *_BUYER)

_CART_ITEMS: Final = """
    SELECT variants.id, product_id, products.name, products.description AS desc,
        coalesce(variants.image, products.image) AS image, price, compare_price,
        cart_lines.qty AS num, cart_lines.qty * coalesce(price, 0) AS subtotal
    FROM carts JOIN cart_lines ON cart_id = carts.id
        JOIN variants ON variant_id = variants.id JOIN products ON product_id = products.id
    WHERE user_ns = ? ORDER BY cart_lines.rowid
"""
_ORDERS: Final = """(
    SELECT orders.*, coalesce(sum(qty), 0) AS num_of_items,
        round(coalesce(sum(qty * price), 0), 2) AS total_price
    FROM orders LEFT JOIN order_lines ON order_id = id GROUP BY id
)"""
_ORDER_LISTING: Final = Listing(_ORDERS, "*", {"user_ns": "user_ns = :user_ns"}, order="id DESC")


class Line(NamedTuple):
    """So many pieces of a variant."""

    variant: int
    qty: int


# --- carts ---------------------------------------------------------------------------------------


def get_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.query, "user_ns", store)
    cart = store.row("SELECT id, created_at, updated_at FROM carts WHERE user_ns = ?", (user_ns,))
    items = [
        item | {"subtotal": round(item["subtotal"], 2), "currency": CURRENCY}
        for item in store.rows(_CART_ITEMS, (user_ns,))
    ]
    said = (cart or {}) | {
        "items": items,
        "num_of_items": sum(item["num"] for item in items),
        "total_price": round(sum(item["subtotal"] for item in items), 2),
    }
    return answer(request.profile.shape(said))


def add_to_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    line = _line(request.json, store)
    cart = _cart(user_ns, store)
    pieces: int = store.value(
        "INSERT INTO cart_lines VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET qty = qty + excluded.qty RETURNING qty",
        (cart, *line),
    )
    _check_stock(Line(line.variant, pieces), store)
    return ok()


def remove_from_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    variant = VARIANTS.named_in(request.json, "variant_id", store)
    gone = (_cart(user_ns, store), variant)
    store.run("DELETE FROM cart_lines WHERE cart_id = ? AND variant_id = ?", gone)
    return ok()


def empty_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    store.run("DELETE FROM cart_lines WHERE cart_id = ?", (_cart(user_ns, store),))
    return ok()


def pay_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    lines = [Line(item["id"], item["num"]) for item in store.rows(_CART_ITEMS, (user_ns,))]
    if not lines:
        raise Rejected("There is nothing in the cart.")
    _order(user_ns, _given(request.json, _BUYER) | {"status": "paid"}, lines, store)
    store.run("DELETE FROM carts WHERE user_ns = ?", (user_ns,))
    return ok()


def _cart(user_ns: str, store: Store) -> int:
    """The cart of a person, made when it is first needed, and touched now."""
    now = datetime.fromtimestamp(store.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    number: int = store.value(
        "INSERT INTO carts (user_ns, created_at, updated_at) VALUES (:user_ns, :now, :now)"
        " ON CONFLICT DO UPDATE SET updated_at = :now RETURNING id",
        {"user_ns": user_ns, "now": now},
    )
    return number


# --- orders --------------------------------------------------------------------------------------


def list_orders(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _ORDER_LISTING, finish=lambda rows: map(_row_record, rows))


def get_order(request: SandboxRequest, store: Store) -> Answer:
    number = ORDERS.in_path(request, store)
    row = store.row(f"SELECT id, num_of_items, total_price FROM {_ORDERS} WHERE id = ?", (number,))
    return ok(data=request.profile.shape(row or {}))


def create_order(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    row = {"status": "ordered"} | _given(request.json, _ORDER_GIVEN)
    _order(user_ns, row, _lines(request, store), store)
    return ok()


def update_order(request: SandboxRequest, store: Store) -> Answer:
    number = ORDERS.in_path(request, store)
    row = _given(request.json, _ORDER_GIVEN)
    _check_status(row)
    store.update("orders", "id", {"id": number, **row})
    if "items" in request.json:
        _put_back(number, store)
        _take(number, _lines(request, store), store)
    return ok()


def update_status(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    number = ORDERS.named_in(request.json, "order_id", store)
    if store.value("SELECT user_ns FROM orders WHERE id = ?", (number,)) != user_ns:
        raise Rejected("The order is somebody else's.")
    row = _given(request.json, ("status",))
    _check_status(row)
    store.update("orders", "id", {"id": number, **row})
    return ok()


def _order(user_ns: str, row: Row, lines: Iterable[Line], store: Store) -> None:
    _check_status(row)
    number = store.insert("orders", row | {"user_ns": user_ns, "currency": CURRENCY})
    _take(number, lines, store)


def _check_status(row: Row) -> None:
    if row.get("status", "paid") not in _STATUSES:
        raise Rejected(f"There is no status {row['status']!r}.")


def _given(body: Row, names: Iterable[str]) -> Row:
    return {name: body[name] for name in names if name in body}


def _lines(request: SandboxRequest, store: Store) -> list[Line]:
    if not request.json.get("items"):
        raise Invalid({"items": ["items is required."]})
    return [_line(entry, store) for entry in request.json["items"]]


def _line(entry: Row, store: Store) -> Line:
    check_numbers(entry, "qty", least=1)
    return Line(VARIANTS.named_in(entry, "variant_id", store), entry.get("qty", 1))


# --- stock ---------------------------------------------------------------------------------------


def _check_stock(line: Line, store: Store) -> None:
    """Raise `Rejected` when there are fewer pieces of a variant whose stock is counted."""
    left = store.value(
        "SELECT qty FROM variants WHERE id = ? AND track_stock AND NOT allow_no_stock_sell",
        (line.variant,),
    )
    if left is not None and left < line.qty:
        raise Rejected(f"There are {left} left of the variant {line.variant}.")


def _take(order: int, lines: Iterable[Line], store: Store) -> None:
    """Write lines into an order, at the price of the day, and take them out of the stock."""
    for line in lines:
        _check_stock(line, store)
        store.run(
            "INSERT INTO order_lines"
            " SELECT :order, id, :qty, coalesce(price, 0) FROM variants WHERE id = :variant",
            {"order": order, **line._asdict()},
        )
        _move_stock(line.variant, -line.qty, store)


def _put_back(order: int, store: Store) -> None:
    """Take all lines out of an order, and put them back into the stock."""
    for line in store.rows("SELECT variant_id, qty FROM order_lines WHERE order_id = ?", (order,)):
        _move_stock(line["variant_id"], line["qty"], store)
    store.run("DELETE FROM order_lines WHERE order_id = ?", (order,))


def _move_stock(variant: int, qty: int, store: Store) -> None:
    store.run("UPDATE variants SET qty = qty + ? WHERE id = ? AND track_stock", (qty, variant))


def _row_record(order: Row) -> Row:
    """An order in a list, where totals come as text."""
    told = {key: order[key] for key in ("id", "status", "currency")}
    return told | {"total": f"{order['total_price']:.2f}"}


ROUTES: Final[dict[str, Handler]] = {
    "GET /subscriber/cart": get_cart,
    "POST /subscriber/add-to-cart": add_to_cart,
    "DELETE /subscriber/remove-from-cart": remove_from_cart,
    "DELETE /subscriber/empty-cart": empty_cart,
    "POST /subscriber/cart-paid": pay_cart,
    "GET /shop/orders": list_orders,
    "POST /shop/orders/create": create_order,
    "GET /shop/orders/{}/get-info": get_order,
    "PUT /shop/orders/{}/update": update_order,
    "POST /subscriber/update-order-status": update_status,
}
