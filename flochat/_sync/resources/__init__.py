# Derived by scripts/sync_twin.py from
# flochat/_async/resources/__init__.py: edit that one.
"""One module for each area of the platform, loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from ..low_level import AuthenticatedClient as AuthenticatedClient
    from ..mirror import Mirror as Mirror
    from .account import AccountAPI as AccountAPI
    from .broadcasts import BroadcastsAPI as BroadcastsAPI
    from .bulk import BulkAPI as BulkAPI
    from .embeddings import EmbeddingsAPI as EmbeddingsAPI
    from .export import ExportAPI as ExportAPI
    from .flow import FlowAPI as FlowAPI
    from .flow.activity import ActivityLogsAPI as ActivityLogsAPI
    from .flow.activity import ErrorLogsAPI as ErrorLogsAPI
    from .flow.activity import FlowConversationsAPI as FlowConversationsAPI
    from .flow.ai_hub import AiAgentsAPI as AiAgentsAPI
    from .flow.ai_hub import AiTasksAPI as AiTasksAPI
    from .flow.custom_events import CustomEventsAPI as CustomEventsAPI
    from .flow.fields import BotFieldsAPI as BotFieldsAPI
    from .flow.fields import UserFieldsAPI as UserFieldsAPI
    from .flow.inbound_webhooks import InboundWebhooksAPI as InboundWebhooksAPI
    from .flow.live_chat import AgentsAPI as AgentsAPI
    from .flow.live_chat import ClosingNotesAPI as ClosingNotesAPI
    from .flow.live_chat import ShortcutsAPI as ShortcutsAPI
    from .flow.segments import SegmentsAPI as SegmentsAPI
    from .flow.settings import FlowSettingsAPI as FlowSettingsAPI
    from .flow.sub_flows import SubFlowsAPI as SubFlowsAPI
    from .flow.tags import TagsAPI as TagsAPI
    from .flow.template_installs import TemplateInstallsAPI as TemplateInstallsAPI
    from .flow.widgets import WidgetsAPI as WidgetsAPI
    from .flow_templates import FlowTemplatesAPI as FlowTemplatesAPI
    from .integrations import S3API as S3API
    from .integrations import XAIAPI as XAIAPI
    from .integrations import AInventedAPI as AInventedAPI
    from .integrations import ClaudeAPI as ClaudeAPI
    from .integrations import DropiAPI as DropiAPI
    from .integrations import IntegrationAPI as IntegrationAPI
    from .integrations import IntegrationsAPI as IntegrationsAPI
    from .integrations import KeyIntegrationAPI as KeyIntegrationAPI
    from .integrations import MetaConversionsAPI as MetaConversionsAPI
    from .integrations import OpenAIAPI as OpenAIAPI
    from .integrations import ShopifyAPI as ShopifyAPI
    from .integrations import WooCommerceAPI as WooCommerceAPI
    from .messages import MessagesAPI as MessagesAPI
    from .mini_apps import MiniAppsAPI as MiniAppsAPI
    from .shop import ShopAPI as ShopAPI
    from .shop.business_hours import BusinessHoursAPI as BusinessHoursAPI
    from .shop.carts import CartsAPI as CartsAPI
    from .shop.discount_codes import DiscountCodesAPI as DiscountCodesAPI
    from .shop.locations import LocationsAPI as LocationsAPI
    from .shop.orders import OrdersAPI as OrdersAPI
    from .shop.product_tags import ProductTagsAPI as ProductTagsAPI
    from .shop.product_types import ProductTypesAPI as ProductTypesAPI
    from .shop.products import ProductsAPI as ProductsAPI
    from .shop.variants import VariantsAPI as VariantsAPI
    from .shop.vendors import VendorsAPI as VendorsAPI
    from .subscribers import SubscribersAPI as SubscribersAPI
    from .team import TeamAPI as TeamAPI
    from .team.agent_groups import AgentGroupsAPI as AgentGroupsAPI
    from .team.call_logs import CallLogsAPI as CallLogsAPI
    from .team.labels import LabelsAPI as LabelsAPI
    from .team.media import MediaAPI as MediaAPI
    from .team.members import MembersAPI as MembersAPI
    from .team.subscribers import TeamSubscribersAPI as TeamSubscribersAPI
    from .templates import FacebookTemplatesAPI as FacebookTemplatesAPI
    from .templates import WhatsAppTemplatesAPI as WhatsAppTemplatesAPI
    from .tickets import TicketsAPI as TicketsAPI
    from .workspace import WorkspaceAPI as WorkspaceAPI
    from .workspace import WorkspaceFlowsAPI as WorkspaceFlowsAPI
    from .workspace import WorkspaceSettingsAPI as WorkspaceSettingsAPI
    # End of what is derived.

#: Where each resource lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    "..low_level": ("AuthenticatedClient",),  # what `client.api` is
    "..mirror": ("Mirror",),  # what `client.mirror` makes
    ".account": ("AccountAPI",),
    ".broadcasts": ("BroadcastsAPI",),
    ".bulk": ("BulkAPI",),
    ".export": ("ExportAPI",),
    ".embeddings": ("EmbeddingsAPI",),
    ".flow": ("FlowAPI",),
    ".flow.activity": (
        "ActivityLogsAPI",
        "ErrorLogsAPI",
        "FlowConversationsAPI",
    ),
    ".flow.ai_hub": (
        "AiAgentsAPI",
        "AiTasksAPI",
    ),
    ".flow.custom_events": ("CustomEventsAPI",),
    ".flow.fields": (
        "BotFieldsAPI",
        "UserFieldsAPI",
    ),
    ".flow.inbound_webhooks": ("InboundWebhooksAPI",),
    ".flow.live_chat": (
        "AgentsAPI",
        "ClosingNotesAPI",
        "ShortcutsAPI",
    ),
    ".flow.segments": ("SegmentsAPI",),
    ".flow.settings": ("FlowSettingsAPI",),
    ".flow.sub_flows": ("SubFlowsAPI",),
    ".flow.tags": ("TagsAPI",),
    ".flow.template_installs": ("TemplateInstallsAPI",),
    ".flow.widgets": ("WidgetsAPI",),
    ".flow_templates": ("FlowTemplatesAPI",),
    ".integrations": (
        "AInventedAPI",
        "ClaudeAPI",
        "DropiAPI",
        "IntegrationAPI",
        "IntegrationsAPI",
        "KeyIntegrationAPI",
        "MetaConversionsAPI",
        "OpenAIAPI",
        "S3API",
        "ShopifyAPI",
        "WooCommerceAPI",
        "XAIAPI",
    ),
    ".messages": ("MessagesAPI",),
    ".mini_apps": ("MiniAppsAPI",),
    ".shop": ("ShopAPI",),
    ".shop.business_hours": ("BusinessHoursAPI",),
    ".shop.carts": ("CartsAPI",),
    ".shop.discount_codes": ("DiscountCodesAPI",),
    ".shop.locations": ("LocationsAPI",),
    ".shop.orders": ("OrdersAPI",),
    ".shop.product_tags": ("ProductTagsAPI",),
    ".shop.product_types": ("ProductTypesAPI",),
    ".shop.products": ("ProductsAPI",),
    ".shop.variants": ("VariantsAPI",),
    ".shop.vendors": ("VendorsAPI",),
    ".subscribers": ("SubscribersAPI",),
    ".team": ("TeamAPI",),
    ".team.agent_groups": ("AgentGroupsAPI",),
    ".team.call_logs": ("CallLogsAPI",),
    ".team.labels": ("LabelsAPI",),
    ".team.media": ("MediaAPI",),
    ".team.members": ("MembersAPI",),
    ".team.subscribers": ("TeamSubscribersAPI",),
    ".templates": (
        "FacebookTemplatesAPI",
        "WhatsAppTemplatesAPI",
    ),
    ".tickets": ("TicketsAPI",),
    ".workspace": (
        "WorkspaceAPI",
        "WorkspaceFlowsAPI",
        "WorkspaceSettingsAPI",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
