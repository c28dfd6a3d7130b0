"""One module for each area of the platform, loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from ..low_level import AuthenticatedClient as AuthenticatedClient
    from ..mirror import AsyncMirror as AsyncMirror
    from .account import AsyncAccountAPI as AsyncAccountAPI
    from .broadcasts import AsyncBroadcastsAPI as AsyncBroadcastsAPI
    from .bulk import AsyncBulkAPI as AsyncBulkAPI
    from .embeddings import AsyncEmbeddingsAPI as AsyncEmbeddingsAPI
    from .export import AsyncExportAPI as AsyncExportAPI
    from .flow import AsyncFlowAPI as AsyncFlowAPI
    from .flow.activity import AsyncActivityLogsAPI as AsyncActivityLogsAPI
    from .flow.activity import AsyncErrorLogsAPI as AsyncErrorLogsAPI
    from .flow.activity import AsyncFlowConversationsAPI as AsyncFlowConversationsAPI
    from .flow.ai_hub import AsyncAiAgentsAPI as AsyncAiAgentsAPI
    from .flow.ai_hub import AsyncAiTasksAPI as AsyncAiTasksAPI
    from .flow.custom_events import AsyncCustomEventsAPI as AsyncCustomEventsAPI
    from .flow.fields import AsyncBotFieldsAPI as AsyncBotFieldsAPI
    from .flow.fields import AsyncUserFieldsAPI as AsyncUserFieldsAPI
    from .flow.inbound_webhooks import AsyncInboundWebhooksAPI as AsyncInboundWebhooksAPI
    from .flow.live_chat import AsyncAgentsAPI as AsyncAgentsAPI
    from .flow.live_chat import AsyncClosingNotesAPI as AsyncClosingNotesAPI
    from .flow.live_chat import AsyncShortcutsAPI as AsyncShortcutsAPI
    from .flow.segments import AsyncSegmentsAPI as AsyncSegmentsAPI
    from .flow.settings import AsyncFlowSettingsAPI as AsyncFlowSettingsAPI
    from .flow.sub_flows import AsyncSubFlowsAPI as AsyncSubFlowsAPI
    from .flow.tags import AsyncTagsAPI as AsyncTagsAPI
    from .flow.template_installs import AsyncTemplateInstallsAPI as AsyncTemplateInstallsAPI
    from .flow.widgets import AsyncWidgetsAPI as AsyncWidgetsAPI
    from .flow_templates import AsyncFlowTemplatesAPI as AsyncFlowTemplatesAPI
    from .integrations import AsyncAInventedAPI as AsyncAInventedAPI
    from .integrations import AsyncClaudeAPI as AsyncClaudeAPI
    from .integrations import AsyncDropiAPI as AsyncDropiAPI
    from .integrations import AsyncIntegrationAPI as AsyncIntegrationAPI
    from .integrations import AsyncIntegrationsAPI as AsyncIntegrationsAPI
    from .integrations import AsyncKeyIntegrationAPI as AsyncKeyIntegrationAPI
    from .integrations import AsyncMetaConversionsAPI as AsyncMetaConversionsAPI
    from .integrations import AsyncOpenAIAPI as AsyncOpenAIAPI
    from .integrations import AsyncS3API as AsyncS3API
    from .integrations import AsyncShopifyAPI as AsyncShopifyAPI
    from .integrations import AsyncWooCommerceAPI as AsyncWooCommerceAPI
    from .integrations import AsyncXAIAPI as AsyncXAIAPI
    from .messages import AsyncMessagesAPI as AsyncMessagesAPI
    from .mini_apps import AsyncMiniAppsAPI as AsyncMiniAppsAPI
    from .shop import AsyncShopAPI as AsyncShopAPI
    from .shop.business_hours import AsyncBusinessHoursAPI as AsyncBusinessHoursAPI
    from .shop.carts import AsyncCartsAPI as AsyncCartsAPI
    from .shop.discount_codes import AsyncDiscountCodesAPI as AsyncDiscountCodesAPI
    from .shop.locations import AsyncLocationsAPI as AsyncLocationsAPI
    from .shop.orders import AsyncOrdersAPI as AsyncOrdersAPI
    from .shop.product_tags import AsyncProductTagsAPI as AsyncProductTagsAPI
    from .shop.product_types import AsyncProductTypesAPI as AsyncProductTypesAPI
    from .shop.products import AsyncProductsAPI as AsyncProductsAPI
    from .shop.variants import AsyncVariantsAPI as AsyncVariantsAPI
    from .shop.vendors import AsyncVendorsAPI as AsyncVendorsAPI
    from .subscribers import AsyncSubscribersAPI as AsyncSubscribersAPI
    from .team import AsyncTeamAPI as AsyncTeamAPI
    from .team.agent_groups import AsyncAgentGroupsAPI as AsyncAgentGroupsAPI
    from .team.call_logs import AsyncCallLogsAPI as AsyncCallLogsAPI
    from .team.labels import AsyncLabelsAPI as AsyncLabelsAPI
    from .team.media import AsyncMediaAPI as AsyncMediaAPI
    from .team.members import AsyncMembersAPI as AsyncMembersAPI
    from .team.subscribers import AsyncTeamSubscribersAPI as AsyncTeamSubscribersAPI
    from .templates import AsyncFacebookTemplatesAPI as AsyncFacebookTemplatesAPI
    from .templates import AsyncWhatsAppTemplatesAPI as AsyncWhatsAppTemplatesAPI
    from .tickets import AsyncTicketsAPI as AsyncTicketsAPI
    from .workspace import AsyncWorkspaceAPI as AsyncWorkspaceAPI
    from .workspace import AsyncWorkspaceFlowsAPI as AsyncWorkspaceFlowsAPI
    from .workspace import AsyncWorkspaceSettingsAPI as AsyncWorkspaceSettingsAPI
    # End of what is derived.

#: Where each resource lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    "..low_level": ("AuthenticatedClient",),  # what `client.api` is
    "..mirror": ("AsyncMirror",),  # what `client.mirror` makes
    ".account": ("AsyncAccountAPI",),
    ".broadcasts": ("AsyncBroadcastsAPI",),
    ".bulk": ("AsyncBulkAPI",),
    ".export": ("AsyncExportAPI",),
    ".embeddings": ("AsyncEmbeddingsAPI",),
    ".flow": ("AsyncFlowAPI",),
    ".flow.activity": (
        "AsyncActivityLogsAPI",
        "AsyncErrorLogsAPI",
        "AsyncFlowConversationsAPI",
    ),
    ".flow.ai_hub": (
        "AsyncAiAgentsAPI",
        "AsyncAiTasksAPI",
    ),
    ".flow.custom_events": ("AsyncCustomEventsAPI",),
    ".flow.fields": (
        "AsyncBotFieldsAPI",
        "AsyncUserFieldsAPI",
    ),
    ".flow.inbound_webhooks": ("AsyncInboundWebhooksAPI",),
    ".flow.live_chat": (
        "AsyncAgentsAPI",
        "AsyncClosingNotesAPI",
        "AsyncShortcutsAPI",
    ),
    ".flow.segments": ("AsyncSegmentsAPI",),
    ".flow.settings": ("AsyncFlowSettingsAPI",),
    ".flow.sub_flows": ("AsyncSubFlowsAPI",),
    ".flow.tags": ("AsyncTagsAPI",),
    ".flow.template_installs": ("AsyncTemplateInstallsAPI",),
    ".flow.widgets": ("AsyncWidgetsAPI",),
    ".flow_templates": ("AsyncFlowTemplatesAPI",),
    ".integrations": (
        "AsyncAInventedAPI",
        "AsyncClaudeAPI",
        "AsyncDropiAPI",
        "AsyncIntegrationAPI",
        "AsyncIntegrationsAPI",
        "AsyncKeyIntegrationAPI",
        "AsyncMetaConversionsAPI",
        "AsyncOpenAIAPI",
        "AsyncS3API",
        "AsyncShopifyAPI",
        "AsyncWooCommerceAPI",
        "AsyncXAIAPI",
    ),
    ".messages": ("AsyncMessagesAPI",),
    ".mini_apps": ("AsyncMiniAppsAPI",),
    ".shop": ("AsyncShopAPI",),
    ".shop.business_hours": ("AsyncBusinessHoursAPI",),
    ".shop.carts": ("AsyncCartsAPI",),
    ".shop.discount_codes": ("AsyncDiscountCodesAPI",),
    ".shop.locations": ("AsyncLocationsAPI",),
    ".shop.orders": ("AsyncOrdersAPI",),
    ".shop.product_tags": ("AsyncProductTagsAPI",),
    ".shop.product_types": ("AsyncProductTypesAPI",),
    ".shop.products": ("AsyncProductsAPI",),
    ".shop.variants": ("AsyncVariantsAPI",),
    ".shop.vendors": ("AsyncVendorsAPI",),
    ".subscribers": ("AsyncSubscribersAPI",),
    ".team": ("AsyncTeamAPI",),
    ".team.agent_groups": ("AsyncAgentGroupsAPI",),
    ".team.call_logs": ("AsyncCallLogsAPI",),
    ".team.labels": ("AsyncLabelsAPI",),
    ".team.media": ("AsyncMediaAPI",),
    ".team.members": ("AsyncMembersAPI",),
    ".team.subscribers": ("AsyncTeamSubscribersAPI",),
    ".templates": (
        "AsyncFacebookTemplatesAPI",
        "AsyncWhatsAppTemplatesAPI",
    ),
    ".tickets": ("AsyncTicketsAPI",),
    ".workspace": (
        "AsyncWorkspaceAPI",
        "AsyncWorkspaceFlowsAPI",
        "AsyncWorkspaceSettingsAPI",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
