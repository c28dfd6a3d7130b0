"""The types of products."""

from __future__ import annotations

from typing import Final

from ...kinds import ResourceKind
from ...request import Handler
from . import named

TABLES: Final = f"CREATE TABLE product_types ({named.COLUMNS});"
PRODUCT_TYPES: Final = ResourceKind("product type", "product_types", "id", {"name": "name"})

ROUTES: Final[dict[str, Handler]] = named.routes("product-types", PRODUCT_TYPES)
