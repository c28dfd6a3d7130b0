"""The shop: what is sold, and what becomes of it in carts and orders."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, ApiOf
from .shop_calls import CODE, PRODUCT, VARIANT


@pytest.fixture
def ana(server: Server) -> str:
    return server.seed.subscriber(first_name="Ana", phone="61412345678")


def create(api: Api, kind: str, body: dict[str, Any]) -> Any:
    return api.ok(f"POST /shop/{kind}/create", json=body)["data"]


def variant_made(api: Api, **columns: Any) -> int:
    """A product of one variant; the variant's number."""
    number: int = create(api, "products", {"name": "Mug", **columns})["variants"][0]["id"]
    return number


def cart_of(api: Api, user_ns: str) -> Any:
    return api.ok("GET /subscriber/cart", params={"user_ns": user_ns})


def stock(api: Api, variant: int) -> Any:
    for product in api.rows("GET /shop/products", limit=100):
        for row in api.rows(f"GET /shop/products/{product['id']}/variants"):
            if row["id"] == variant:
                return row["qty"]
    return None


# --- what is sold --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["product-tags", "product-types", "product-vendors"])
def test_what_products_are_sorted_by_is_made_renamed_and_deleted(api: Api, kind: str) -> None:
    first, second = (create(api, kind, {"name": name}) for name in ("One", "Two"))
    assert [row["name"] for row in api.rows(f"GET /shop/{kind}", name="tw")] == ["Two"]
    taken = api(f"PUT /shop/{kind}/{first['id']}/update", json={"name": "Two"})
    assert list(taken.json()["errors"]) == ["name"]
    assert api.ok(f"PUT /shop/{kind}/{first['id']}/update", json={"name": "One"})["data"] == first
    api.ok(f"PUT /shop/{kind}/{first['id']}/update", json={"name": "Uno"})
    assert api.ok(f"GET /shop/{kind}/{first['id']}/get-info")["data"]["name"] == "Uno"
    api.ok(f"DELETE /shop/{kind}/{second['id']}/delete")
    assert [row["name"] for row in api.rows(f"GET /shop/{kind}")] == ["Uno"]


def test_a_product_has_its_variants_and_their_stock(api: Api) -> None:
    variants = [VARIANT, VARIANT | {"variant_1_value": "red", "qty": 2}]
    product = create(api, "products", PRODUCT | {"variants": variants})
    assert (product["num_of_variants"], product["total_qty"]) == (2, 7)
    assert [(v["option_1"], v["option_1_value"], v["name"]) for v in product["variants"]] == [
        ("colour", "blue", "T-shirt"),
        ("colour", "red", "T-shirt"),
    ]
    third = create(
        api, f"products/{product['id']}/variants", {"variant_1_value": "green", "qty": 1}
    )
    assert (third["display_order"], third["product_id"]) == (3, product["id"])
    product = api.ok(f"GET /shop/products/{product['id']}/get-info")["data"]
    assert (product["num_of_variants"], product["total_qty"]) == (3, 8)


def test_a_product_without_variants_has_one_to_buy(api: Api) -> None:
    product = create(api, "products", {"name": "Mug", "price": 7.5, "qty": 3})
    (variant,) = api.rows(f"GET /shop/products/{product['id']}/variants")
    assert (variant["price"], variant["qty"], product["use_variant"]) == ("7.5", 3, 0)


def test_products_are_filtered_by_name_type_and_vendor(api: Api) -> None:
    create(api, "products", PRODUCT)
    create(api, "products", {"name": "Mug", "vendor": "Acme"})
    kinds = {
        kind: api.rows(f"GET /shop/{kind}")[0]["id"]
        for kind in ("product-types", "product-vendors")
    }

    def names(**query: Any) -> list[str]:
        return [product["name"] for product in api.rows("GET /shop/products", **query)]

    assert names(name="mU") == ["Mug"]
    assert names(product_type_id=kinds["product-types"]) == ["T-shirt"]
    assert names(vendor_id=kinds["product-vendors"]) == ["T-shirt", "Mug"]
    assert names(vendor_id=99) == []


def test_a_product_changes_and_outlives_its_type(api: Api) -> None:
    number = create(api, "products", PRODUCT)["id"]
    changed = api.ok(f"PUT /shop/products/{number}/update", json={"vendor": "", "name": "Shirt"})
    assert (changed["data"]["vendor"], changed["data"]["type"]) == (None, "Shirts")
    kind = api.rows("GET /shop/product-types")[0]["id"]
    api.ok(f"DELETE /shop/product-types/{kind}/delete")
    product = api.ok(f"GET /shop/products/{number}/get-info")["data"]
    assert (product["type"], product["name"]) == (None, "Shirt")


def test_a_deleted_product_leaves_carts_and_stays_in_orders(api: Api, ana: str) -> None:
    variant = variant_made(api, price=5)
    bought = {"user_ns": ana, "variant_id": variant}
    api.ok("POST /subscriber/add-to-cart", json=bought)
    api.ok("POST /subscriber/cart-paid", json={"user_ns": ana})
    api.ok("POST /subscriber/add-to-cart", json=bought)
    (product,) = api.rows("GET /shop/products")
    api.ok(f"DELETE /shop/products/{product['id']}/delete")
    assert cart_of(api, ana)["items"] == []
    assert [order["total"] for order in api.rows("GET /shop/orders")] == ["5.00"]


def test_a_variant_is_found_in_its_own_product_only(api: Api) -> None:
    variant = variant_made(api)
    other = create(api, "products", PRODUCT)["id"]
    path = f"/shop/products/{other}/variants/{variant}"
    assert api(f"GET {path}/get-info").status_code == 404
    assert api(f"PUT {path}/update", json={"price": 1}).status_code == 404
    assert api(f"DELETE {path}/delete").status_code == 404


@pytest.mark.parametrize("kind", ["products", "product-tags", "locations", "discount-codes"])
@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "1.0", "01", "9" * 30, "%D9%A1"])
def test_a_path_that_names_nothing_is_not_found(api: Api, kind: str, number: str) -> None:
    create(api, "product-tags", {"name": "One"})
    create(api, "products", {"name": "One"})
    assert api(f"GET /shop/{kind}/{number}/get-info").status_code == 404
    assert api(f"DELETE /shop/{kind}/{number}/delete").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"price": -1}, {"price": 1e300}, {"qty": 10**30}, {"compare_price": 10**10}]
)
def test_numbers_that_no_shop_has_are_refused(api: Api, wrong: dict[str, Any]) -> None:
    answer = api("POST /shop/products/create", json={"name": "Mug", **wrong})
    assert list(answer.json()["errors"]) == list(wrong)
    assert api.rows("GET /shop/products") == []


def test_a_number_that_no_database_can_keep_is_a_bad_request(api: Api, ana: str) -> None:
    body = {"user_ns": ana, "variant_id": 10**30}
    assert api("POST /subscriber/add-to-cart", json=body).status_code == 400


# --- where and when ------------------------------------------------------------------------------


def test_a_location_is_somewhere_on_earth(api: Api) -> None:
    place = {"name": "HQ", "address": "1 Main St", "lat": -33.87, "lng": 151.2}
    number = create(api, "locations", place)["id"]
    assert api.ok(f"GET /shop/locations/{number}/get-info")["data"] == {
        "id": number,
        "note": None,
        **place,
    }
    for wrong in ({"lat": 91}, {"lng": -181}, {"name": " "}):
        answer = api(f"PUT /shop/locations/{number}/update", json=wrong)
        assert list(answer.json()["errors"]) == list(wrong)


def test_hours_are_kept_day_by_day(api: Api) -> None:
    sunday = {"id": "7", "option": "close"}
    monday = {"id": "1", "option": "open_1", "start": "09:00", "end": "17:00"}
    api.ok("PUT /shop/business-hours/update", json={"data": [sunday, monday]})
    week = api.ok("GET /shop/business-hours/info")["data"]
    assert [(day["id"], day["name"]) for day in week][::6] == [("1", "Monday"), ("7", "Sunday")]
    assert [day["option"] for day in week] == ["open_1", *["open"] * 5, "close"]
    assert (week[0]["start"], week[0]["end"], week[0]["start_2"]) == ("09:00", "17:00", None)


@pytest.mark.parametrize("wrong", [[], [{}], [{"id": "8"}], [{"id": "1", "option": "ajar"}]])
def test_hours_that_mean_nothing_are_refused(
    api_of: ApiOf, conforming: Server, wrong: list[dict[str, str]]
) -> None:
    answer = api_of(conforming)("PUT /shop/business-hours/update", json={"data": wrong})
    assert answer.status_code == 400


def test_a_discount_code_is_found_by_number_and_by_code(api: Api) -> None:
    code = create(api, "discount-codes", CODE)
    by_code = "/shop/discount-codes/get-info-by-code"
    assert api.ok(f"GET {by_code}", params={"code": "SPRING"})["data"] == code
    assert api(f"GET {by_code}", params={"code": "spring"}).status_code == 404
    assert api.rows("GET /shop/discount-codes", code="pri") == [code]
    api.ok("DELETE /shop/discount-codes/delete-by-code", params={"code": "SPRING"})
    assert api.rows("GET /shop/discount-codes") == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": " "}, "code"),
        ({"code": "TAKEN"}, "code"),
        ({"start_time": "2027-01-01"}, "start_time"),
        ({"end_time": "soon"}, "end_time"),
        ({"discount_amount": -1}, "discount_amount"),
    ],
)
def test_a_code_that_means_nothing_is_refused(api: Api, wrong: dict[str, Any], field: str) -> None:
    create(api, "discount-codes", CODE | {"code": "TAKEN"})
    answer = api("POST /shop/discount-codes/create", json=CODE | wrong)
    assert list(answer.json()["errors"]) == [field]
    unknown = api("POST /shop/discount-codes/create", json=CODE | {"type": "cake"}).json()
    assert unknown["status"] == "error"


# --- carts and orders ----------------------------------------------------------------------------


def test_a_cart_adds_up(api: Api, ana: str) -> None:
    assert cart_of(api, ana) == {"items": [], "num_of_items": 0, "total_price": "0"}
    mug, pen = variant_made(api, price=0.1), variant_made(api, price=12.9)
    for variant, qty in ((mug, 2), (pen, 1), (mug, 1)):
        api.ok(
            "POST /subscriber/add-to-cart",
            json={"user_ns": ana, "variant_id": variant, "qty": qty},
        )
    cart = cart_of(api, ana)
    assert [(item["id"], item["num"], item["subtotal"]) for item in cart["items"]] == [
        (mug, 3, "0.3"),
        (pen, 1, "12.9"),
    ]
    assert (cart["num_of_items"], cart["total_price"]) == (4, "13.2")
    api.ok("DELETE /subscriber/remove-from-cart", json={"user_ns": ana, "variant_id": mug})
    assert cart_of(api, ana)["num_of_items"] == 1
    api.ok("DELETE /subscriber/empty-cart", json={"user_ns": ana})
    assert cart_of(api, ana)["items"] == []


def test_a_paid_cart_becomes_an_order_and_takes_the_stock(api: Api, ana: str) -> None:
    counted = variant_made(api, price=12.9, qty=5, track_stock=1)
    uncounted = variant_made(api, price=1, qty=5)
    for variant in (counted, uncounted):
        body = {"user_ns": ana, "variant_id": variant, "qty": 2}
        api.ok("POST /subscriber/add-to-cart", json=body)
    api.ok("POST /subscriber/cart-paid", json={"user_ns": ana, "name": "Ana"})
    assert cart_of(api, ana)["items"] == []
    (order,) = api.rows("GET /shop/orders", user_ns=ana)
    assert order == {"id": order["id"], "status": "paid", "currency": "usd", "total": "27.80"}
    one = api.ok(f"GET /shop/orders/{order['id']}/get-info")["data"]
    assert (one["num_of_items"], one["total_price"]) == (4, "27.8")
    assert (stock(api, counted), stock(api, uncounted)) == (3, 5)


def test_what_is_not_in_stock_is_not_sold_unless_it_may(api: Api, ana: str) -> None:
    scarce = variant_made(api, qty=1, track_stock=1)
    patient = variant_made(api, qty=1, track_stock=1, allow_no_stock_sell=1)
    body = {"user_ns": ana, "variant_id": scarce}
    api.ok("POST /subscriber/add-to-cart", json=body)
    assert api("POST /subscriber/add-to-cart", json=body).json()["status"] == "error"
    assert cart_of(api, ana)["num_of_items"] == 1
    order = {"user_ns": ana, "items": [{"variant_id": patient, "qty": 3}]}
    api.ok("POST /shop/orders/create", json=order)
    assert stock(api, patient) == -2


def test_an_empty_cart_cannot_be_paid(api: Api, ana: str) -> None:
    assert api("POST /subscriber/cart-paid", json={"user_ns": ana}).json()["status"] == "error"
    assert api.rows("GET /shop/orders") == []


def test_an_order_changes_its_lines_and_its_status(api: Api, server: Server, ana: str) -> None:
    variant = variant_made(api, price=2, qty=5, track_stock=1)
    line = {"variant_id": variant, "qty": 4}
    api.ok("POST /shop/orders/create", json={"user_ns": ana, "items": [line]})
    (order,) = api.rows("GET /shop/orders")
    assert (order["status"], order["total"], stock(api, variant)) == ("ordered", "8.00", 1)
    lines = {"items": [line | {"qty": 5}]}
    api.ok(f"PUT /shop/orders/{order['id']}/update", json=lines)
    assert stock(api, variant) == 0
    moved = {"user_ns": ana, "order_id": order["id"], "status": "shipped"}
    api.ok("POST /subscriber/update-order-status", json=moved)
    (order,) = api.rows("GET /shop/orders")
    assert (order["status"], order["total"]) == ("shipped", "10.00")
    ben = server.seed.subscriber(email="ben@example.com")
    for wrong in ({"user_ns": ben}, {"status": "eaten"}, {"order_id": 99}):
        answer = api("POST /subscriber/update-order-status", json=moved | wrong).json()
        assert answer["status"] == "error"
    assert api.rows("GET /shop/orders", user_ns=ben) == []


@pytest.mark.parametrize("wrong", [{}, {"items": []}, {"items": [{"qty": 1}]}])
def test_an_order_is_of_something(api: Api, ana: str, wrong: dict[str, Any]) -> None:
    assert api("POST /shop/orders/create", json={"user_ns": ana, **wrong}).status_code == 422
