"""The products of the shop with their variants, which are what has a price and is bought."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from ...answers import Answer, ok, one
from ...kinds import ResourceKind
from ...lists import NAME_FILTER, Listing, list_page
from ...request import Handler, SandboxRequest, not_blank
from ...store import Row, Store
from .limits import check_numbers
from .named import find_or_create
from .product_tags import PRODUCT_TAGS
from .product_types import PRODUCT_TYPES
from .vendors import VENDORS

TABLES: Final = """
CREATE TABLE products (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, image TEXT, note TEXT,
    status TEXT NOT NULL DEFAULT 'active', use_variant INTEGER NOT NULL DEFAULT FALSE,
    track_stock INTEGER NOT NULL DEFAULT FALSE, variant_1_name TEXT, variant_2_name TEXT,
    type_id INTEGER REFERENCES product_types ON DELETE SET NULL,
    vendor_id INTEGER REFERENCES product_vendors ON DELETE SET NULL
);
CREATE TABLE tagged_products (
    product_id INTEGER REFERENCES products ON DELETE CASCADE,
    tag_id INTEGER REFERENCES product_tags ON DELETE CASCADE,
    PRIMARY KEY (product_id, tag_id)
);
CREATE TABLE variants (
    id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES products ON DELETE CASCADE,
    image TEXT, price REAL, compare_price REAL, sku TEXT, barcode TEXT,
    qty INTEGER NOT NULL DEFAULT 0, track_stock INTEGER NOT NULL DEFAULT FALSE,
    allow_no_stock_sell INTEGER NOT NULL DEFAULT FALSE, taxable INTEGER NOT NULL DEFAULT FALSE,
    display_order INTEGER NOT NULL, variant_1_value TEXT, variant_2_value TEXT
);
CREATE INDEX variants_by_product ON variants (product_id);
"""

PRODUCTS: Final = ResourceKind("product", "products", "id", {})
VARIANTS: Final = ResourceKind("variant", "variants", "id", {"variant_id": "id"})

_PRODUCT_BODY_KEYS: Final = (
    *("name", "description", "image", "note", "status", "use_variant", "track_stock"),
    *("variant_1_name", "variant_2_name"),
)
_VARIANT_BODY_KEYS: Final = (
    *("image", "price", "compare_price", "sku", "barcode", "qty", "track_stock", "taxable"),
    *("allow_no_stock_sell", "variant_1_value", "variant_2_value"),
)
_FLAGS: Final = ("track_stock", "taxable", "allow_no_stock_sell", "use_variant")

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
_VARIANT_KEYS: Final = ("id", "product_id", "display_order", *_VARIANT_BODY_KEYS)


def list_products(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _PRODUCT_LISTING, finish=lambda rows: _records(rows, store))


def get_product(request: SandboxRequest, store: Store) -> Answer:
    return _product(PRODUCTS.in_path(request, store), request, store)


def create_product(request: SandboxRequest, store: Store) -> Answer:
    request.text("name")
    number = store.insert("products", _product_row(request.json, store))
    _tag(number, request.json.get("tags", []), store)
    # Only variants have a price and can be bought, so a product without variants gets one too.
    single = [] if request.json.get("use_variant") else [request.json]
    for variant in request.json.get("variants") or single:
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


def _product_row(body: Row, store: Store) -> Row:
    row: Row = {name: body[name] for name in _PRODUCT_BODY_KEYS if name in body}
    for wire, column, kind in (
        ("type", "type_id", PRODUCT_TYPES),
        ("vendor", "vendor_id", VENDORS),
    ):
        if wire in body:
            row[column] = find_or_create(kind, body[wire], store) if body[wire].strip() else None
    return row


def _tag(product: int, names: Iterable[str], store: Store) -> None:
    for name in names:
        tag = find_or_create(PRODUCT_TAGS, not_blank({"tags": name}, "tags"), store)
        store.run("INSERT OR IGNORE INTO tagged_products VALUES (?, ?)", (product, tag))


def _variant_row(body: Row) -> Row:
    check_numbers(body, "price", "compare_price", "qty")
    return {name: body[name] for name in _VARIANT_BODY_KEYS if name in body}


def _add_variant(product: int, body: Row, store: Store) -> int:
    count = store.value("SELECT count(*) FROM variants WHERE product_id = ?", (product,))
    position = {"product_id": product, "display_order": count + 1}
    return store.insert("variants", position | _variant_row(body))


def _variant_in_path(request: SandboxRequest, store: Store) -> int:
    """The variant that a path names, if it belongs to the product that the path names."""
    product = PRODUCTS.in_path(request, store)
    number: int = VARIANTS.in_path(request, store, position=1)
    if store.value("SELECT product_id FROM variants WHERE id = ?", (number,)) != product:
        raise VARIANTS.not_found(number)
    return number


def _product(number: int, request: SandboxRequest, store: Store) -> Answer:
    rows = store.rows(f"SELECT * FROM {_PRODUCTS} WHERE id = ?", (number,))
    return one(request.profile.shape(_records(rows, store)[0]))


def _records(products: list[Row], store: Store) -> list[Row]:
    """Products as the platform returns them, with the variants of each."""
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
    return _with_bools(product, _PRODUCT_KEYS) | {
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
    return one(request.profile.shape(_variant_record(row or {})))


def _variant_record(variant: Row) -> Row:
    return _with_bools(variant, _VARIANT_KEYS)


def _with_bools(row: Row, keys: Iterable[str]) -> Row:
    return {key: bool(row[key]) if key in _FLAGS else row[key] for key in keys}


ROUTES: Final[dict[str, Handler]] = {
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
