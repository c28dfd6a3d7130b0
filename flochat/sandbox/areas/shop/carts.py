"""What people have in their carts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from ...answers import Answer, Failed, Rejected, answer, ok, one
from ...request import Handler, SandboxRequest
from ...store import Store
from ..subscribers import SUBSCRIBERS
from .orders import (
    BUYER_COLUMNS,
    CURRENCY,
    Line,
    check_stock,
    parse_line,
    pick_columns,
    place_order,
)
from .products import VARIANTS

TABLES: Final = """
CREATE TABLE carts (
    id INTEGER PRIMARY KEY, user_ns TEXT UNIQUE REFERENCES subscribers ON DELETE CASCADE,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE TABLE cart_lines (
    cart_id INTEGER REFERENCES carts ON DELETE CASCADE,
    variant_id INTEGER REFERENCES variants ON DELETE CASCADE,
    qty INTEGER NOT NULL, PRIMARY KEY (cart_id, variant_id)
);
"""

_CART_ITEMS: Final = """
    SELECT variants.id, product_id, products.name, products.description AS desc,
        coalesce(variants.image, products.image) AS image, price, compare_price,
        cart_lines.qty AS num, cart_lines.qty * coalesce(price, 0) AS subtotal
    FROM carts JOIN cart_lines ON cart_id = carts.id
        JOIN variants ON variant_id = variants.id JOIN products ON product_id = products.id
    WHERE user_ns = ? ORDER BY cart_lines.rowid
"""


def get_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.query, "user_ns", store)
    cart = store.row("SELECT id, created_at, updated_at FROM carts WHERE user_ns = ?", (user_ns,))
    if cart is None and request.habits["no_cart"] != "empty":
        return _no_cart(user_ns, request.habits["no_cart"])
    items = [
        item | {"subtotal": round(item["subtotal"], 2), "currency": CURRENCY}
        for item in store.rows(_CART_ITEMS, (user_ns,))
    ]
    record = (cart or {}) | {
        "items": items,
        "num_of_items": sum(item["num"] for item in items),
        "total_price": round(sum(item["subtotal"] for item in items), 2),
    }
    return one(request.profile.shape(record), form="bare")


def _no_cart(user_ns: str, habit: str) -> Answer:
    """What is answered where nobody has put anything into the cart yet."""
    if habit == "200 empty":
        return answer({"data": None})
    message = f"There is no cart of {user_ns}."
    raise Rejected(message) if habit == "200 error" else Failed(404, message)


def add_to_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    line = parse_line(request.json, store)
    cart = _cart(user_ns, store)
    qty: int = store.value(
        "INSERT INTO cart_lines VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET qty = qty + excluded.qty RETURNING qty",
        (cart, *line),
    )
    check_stock(Line(line.variant, qty), store)
    return ok()


def remove_from_cart(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    variant = VARIANTS.named_in(request.json, "variant_id", store)
    removed = (_cart(user_ns, store), variant)
    store.run("DELETE FROM cart_lines WHERE cart_id = ? AND variant_id = ?", removed)
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
    place_order(
        user_ns, pick_columns(request.json, BUYER_COLUMNS) | {"status": "paid"}, lines, store
    )
    store.run("DELETE FROM carts WHERE user_ns = ?", (user_ns,))
    return ok()


def _cart(user_ns: str, store: Store) -> int:
    """The cart of a person, created on first use, and marked as updated now."""
    now = datetime.fromtimestamp(store.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    number: int = store.value(
        "INSERT INTO carts (user_ns, created_at, updated_at) VALUES (:user_ns, :now, :now)"
        " ON CONFLICT DO UPDATE SET updated_at = :now RETURNING id",
        {"user_ns": user_ns, "now": now},
    )
    return number


ROUTES: Final[dict[str, Handler]] = {
    "GET /subscriber/cart": get_cart,
    "POST /subscriber/add-to-cart": add_to_cart,
    "DELETE /subscriber/remove-from-cart": remove_from_cart,
    "DELETE /subscriber/empty-cart": empty_cart,
    "POST /subscriber/cart-paid": pay_cart,
}
