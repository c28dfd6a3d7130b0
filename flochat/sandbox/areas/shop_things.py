"""What the areas of the shop share: its things, and the numbers that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flochat.sandbox.answers import Errors, Invalid
from flochat.sandbox.areas.things import Things

MOST_OF_A_NUMBER: Final = 1_000_000_000
CURRENCY: Final = "usd"

_NAME: Final = {"name": "name"}
PRODUCT_TAGS: Final = Things("product tag", "product_tags", "id", _NAME)
PRODUCT_TYPES: Final = Things("product type", "product_types", "id", _NAME)
VENDORS: Final = Things("vendor", "product_vendors", "id", _NAME)
PRODUCTS: Final = Things("product", "products", "id", {})
VARIANTS: Final = Things("variant", "variants", "id", {"variant_id": "id"})
LOCATIONS: Final = Things("location", "shop_locations", "id", {})
DISCOUNT_CODES: Final = Things("discount code", "discount_codes", "id", {"code": "code"})
ORDERS: Final = Things("order", "orders", "id", {"order_id": "id"})


def check_numbers(entry: Mapping[str, Any], *names: str, least: int = 0) -> None:
    """Raise `Invalid` for prices and quantities that no shop has."""
    errors: Errors = {
        name: [f"{name} has to be from {least} to {MOST_OF_A_NUMBER}."]
        for name in names
        if name in entry and not least <= entry[name] <= MOST_OF_A_NUMBER
    }
    if errors:
        raise Invalid(errors)
