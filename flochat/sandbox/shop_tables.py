"""The tables of the shop; `store.py` makes them with its own."""

from __future__ import annotations

from typing import Final

_NAMED: Final = "id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE"

SHOP_TABLES: Final = f"""
CREATE TABLE product_tags ({_NAMED});
CREATE TABLE product_types ({_NAMED});
CREATE TABLE product_vendors ({_NAMED});
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

CREATE TABLE shop_locations (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL,
    lat REAL NOT NULL, lng REAL NOT NULL, note TEXT
);
CREATE TABLE business_hours (id INTEGER PRIMARY KEY, hours TEXT NOT NULL);
CREATE TABLE discount_codes (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    discount_percentage INTEGER, discount_amount REAL, start_time TEXT NOT NULL,
    end_time TEXT NOT NULL, min_require TEXT NOT NULL DEFAULT 'none', min_price REAL,
    min_qty INTEGER, has_usage_limit INTEGER NOT NULL DEFAULT FALSE, max_usage_count INTEGER,
    once_per_order INTEGER NOT NULL DEFAULT FALSE, one_per_customer INTEGER NOT NULL DEFAULT FALSE
);

CREATE TABLE carts (
    id INTEGER PRIMARY KEY, user_ns TEXT UNIQUE REFERENCES subscribers ON DELETE CASCADE,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE TABLE cart_lines (
    cart_id INTEGER REFERENCES carts ON DELETE CASCADE,
    variant_id INTEGER REFERENCES variants ON DELETE CASCADE,
    qty INTEGER NOT NULL, PRIMARY KEY (cart_id, variant_id)
);
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
