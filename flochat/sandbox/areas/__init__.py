"""The areas of the platform, a module each, and the table of all the operations they serve."""

from __future__ import annotations

from typing import Final

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
    flow_parts,
    flow_templates,
    inbound_webhooks,
    integrations,
    labels,
    live_chat,
    messages,
    shop_catalogue,
    shop_sales,
    shop_settings,
    sub_flows,
    subscribers,
    tags,
    team,
    templates,
    tickets,
    workspace,
)

#: Wire identity -> what answers it. What is missing here is answered 501.
ROUTES: Final[dict[str, Handler]] = {
    **account.ROUTES,
    **tags.ROUTES,
    **labels.ROUTES,
    **team.ROUTES,
    **tickets.ROUTES,
    **workspace.ROUTES,
    **fields.ROUTES,
    **sub_flows.ROUTES,
    **flow_parts.ROUTES,
    **activity.ROUTES,
    **custom_events.ROUTES,
    **inbound_webhooks.ROUTES,
    **subscribers.ROUTES,
    **messages.ROUTES,
    **shop_catalogue.ROUTES,
    **shop_settings.ROUTES,
    **shop_sales.ROUTES,
    **live_chat.ROUTES,
    **ai_hub.ROUTES,
    **conversations.ROUTES,
    **templates.ROUTES,
    **broadcasts.ROUTES,
    **integrations.ROUTES,
    **embeddings.ROUTES,
    **flow_templates.ROUTES,
}
