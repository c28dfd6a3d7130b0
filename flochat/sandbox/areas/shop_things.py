"""What the areas of the shop share: its things, and the numbers that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..answers import Errors, Invalid
from ..kinds import ResourceKind

MAX_NUMBER: Final = 1_000_000_000
CURRENCY: Final = "usd"

_NAME: Final = {"name": "name"}
PRODUCT_TAGS: Final = ResourceKind("product tag", "product_tags", "id", _NAME)
PRODUCT_TYPES: Final = ResourceKind("product type", "product_types", "id", _NAME)
VENDORS: Final = ResourceKind("vendor", "product_vendors", "id", _NAME)
PRODUCTS: Final = ResourceKind("product", "products", "id", {})
VARIANTS: Final = ResourceKind("variant", "variants", "id", {"variant_id": "id"})
LOCATIONS: Final = ResourceKind("location", "shop_locations", "id", {})
DISCOUNT_CODES: Final = ResourceKind("discount code", "discount_codes", "id", {"code": "code"})
ORDERS: Final = ResourceKind("order", "orders", "id", {"order_id": "id"})


def check_numbers(entry: Mapping[str, Any], *names: str, least: int = 0) -> None:
    """Raise `Invalid` for prices and quantities that no shop has."""
    errors: Errors = {
        name: [f"{name} has to be from {least} to {MAX_NUMBER}."]
        for name in names
        if name in entry and not least <= entry[name] <= MAX_NUMBER
    }
    if errors:
        raise Invalid(errors)
