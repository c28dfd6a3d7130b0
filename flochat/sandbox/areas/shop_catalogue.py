"""What the shop sells: products with their variants, and what they are sorted by."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Final

from ..answers import Answer, ok
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest, not_blank
from ..store import Row, Store
from .shop_things import (
    PRODUCT_TAGS,
    PRODUCT_TYPES,
    PRODUCTS,
    VARIANTS,
    VENDORS,
    check_numbers,
)

_PRODUCT_GIVEN: Final = (
    *("name", "description", "image", "note", "status", "use_variant", "track_stock"),
    *("variant_1_name", "variant_2_name"),
)
_VARIANT_GIVEN: Final = (
    *("image", "price", "compare_price", "sku", "barcode", "qty", "track_stock", "taxable"),
    *("allow_no_stock_sell", "variant_1_value", "variant_2_value"),
)
_SWITCHES: Final = ("track_stock", "taxable", "allow_no_stock_sell", "use_variant")

_PRODUCTS: Final = """(
    SELECT *, (SELECT name FROM product_types WHERE id = type_id) AS type,
        (SELECT name FROM product_vendors WHERE id = vendor_id) AS vendor
    FROM products
)"""
_PRODUCT_LISTING: Final = Listing(
    table=_PRODUCTS,
    columns="*",
    filters=NAME_FILTER
    | {"product_type_id": "type_id = :product_type_id", "vendor_id": "vendor_id = :vendor_id"},
    order="id",
)
_VARIANT_LISTING: Final = Listing(
    "(SELECT * FROM variants WHERE product_id = :product_id)", "*", order="display_order"
)

#: Keys of a product, and of a variant within its product and on its own.
_PRODUCT_KEYS: Final = (
    *("id", "name", "description", "image", "type", "vendor"),
    *("use_variant", "track_stock"),
)
_INNER_KEYS: Final = ("id", "product_id", "image", "price", "compare_price", "sku", "barcode")
_VARIANT_KEYS: Final = ("id", "product_id", "display_order", *_VARIANT_GIVEN)


# --- tags, types and vendors ---------------------------------------------------------------------


def list_named(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, Listing(kind.table, "id, name", NAME_FILTER, order="id"))


def get_named(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    return _named(kind, kind.in_path(request, store), request, store)


def create_named(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    kind.check_free(name, store)
    return _named(kind, store.insert(kind.table, {"name": name}), request, store)


def rename(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    number = kind.in_path(request, store)
    if "name" in request.json:
        name = request.text("name").strip()
        if kind.find("name", name, store) != number:
            kind.check_free(name, store)
        store.update(kind.table, "id", {"id": number, "name": name})
    return _named(kind, number, request, store)


# --- products ------------------------------------------------------------------------------------


def list_products(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _PRODUCT_LISTING, finish=lambda rows: _records(rows, store))


def get_product(request: SandboxRequest, store: Store) -> Answer:
    return _product(PRODUCTS.in_path(request, store), request, store)


def create_product(request: SandboxRequest, store: Store) -> Answer:
    request.text("name")
    number = store.insert("products", _product_row(request.json, store))
    _tag(number, request.json.get("tags", []), store)
    # Only variants have a price and can be bought, so a product without has one all the same.
    alone = [] if request.json.get("use_variant") else [request.json]
    for variant in request.json.get("variants") or alone:
        _add_variant(number, variant, store)
    return _product(number, request, store)


def update_product(request: SandboxRequest, store: Store) -> Answer:
    number = PRODUCTS.in_path(request, store)
    if "name" in request.json:
        request.text("name")
    store.update("products", "id", {"id": number, **_product_row(request.json, store)})
    if "tags" in request.json:
        store.run("DELETE FROM tagged_products WHERE product_id = ?", (number,))
        _tag(number, request.json["tags"], store)
    return _product(number, request, store)


# --- variants ------------------------------------------------------------------------------------


def list_variants(request: SandboxRequest, store: Store) -> Answer:
    product = {"product_id": PRODUCTS.in_path(request, store)}
    return list_page(
        request, store, _VARIANT_LISTING, product, lambda rows: map(_variant_record, rows)
    )


def get_variant(request: SandboxRequest, store: Store) -> Answer:
    return _variant(_variant_in_path(request, store), request, store)


def create_variant(request: SandboxRequest, store: Store) -> Answer:
    product = PRODUCTS.in_path(request, store)
    return _variant(_add_variant(product, request.json, store), request, store)


def update_variant(request: SandboxRequest, store: Store) -> Answer:
    number = _variant_in_path(request, store)
    store.update("variants", "id", {"id": number, **_variant_row(request.json)})
    return _variant(number, request, store)


def delete_variant(request: SandboxRequest, store: Store) -> Answer:
    store.run("DELETE FROM variants WHERE id = ?", (_variant_in_path(request, store),))
    return ok()


# --- from requests to rows -----------------------------------------------------------------------


def _product_row(body: Row, store: Store) -> Row:
    row: Row = {name: body[name] for name in _PRODUCT_GIVEN if name in body}
    for wire, column, kind in (
        ("type", "type_id", PRODUCT_TYPES),
        ("vendor", "vendor_id", VENDORS),
    ):
        if wire in body:
            row[column] = _found_or_made(kind, body[wire], store) if body[wire].strip() else None
    return row


def _tag(product: int, names: Iterable[str], store: Store) -> None:
    for name in names:
        tag = _found_or_made(PRODUCT_TAGS, not_blank({"tags": name}, "tags"), store)
        store.run("INSERT OR IGNORE INTO tagged_products VALUES (?, ?)", (product, tag))


def _found_or_made(kind: ResourceKind, name: str, store: Store) -> int:
    found: int | None = kind.find("name", name.strip(), store)
    return store.insert(kind.table, {"name": name.strip()}) if found is None else found


def _variant_row(body: Row) -> Row:
    check_numbers(body, "price", "compare_price", "qty")
    return {name: body[name] for name in _VARIANT_GIVEN if name in body}


def _add_variant(product: int, body: Row, store: Store) -> int:
    count = store.value("SELECT count(*) FROM variants WHERE product_id = ?", (product,))
    place = {"product_id": product, "display_order": count + 1}
    return store.insert("variants", place | _variant_row(body))


def _variant_in_path(request: SandboxRequest, store: Store) -> int:
    """The variant that a path names, if it is one of the product that the path names."""
    product = PRODUCTS.in_path(request, store)
    number: int = VARIANTS.in_path(request, store, place=1)
    if store.value("SELECT product_id FROM variants WHERE id = ?", (number,)) != product:
        raise VARIANTS.missing(number)
    return number


# --- from rows to records ------------------------------------------------------------------------


def _named(kind: ResourceKind, number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row(f"SELECT id, name FROM {kind.table} WHERE id = ?", (number,))
    return ok(data=request.profile.shape(row or {}))


def _product(number: int, request: SandboxRequest, store: Store) -> Answer:
    rows = store.rows(f"SELECT * FROM {_PRODUCTS} WHERE id = ?", (number,))
    return ok(data=request.profile.shape(_records(rows, store)[0]))


def _records(products: list[Row], store: Store) -> list[Row]:
    """What the platform says of products, with the variants of each."""
    variants: dict[int, list[Row]] = defaultdict(list)
    numbers = json.dumps([product["id"] for product in products])
    for variant in store.rows(
        "SELECT * FROM variants WHERE product_id IN (SELECT value FROM json_each(?))"
        " ORDER BY display_order",
        (numbers,),
    ):
        variants[variant["product_id"]].append(variant)
    return [_record(product, variants[product["id"]]) for product in products]


def _record(product: Row, variants: list[Row]) -> Row:
    return _switched(product, _PRODUCT_KEYS) | {
        "num_of_variants": len(variants),
        "total_qty": sum(variant["qty"] for variant in variants),
        "variants": [_inner_record(product, variant) for variant in variants],
    }


def _inner_record(product: Row, variant: Row) -> Row:
    options = {
        f"option_{number}{part}": value
        for number in (1, 2)
        for part, value in (
            ("", product[f"variant_{number}_name"]),
            ("_value", variant[f"variant_{number}_value"]),
        )
    }
    of_product = {"name": product["name"], "desc": product["description"]}
    return {key: variant[key] for key in _INNER_KEYS} | of_product | options


def _variant(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row("SELECT * FROM variants WHERE id = ?", (number,))
    return ok(data=request.profile.shape(_variant_record(row or {})))


def _variant_record(variant: Row) -> Row:
    return _switched(variant, _VARIANT_KEYS)


def _switched(row: Row, keys: Iterable[str]) -> Row:
    return {key: bool(row[key]) if key in _SWITCHES else row[key] for key in keys}


def _named_routes(path: str, kind: ResourceKind) -> dict[str, Handler]:
    return {
        f"GET /shop/{path}": partial(list_named, kind),
        f"POST /shop/{path}/create": partial(create_named, kind),
        f"GET /shop/{path}/{{}}/get-info": partial(get_named, kind),
        f"PUT /shop/{path}/{{}}/update": partial(rename, kind),
        f"DELETE /shop/{path}/{{}}/delete": kind.delete_in_path,
    }


ROUTES: Final[dict[str, Handler]] = {
    **_named_routes("product-tags", PRODUCT_TAGS),
    **_named_routes("product-types", PRODUCT_TYPES),
    **_named_routes("product-vendors", VENDORS),
    "GET /shop/products": list_products,
    "POST /shop/products/create": create_product,
    "GET /shop/products/{}/get-info": get_product,
    "PUT /shop/products/{}/update": update_product,
    "DELETE /shop/products/{}/delete": PRODUCTS.delete_in_path,
    "GET /shop/products/{}/variants": list_variants,
    "POST /shop/products/{}/variants/create": create_variant,
    "GET /shop/products/{}/variants/{}/get-info": get_variant,
    "PUT /shop/products/{}/variants/{}/update": update_variant,
    "DELETE /shop/products/{}/variants/{}/delete": delete_variant,
}
