"""Who makes the products."""

from __future__ import annotations

from typing import Final

from ...kinds import ResourceKind
from ...request import Handler
from . import named

TABLES: Final = f"CREATE TABLE product_vendors ({named.COLUMNS});"
VENDORS: Final = ResourceKind("vendor", "product_vendors", "id", {"name": "name"})

ROUTES: Final[dict[str, Handler]] = named.routes("product-vendors", VENDORS)
