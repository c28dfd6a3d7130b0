"""The tags of products."""

from __future__ import annotations

from typing import Final

from ...kinds import ResourceKind
from ...request import Handler
from . import named

TABLES: Final = f"CREATE TABLE product_tags ({named.COLUMNS});"
PRODUCT_TAGS: Final = ResourceKind("product tag", "product_tags", "id", {"name": "name"})

ROUTES: Final[dict[str, Handler]] = named.routes("product-tags", PRODUCT_TAGS)
