"""Each operation of the shop once, with a good outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Call = Callable[..., Any]

VARIANT = {"variant_1_value": "blue", "price": 12.9, "qty": 5, "track_stock": 1}
PRODUCT = {
    "name": "T-shirt",
    "type": "Shirts",
    "vendor": "Acme",
    "tags": ["New"],
    "use_variant": 1,
    "variant_1_name": "colour",
    "variants": [VARIANT],
}
CODE = {
    "code": "SPRING",
    "type": "amount",
    "discount_amount": 5.05,
    "start_time": "2027-01-01 00:00:00",
    "end_time": "2027-02-01 00:00:00",
}


def shop_calls(call: Call, user: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """What each operation is called, and what it answered."""
    for part in (_named, _locations, _hours, _codes, _products):
        yield from part(call)
    yield from _sales(call, user)


def _named(call: Call) -> Iterator[tuple[str, Any]]:
    for kind in ("product-tags", "product-types", "product-vendors"):
        yield from _life(call, kind, {"name": "Old"}, {"name": "Other"})


def _locations(call: Call) -> Iterator[tuple[str, Any]]:
    place = {"name": "Main street", "address": "1 Main St", "lat": -33.87, "lng": 151.2}
    yield from _life(call, "locations", place, {"note": "Upstairs"})


def _codes(call: Call) -> Iterator[tuple[str, Any]]:
    yield from _life(call, "discount-codes", CODE, {"min_require": "price", "min_price": 50})
    call("POST /shop/discount-codes/create", CODE)
    for operation in (
        "GET /shop/discount-codes/get-info-by-code",
        "DELETE /shop/discount-codes/delete-by-code",
    ):
        yield operation, call(operation, code="SPRING")


def _hours(call: Call) -> Iterator[tuple[str, Any]]:
    monday = {"id": "1", "name": "Monday", "option": "open_1", "start": "09:00", "end": "17:00"}
    operation = "PUT /shop/business-hours/update"
    yield operation, call(operation, {"data": [monday]})
    operation = "GET /shop/business-hours/info"
    yield operation, call(operation)


def _products(call: Call) -> Iterator[tuple[str, Any]]:
    number = call("POST /shop/products/create", PRODUCT)["data"]["id"]
    yield from _life(call, f"products/{number}/variants", VARIANT, {"price": 9.9})
    yield from _life(call, "products", PRODUCT, {"description": "Soft", "tags": []})


def _sales(call: Call, user: dict[str, str]) -> Iterator[tuple[str, Any]]:
    product = call("POST /shop/products/create", PRODUCT)["data"]
    variant = {"variant_id": product["variants"][0]["id"]}
    bodies: list[tuple[str, Any]] = [
        ("POST /subscriber/add-to-cart", user | variant | {"qty": 2}),
        ("DELETE /subscriber/remove-from-cart", user | variant),
        ("DELETE /subscriber/empty-cart", user),
        ("POST /subscriber/add-to-cart", user | variant),
    ]
    for operation, body in bodies:
        yield operation, call(operation, body)
    yield "GET /subscriber/cart", call("GET /subscriber/cart", **user)
    yield "POST /subscriber/cart-paid", call("POST /subscriber/cart-paid", user | {"name": "Ana"})
    order = user | {"items": [variant | {"qty": 2}], "status": "ordered"}
    yield "POST /shop/orders/create", call("POST /shop/orders/create", order)
    orders = call("GET /shop/orders", **user)
    yield "GET /shop/orders", orders
    number = orders["data"][0]["id"]
    for operation, body in [
        (f"GET /shop/orders/{number}/get-info", None),
        (f"PUT /shop/orders/{number}/update", {"items": [variant], "note": "Ring twice"}),
        ("POST /subscriber/update-order-status", user | {"order_id": number, "status": "shipped"}),
    ]:
        yield operation, call(operation, body)


def _life(call: Call, kind: str, body: Any, changed: Any) -> Iterator[tuple[str, Any]]:
    """A resource created, listed, read, changed and deleted."""
    created = call(f"POST /shop/{kind}/create", body)
    yield f"POST /shop/{kind}/create", created
    yield f"GET /shop/{kind}", call(f"GET /shop/{kind}")
    number = created["data"]["id"]
    for operation, body in [
        (f"GET /shop/{kind}/{number}/get-info", None),
        (f"PUT /shop/{kind}/{number}/update", changed),
        (f"DELETE /shop/{kind}/{number}/delete", None),
    ]:
        yield operation, call(operation, body)
