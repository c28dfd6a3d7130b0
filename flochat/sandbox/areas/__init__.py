"""The areas of the platform: one module has an area's tables, kinds, operations and seeds.

A new operation takes a handler and a line of `ROUTES` in the module of its area; a new area takes a
module and a line of `AREAS` (and of `Seed`, when it has seeds). Areas may import one another, but
not in a circle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from ..request import Handler
from . import (
    account,
    activity,
    ai_hub,
    broadcasts,
    conversations,
    custom_events,
    embeddings,
    fields,
    flow_templates,
    inbound_webhooks,
    integrations,
    live_chat,
    messages,
    segments,
    sub_flows,
    subscribers,
    tags,
    team,
    templates,
    tickets,
    widgets,
    workspace,
)
from .shop import (
    business_hours,
    carts,
    discount_codes,
    locations,
    orders,
    product_tags,
    product_types,
    products,
    vendors,
)


class Area(Protocol):
    """What the module of an area has."""

    @property
    def TABLES(self) -> str:  # noqa: N802 - it stands for the constant of a module
        """The SQL that creates its tables; they may refer to tables of any other area."""

    @property
    def ROUTES(self) -> Mapping[str, Handler]:  # noqa: N802 - it stands for the constant of a module
        """Wire identity of each of its operations -> what answers it."""


AREAS: Final[tuple[Area, ...]] = (
    account,
    activity,
    ai_hub,
    broadcasts,
    conversations,
    custom_events,
    embeddings,
    fields,
    flow_templates,
    inbound_webhooks,
    integrations,
    live_chat,
    messages,
    segments,
    sub_flows,
    subscribers,
    tags,
    team,
    templates,
    tickets,
    widgets,
    workspace,
    business_hours,
    carts,
    discount_codes,
    locations,
    orders,
    product_tags,
    product_types,
    products,
    vendors,
)

#: The SQL of all tables; SQLite looks up what they refer to only when rows are written.
TABLES: Final = "".join(area.TABLES for area in AREAS)

#: Wire identity -> what answers it. What is missing here is answered 501.
ROUTES: Final[dict[str, Handler]] = {
    operation: handler for area in AREAS for operation, handler in area.ROUTES.items()
}
