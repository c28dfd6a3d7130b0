from __future__ import annotations

import json
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from flochat import (
    BusinessHours,
    Cart,
    DiscountCode,
    InvalidArgumentError,
    NewVariant,
    NotFoundError,
    Order,
    OutcomeUnknownError,
    Product,
    ProductTag,
    ProductType,
    ProductVendor,
    RejectedError,
    ShopLocation,
    Subscriber,
    Variant,
    Weekday,
)
from flochat.sandbox import Server, serve
from tests.support.clients import Clients
from tests.support.ledger import bodies, operations
from tests.support.mistyped import mistyped

NEW_YEAR, MARCH = datetime(2027, 1, 1), datetime(2027, 3, 1, 12, 30)


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678")


@pytest.fixture
def mug(client: Any, sandbox: Server) -> Any:
    """A variant to buy."""
    product = client.shop.products.create("Mug", price="12.90", qty=5)
    variant = client.shop.variants.get(product.variants[0])
    sandbox.clear()
    return variant


# --- products and variants -----------------------------------------------------------------------


def test_a_product_is_created_with_options_and_variants(client: Any, sandbox: Server) -> None:
    product = client.shop.products.create(
        "T-shirt",
        description="Soft",
        product_type="Shirts",
        vendor=ProductVendor(name="Acme"),
        tags=["New", ProductTag(name="Soft"), "New"],
        options=["colour", "size"],
        variants=[
            NewVariant(options=("blue", "L"), price=Decimal("12.90"), qty=5, taxable=True),
            NewVariant(options=("red", "M"), price=9, compare_price="10.05"),
        ],
        track_stock=True,
        status="active",
    )
    assert bodies(sandbox) == [
        {
            "name": "T-shirt",
            "description": "Soft",
            "type": "Shirts",
            "vendor": "Acme",
            "tags": ["New", "Soft"],
            "use_variant": 1,
            "variant_1_name": "colour",
            "variant_2_name": "size",
            "variants": [
                {
                    "variant_1_value": "blue",
                    "variant_2_value": "L",
                    "price": 12.9,
                    "qty": 5,
                    "taxable": 1,
                },
                {
                    "variant_1_value": "red",
                    "variant_2_value": "M",
                    "price": 9,
                    "compare_price": 10.05,
                },
            ],
            "track_stock": 1,
            "status": "active",
        }
    ]
    assert isinstance(product, Product)
    assert (product.name, product.type, product.vendor) == ("T-shirt", "Shirts", "Acme")
    assert (product.use_variant, product.num_of_variants, product.total_qty) == (True, 2, 5)
    blue, red = product.variants
    assert (blue.option_1, blue.option_1_value, blue.option_2_value) == ("colour", "blue", "L")
    assert (blue.price, red.price, red.compare_price) == (
        Decimal("12.9"),
        Decimal(9),
        Decimal("10.05"),
    )
    assert [product] == client.shop.products.list().to_list()
    assert client.shop.products.get(product) == client.shop.products.get(product.id) == product


def test_products_are_filtered_by_type_and_vendor(client: Any, sandbox: Server) -> None:
    shop = client.shop
    shirt = shop.products.create("T-shirt", product_type="Shirts", vendor="Acme")
    shop.products.create("Mug", vendor="Acme")
    shirts, acme = shop.product_types.list().first(), shop.vendors.list().first()
    sandbox.clear()
    assert [shirt] == shop.products.list(product_type=shirts).to_list()
    assert [p.name for p in shop.products.list(vendor=acme.id, name="mug")] == ["Mug"]
    assert [dict(request.query) for request in sandbox.requests] == [
        {"limit": "100", "page": "1", "product_type_id": str(shirts.id)},
        {"limit": "100", "page": "1", "vendor_id": str(acme.id), "name": "mug"},
    ]


@pytest.mark.habits(unknown_path="404")
def test_what_is_given_of_a_product_changes_and_none_empties(client: Any, sandbox: Server) -> None:
    product = client.shop.products.create("T-shirt", product_type="Shirts", vendor="Acme")
    sandbox.clear()
    changed = client.shop.products.update(
        product, name="Shirt", product_type=ProductType(name="Tops"), vendor=None, tags=[]
    )
    assert bodies(sandbox) == [{"name": "Shirt", "type": "Tops", "vendor": "", "tags": []}]
    assert (changed.name, changed.type, changed.vendor) == ("Shirt", "Tops", None)
    client.shop.products.delete(product)
    with pytest.raises(NotFoundError):
        client.shop.products.get(product)


def test_a_variant_is_found_by_itself_or_by_both_ids(client: Any, sandbox: Server) -> None:
    shop = client.shop
    product = shop.products.create("T-shirt", options=["colour"])
    red = shop.variants.create(product, options=["red"], price="5.50", qty=2, track_stock=True)
    assert isinstance(red, Variant)
    assert (red.option_1_value, red.price, red.qty, red.track_stock) == (
        "red",
        Decimal("5.5"),
        2,
        True,
    )
    assert shop.variants.get(red) == shop.variants.get(red.id, product=product) == red
    cheaper = shop.variants.update(red, price=Decimal("4.25"), sku="R-1", options=["crimson"])
    assert bodies(sandbox)[-1] == {"price": 4.25, "sku": "R-1", "variant_1_value": "crimson"}
    assert (cheaper.price, cheaper.sku, cheaper.qty) == (Decimal("4.25"), "R-1", 2)
    assert shop.variants.list(product.id).to_list() == [cheaper]
    shop.variants.delete(red.id, product=product.id)
    assert shop.variants.list(product).to_list() == []
    assert operations(sandbox)[-2] == "DELETE /shop/products/{}/variants/{}/delete"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": None},
        {"price": 12.9},
        {"price": "12,90"},
        {"price": -1},
        {"qty": 1.5},
        {"qty": -1},
        {"track_stock": 1},
        {"options": "colour"},
        {"options": ["a", "b", "c"]},
        {"options": [""]},
        {"options": None},
        {"variants": None},
        {"variants": NewVariant(options=mistyped(None))},
        {"tags": "New"},
        {"tags": [ProductTag()]},
        {"vendor": ProductVendor()},
        {"vendor": 7},
        {"description": 7},
        {"variants": [NewVariant(options=["red"])]},
        {"options": ["colour"], "variants": [NewVariant(options=["red", "M"])]},
        {"options": ["colour"], "variants": [NewVariant(options=["red"], price="a lot")]},
        {"options": ["colour"], "variants": [{"options": ["red"]}]},
    ],
    ids=str,
)
def test_what_is_no_product_costs_no_request(
    client: Any, sandbox: Server, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidArgumentError):
        client.shop.products.create(**{"name": "Mug"} | wrong)
    assert sandbox.requests == []


def test_what_is_pointed_at_has_to_be_clear(client: Any, sandbox: Server) -> None:
    shop = client.shop
    for wrong in ("7", 0, -1, 10**5000, True, None, 7.0, Product(), Variant(id=7)):
        with pytest.raises(InvalidArgumentError):
            shop.products.get(wrong)
    for call in (shop.variants.get, shop.variants.update, shop.variants.delete):
        for wrong in (8, Variant(id=8), Variant(product_id=7)):
            with pytest.raises(InvalidArgumentError):
                call(wrong)
    for call in (shop.products.update, shop.locations.update, shop.orders.update):
        with pytest.raises(InvalidArgumentError, match="nothing to change"):
            call(7)
    assert sandbox.requests == []


@pytest.mark.habits(name_filter="part")
@pytest.mark.parametrize(
    ("resource", "model"),
    [("product_tags", ProductTag), ("product_types", ProductType), ("vendors", ProductVendor)],
)
def test_what_products_are_sorted_by(client: Any, resource: str, model: Any) -> None:
    api = getattr(client.shop, resource)
    old, other = api.create("Old"), api.create("Other")
    assert old == model(id=old.id, name="Old")
    assert api.list(name="oth").to_list() == [other]
    new = api.update(old, name="New")
    assert api.get(old.id) == new == model(id=old.id, name="New")
    api.delete(other)
    assert api.list().to_list() == [new]


# --- where and when ------------------------------------------------------------------------------


@pytest.mark.habits(missing="null", name_filter="part")
def test_a_location_comes_and_goes(client: Any, sandbox: Server) -> None:
    api = client.shop.locations
    place = api.create("HQ", address="1 Main St", lat=-33.87, lng=151)
    assert place == ShopLocation(id=place.id, name="HQ", address="1 Main St", lat=-33.87, lng=151.0)
    assert api.update(place, note="Upstairs", lat=0).note == "Upstairs"
    assert bodies(sandbox)[-1] == {"note": "Upstairs", "lat": 0}
    assert api.list(name="h").first() == api.get(place.id)
    api.delete(place)
    assert api.list().to_list() == []
    sandbox.clear()
    for wrong in ({"lat": 91}, {"lng": float("nan")}, {"lat": "0"}, {"lat": True}, {"name": None}):
        with pytest.raises(InvalidArgumentError):
            api.update(7, **wrong)
    assert sandbox.requests == []


def test_hours_are_days_and_times(client: Any, sandbox: Server) -> None:
    api = client.shop.business_hours
    api.update(
        [
            BusinessHours.open_on(Weekday.MONDAY, (time(9), time(12)), (time(13), time(18, 30))),
            BusinessHours.open_on(Weekday.SATURDAY, (time(10), time(16))),
            BusinessHours.closed_on(Weekday.SUNDAY),
        ]
    )
    assert bodies(sandbox) == [
        {
            "data": [
                {
                    "id": "1",
                    "name": "Monday",
                    "option": "open_2",
                    "start": "09:00",
                    "end": "12:00",
                    "start_2": "13:00",
                    "end_2": "18:30",
                },
                {
                    "id": "6",
                    "name": "Saturday",
                    "option": "open_1",
                    "start": "10:00",
                    "end": "16:00",
                },
                {"id": "7", "name": "Sunday", "option": "close"},
            ]
        }
    ]
    week = api.get()
    assert [day.day for day in week] == list(Weekday)
    assert week[0] == BusinessHours.open_on(
        Weekday.MONDAY, (time(9), time(12)), (time(13), time(18, 30))
    )
    assert week[1] == BusinessHours.open_on(Weekday.TUESDAY)
    api.update(week)  # what was read can be written
    assert api.get() == week


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [BusinessHours(option="open")],
        [BusinessHours(day=Weekday.MONDAY)],
        [BusinessHours(day=mistyped(1), option="open")],
        [BusinessHours(day=Weekday.MONDAY, option="open_1", start=time(9))],
        [BusinessHours.open_on(Weekday.MONDAY, None, (time(9), time(12)))],
        [BusinessHours.open_on(Weekday.MONDAY, (time(9, 0, 1), time(12)))],
        [BusinessHours.open_on(Weekday.MONDAY, (time(9, tzinfo=UTC), time(12)))],
        [BusinessHours.closed_on(Weekday.MONDAY), BusinessHours.open_on(Weekday.MONDAY)],
        [BusinessHours(day=Weekday.MONDAY, option="open_3", start=mistyped("9:00"))],
        ["Monday"],
        None,
    ],
    ids=str,
)
def test_hours_that_say_nothing_cost_no_request(client: Any, sandbox: Server, wrong: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        client.shop.business_hours.update(wrong)
    assert sandbox.requests == []


@pytest.mark.parametrize(
    "payload",
    [
        {"data": {"id": 1, "option": "open_1", "start": "9:00", "end": "17:00:00"}},
        {
            "status": "ok",
            "data": [{"id": "1", "option": "open_1", "start": "09:00", "end": "17:00"}],
        },
    ],
)
def test_hours_are_read_in_either_envelope(client: Any, sandbox: Server, payload: Any) -> None:
    sandbox.answer_next(json=payload)
    assert client.shop.business_hours.get() == [
        BusinessHours.open_on(Weekday.MONDAY, (time(9), time(17)))
    ]


# --- discount codes ------------------------------------------------------------------------------


def test_a_discount_code_is_created(client: Any, sandbox: Server) -> None:
    code = client.shop.discount_codes.create(
        "SPRING",
        start_time=NEW_YEAR,
        end_time=MARCH,
        amount=Decimal("5.05"),
        min_price=50,
        max_usage_count=10,
        one_per_customer=True,
    )
    assert bodies(sandbox) == [
        {
            "code": "SPRING",
            "start_time": "2027-01-01 00:00:00",
            "end_time": "2027-03-01 12:30:00",
            "type": "amount",
            "discount_amount": 5.05,
            "min_require": "price",
            "min_price": 50,
            "has_usage_limit": 1,
            "max_usage_count": 10,
            "one_per_customer": 1,
        }
    ]
    assert isinstance(code, DiscountCode)
    assert (code.type, code.amount, code.min_price) == ("amount", Decimal("5.05"), Decimal(50))
    assert (code.start_time, code.end_time) == (NEW_YEAR, MARCH)
    assert (code.has_usage_limit, code.once_per_order, code.one_per_customer) == (True, False, True)


def test_a_discount_code_is_found_by_model_id_or_code(client: Any, sandbox: Server) -> None:
    api = client.shop.discount_codes
    code = api.create("SPRING", start_time=NEW_YEAR, end_time=MARCH, free_shipping=True)
    number = api.create("2027", start_time=NEW_YEAR, end_time=MARCH, percentage=5)
    sandbox.clear()
    assert api.get(code) == api.get(code.id) == api.get("SPRING") == code
    assert api.get("2027") == number
    assert operations(sandbox) == [
        "GET /shop/discount-codes/{}/get-info",
        "GET /shop/discount-codes/{}/get-info",
        "GET /shop/discount-codes/get-info-by-code",
        "GET /shop/discount-codes/get-info-by-code",
    ]
    assert api.list(code="SPR").to_list() == [code]
    api.delete("SPRING")
    api.delete(number)
    assert operations(sandbox)[-2:] == [
        "DELETE /shop/discount-codes/delete-by-code",
        "DELETE /shop/discount-codes/{}/delete",
    ]
    assert api.list().to_list() == []


def test_what_a_code_gives_and_asks_for_is_replaced(client: Any, sandbox: Server) -> None:
    api = client.shop.discount_codes
    code = api.create("SPRING", start_time=NEW_YEAR, end_time=MARCH, percentage=10, min_qty=2)
    sandbox.clear()
    api.update(code, free_shipping=True, min_price="9.90", end_time=datetime(2027, 4, 1))
    lifted = api.update(code.id, min_qty=None, max_usage_count=None)
    assert bodies(sandbox) == [
        {
            "type": "free_shipping",
            "min_require": "price",
            "min_price": 9.9,
            "end_time": "2027-04-01 00:00:00",
        },
        {"min_require": "none", "has_usage_limit": 0},
    ]
    assert (lifted.type, lifted.min_require, lifted.has_usage_limit) == (
        "free_shipping",
        "none",
        False,
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"percentage": None}, "must give a percentage, an amount or free_shipping"),
        ({"amount": "5"}, "percentage and amount exclude each other"),
        ({"free_shipping": True}, "percentage and free_shipping exclude each other"),
        ({"min_price": 5, "min_qty": 5}, "min_price and min_qty exclude each other"),
        ({"percentage": 101}, "at most 100"),
        ({"percentage": 0}, "at least 1"),
        ({"percentage": Decimal("12.5")}, "whole number"),
        ({"max_usage_count": 0}, "at least 1"),
        ({"code": " "}, "code must not be empty"),
        ({"end_time": NEW_YEAR}, "end_time must be after start_time"),
        ({"end_time": MARCH.replace(tzinfo=UTC)}, "without tzinfo"),
        ({"end_time": MARCH.date()}, "must be a datetime, not a date"),
        ({"start_time": None}, "must be a datetime, not None"),
        ({"code": None}, "requires code"),
        ({"end_time": "2027-03-01"}, "must be a datetime, not a str"),
    ],
    ids=str,
)
def test_a_code_that_makes_no_sense_costs_no_request(
    client: Any, sandbox: Server, wrong: dict[str, Any], message: str
) -> None:
    right = {"code": "SPRING", "start_time": NEW_YEAR, "end_time": MARCH, "percentage": 10}
    with pytest.raises(InvalidArgumentError, match=message):
        client.shop.discount_codes.create(**right | wrong)
    with pytest.raises(InvalidArgumentError):
        client.shop.discount_codes.update("SPRING", percentage=10)
    assert sandbox.requests == []


# --- carts and orders ----------------------------------------------------------------------------


@pytest.mark.habits(refusal="200 error")
def test_a_cart_is_filled_emptied_and_paid(
    client: Any, sandbox: Server, ana: str, mug: Variant
) -> None:
    carts = client.shop.carts
    carts.add(ana, mug, qty=2)
    carts.add(Subscriber(user_ns=ana), mug.id)
    cart = carts.get(ana)
    assert isinstance(cart, Cart)
    assert (cart.num_of_items, cart.total_price) == (3, Decimal("38.7"))
    (item,) = cart.items
    assert (item.qty, item.price, item.subtotal) == (3, Decimal("12.9"), Decimal("38.7"))
    carts.remove(ana, mug)
    assert carts.get(ana).items == ()
    carts.add(ana, mug)
    carts.empty(ana)
    carts.add(ana, mug)
    carts.mark_paid(ana, name="Ana", payment_method="card", shipping_method="pickup")
    assert bodies(sandbox)[0] == {"user_ns": ana, "variant_id": mug.id, "qty": 2}
    assert bodies(sandbox)[-1] == {
        "user_ns": ana,
        "name": "Ana",
        "payment_method": "card",
        "shipping_method": "pickup",
    }
    assert [o for o in operations(sandbox) if o != "GET /subscriber/cart"] == [
        "POST /subscriber/add-to-cart",
        "POST /subscriber/add-to-cart",
        "DELETE /subscriber/remove-from-cart",
        "POST /subscriber/add-to-cart",
        "DELETE /subscriber/empty-cart",
        "POST /subscriber/add-to-cart",
        "POST /subscriber/cart-paid",
    ]
    assert [order.status for order in client.shop.orders.list(subscriber=ana)] == ["paid"]
    with pytest.raises(RejectedError):
        carts.mark_paid(ana)


def test_an_order_is_created_changed_and_moved_on(
    client: Any, sandbox: Server, ana: str, mug: Variant
) -> None:
    orders = client.shop.orders
    orders.create(ana, {mug: 2}, status="ordered", address="1 Main St")
    order = orders.list(subscriber=ana).first()
    assert isinstance(order, Order)
    assert (order.status, order.total_price, order.currency) == ("ordered", Decimal("25.80"), "usd")
    orders.update(order, items={mug.id: 1}, note=None)
    orders.set_status(order, "shipped", subscriber=ana)
    assert [b for b in bodies(sandbox) if b] == [
        {
            "user_ns": ana,
            "items": [{"variant_id": mug.id, "qty": 2}],
            "status": "ordered",
            "address": "1 Main St",
        },
        {"items": [{"variant_id": mug.id, "qty": 1}], "note": ""},
        {"user_ns": ana, "order_id": order.id, "status": "shipped"},
    ]
    assert orders.list().first().status == "shipped"
    found = orders.get(order.id)
    assert (found.total_price, found.num_of_items) == (Decimal("12.9"), 1)
    assert orders.list(subscriber=sandbox.seed.subscriber(email="ben@example.com")).first() is None


def test_what_is_bought_has_to_be_clear(client: Any, sandbox: Server) -> None:
    orders, carts = client.shop.orders, client.shop.carts
    for items in ({}, {7: 0}, {7: 1.5}, {"7": 1}, [7], None):
        with pytest.raises(InvalidArgumentError):
            orders.create("f1u2", items)
    for subscriber in ("Ana", Subscriber(), "f1t2"):
        for call in (carts.get, carts.empty, carts.mark_paid):
            with pytest.raises(InvalidArgumentError):
                call(subscriber)
    for wrong in ({"qty": 0}, {"qty": True}, {"variant": "7"}):
        with pytest.raises(InvalidArgumentError):
            carts.add("f1u2", **{"variant": 7} | wrong)
    with pytest.raises(InvalidArgumentError):
        orders.set_status(7, " ", subscriber="f1u2")
    with pytest.raises(InvalidArgumentError):
        orders.list(subscriber="Ana")
    assert sandbox.requests == []


@pytest.mark.parametrize(
    "call",
    [
        lambda shop: shop.carts.add("f1u2", 7),
        lambda shop: shop.carts.remove("f1u2", 7),
        lambda shop: shop.carts.mark_paid("f1u2"),
        lambda shop: shop.orders.create("f1u2", {7: 1}),
        lambda shop: shop.orders.set_status(7, "paid", subscriber="f1u2"),
        lambda shop: shop.products.create("Mug"),
    ],
)
def test_what_may_have_been_done_is_never_done_twice(
    client: Any, sandbox: Server, call: Any
) -> None:
    sandbox.answer_next(status=502, text="<html>")
    with pytest.raises(OutcomeUnknownError):
        call(client.shop)
    assert len(sandbox.requests) == 1


def test_money_arrives_as_it_is_written(client: Any, sandbox: Server) -> None:
    amounts = ["12.90", "0.10", "1234567.89", "19.999", "0.1"]
    for amount in amounts:
        product = client.shop.products.create("Mug", price=Decimal(amount))
        assert product.variants[0].price == Decimal(amount)
        spelt = json.dumps(sandbox.requests[-1].json["price"])
        assert Decimal(spelt) == Decimal(amount)
        assert len(spelt) <= len(amount)


def test_the_conforming_manner_is_read_the_same(make_client: Clients) -> None:
    with serve(manner="conforming") as server:
        ana = server.seed.subscriber(phone="61412345678")
        shop = make_client(server.url, server.api_key).shop
        product = shop.products.create("Mug", price="12.90", qty=3, track_stock=True)
        shop.carts.add(ana, product.variants[0], qty=2)
        assert shop.carts.get(ana).total_price == Decimal("25.8")
        shop.carts.mark_paid(ana)
        assert shop.orders.get(shop.orders.list().first()).num_of_items == 2
        assert shop.variants.get(product.variants[0]).qty == 1
        assert shop.business_hours.get()[6] == BusinessHours.open_on(Weekday.SUNDAY)
