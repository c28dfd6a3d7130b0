"""The types that signatures of this package are made of, for annotations of your own.

    from flochat import Flochat
    from flochat.types import OrderRef, TagsAPI

    def ship(client: Flochat, order: OrderRef) -> None: ...

These are what arguments may be (`OrderRef`, `BroadcastType`, ...), and the classes of the parts of
a client (`TagsAPI` is that of `client.flow.tags`). What can be imported from `flochat` is not here
a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from ._async.resources.account import AsyncAccountAPI as AsyncAccountAPI
    from ._async.resources.broadcasts import AsyncBroadcastsAPI as AsyncBroadcastsAPI
    from ._async.resources.bulk import AsyncBulkAPI as AsyncBulkAPI
    from ._async.resources.embeddings import AsyncEmbeddingsAPI as AsyncEmbeddingsAPI
    from ._async.resources.export import AsyncExportAPI as AsyncExportAPI
    from ._async.resources.flow import AsyncFlowAPI as AsyncFlowAPI
    from ._async.resources.flow.activity import AsyncActivityLogsAPI as AsyncActivityLogsAPI
    from ._async.resources.flow.activity import AsyncErrorLogsAPI as AsyncErrorLogsAPI
    from ._async.resources.flow.activity import (
        AsyncFlowConversationsAPI as AsyncFlowConversationsAPI,
    )
    from ._async.resources.flow.ai_hub import AsyncAiAgentsAPI as AsyncAiAgentsAPI
    from ._async.resources.flow.ai_hub import AsyncAiTasksAPI as AsyncAiTasksAPI
    from ._async.resources.flow.custom_events import AsyncCustomEventsAPI as AsyncCustomEventsAPI
    from ._async.resources.flow.fields import AsyncBotFieldsAPI as AsyncBotFieldsAPI
    from ._async.resources.flow.fields import AsyncUserFieldsAPI as AsyncUserFieldsAPI
    from ._async.resources.flow.inbound_webhooks import (
        AsyncInboundWebhooksAPI as AsyncInboundWebhooksAPI,
    )
    from ._async.resources.flow.live_chat import AsyncAgentsAPI as AsyncAgentsAPI
    from ._async.resources.flow.live_chat import AsyncClosingNotesAPI as AsyncClosingNotesAPI
    from ._async.resources.flow.live_chat import AsyncShortcutsAPI as AsyncShortcutsAPI
    from ._async.resources.flow.segments import AsyncSegmentsAPI as AsyncSegmentsAPI
    from ._async.resources.flow.settings import AsyncFlowSettingsAPI as AsyncFlowSettingsAPI
    from ._async.resources.flow.sub_flows import AsyncSubFlowsAPI as AsyncSubFlowsAPI
    from ._async.resources.flow.tags import AsyncTagsAPI as AsyncTagsAPI
    from ._async.resources.flow.template_installs import (
        AsyncTemplateInstallsAPI as AsyncTemplateInstallsAPI,
    )
    from ._async.resources.flow.widgets import AsyncWidgetsAPI as AsyncWidgetsAPI
    from ._async.resources.flow_templates import AsyncFlowTemplatesAPI as AsyncFlowTemplatesAPI
    from ._async.resources.integrations import AsyncAInventedAPI as AsyncAInventedAPI
    from ._async.resources.integrations import AsyncClaudeAPI as AsyncClaudeAPI
    from ._async.resources.integrations import AsyncDropiAPI as AsyncDropiAPI
    from ._async.resources.integrations import AsyncIntegrationsAPI as AsyncIntegrationsAPI
    from ._async.resources.integrations import AsyncMetaConversionsAPI as AsyncMetaConversionsAPI
    from ._async.resources.integrations import AsyncOpenAIAPI as AsyncOpenAIAPI
    from ._async.resources.integrations import AsyncS3API as AsyncS3API
    from ._async.resources.integrations import AsyncShopifyAPI as AsyncShopifyAPI
    from ._async.resources.integrations import AsyncWooCommerceAPI as AsyncWooCommerceAPI
    from ._async.resources.integrations import AsyncXAIAPI as AsyncXAIAPI
    from ._async.resources.messages import AsyncMessagesAPI as AsyncMessagesAPI
    from ._async.resources.mini_apps import AsyncMiniAppsAPI as AsyncMiniAppsAPI
    from ._async.resources.shop import AsyncShopAPI as AsyncShopAPI
    from ._async.resources.shop.business_hours import AsyncBusinessHoursAPI as AsyncBusinessHoursAPI
    from ._async.resources.shop.carts import AsyncCartsAPI as AsyncCartsAPI
    from ._async.resources.shop.discount_codes import AsyncDiscountCodesAPI as AsyncDiscountCodesAPI
    from ._async.resources.shop.locations import AsyncLocationsAPI as AsyncLocationsAPI
    from ._async.resources.shop.orders import AsyncOrdersAPI as AsyncOrdersAPI
    from ._async.resources.shop.product_tags import AsyncProductTagsAPI as AsyncProductTagsAPI
    from ._async.resources.shop.product_types import AsyncProductTypesAPI as AsyncProductTypesAPI
    from ._async.resources.shop.products import AsyncProductsAPI as AsyncProductsAPI
    from ._async.resources.shop.variants import AsyncVariantsAPI as AsyncVariantsAPI
    from ._async.resources.shop.vendors import AsyncVendorsAPI as AsyncVendorsAPI
    from ._async.resources.subscribers import AsyncSubscribersAPI as AsyncSubscribersAPI
    from ._async.resources.team import AsyncTeamAPI as AsyncTeamAPI
    from ._async.resources.team.agent_groups import AsyncAgentGroupsAPI as AsyncAgentGroupsAPI
    from ._async.resources.team.call_logs import AsyncCallLogsAPI as AsyncCallLogsAPI
    from ._async.resources.team.labels import AsyncLabelsAPI as AsyncLabelsAPI
    from ._async.resources.team.media import AsyncMediaAPI as AsyncMediaAPI
    from ._async.resources.team.members import AsyncMembersAPI as AsyncMembersAPI
    from ._async.resources.team.subscribers import (
        AsyncTeamSubscribersAPI as AsyncTeamSubscribersAPI,
    )
    from ._async.resources.templates import AsyncFacebookTemplatesAPI as AsyncFacebookTemplatesAPI
    from ._async.resources.templates import AsyncWhatsAppTemplatesAPI as AsyncWhatsAppTemplatesAPI
    from ._async.resources.tickets import AsyncTicketsAPI as AsyncTicketsAPI
    from ._async.resources.workspace import AsyncWorkspaceAPI as AsyncWorkspaceAPI
    from ._async.resources.workspace import AsyncWorkspaceFlowsAPI as AsyncWorkspaceFlowsAPI
    from ._async.resources.workspace import AsyncWorkspaceSettingsAPI as AsyncWorkspaceSettingsAPI
    from ._bulk.jobs import JournalPath as JournalPath
    from ._bulk.jobs import PerPerson as PerPerson
    from ._bulk.jobs import Progress as Progress
    from ._export.people import PersonRef as PersonRef
    from ._export.reports import ExportProgress as ExportProgress
    from ._mirror.report import SyncProgress as SyncProgress
    from ._requests.ai_hub import AiAgentRef as AiAgentRef
    from ._requests.ai_hub import AiTaskRef as AiTaskRef
    from ._requests.broadcasts import BroadcastStatus as BroadcastStatus
    from ._requests.broadcasts import BroadcastType as BroadcastType
    from ._requests.broadcasts import MessageTag as MessageTag
    from ._requests.content_parts import ContentPart as ContentPart
    from ._requests.content_parts import ImageAspectRatio as ImageAspectRatio
    from ._requests.content_parts import WebviewSize as WebviewSize
    from ._requests.conversations import Media as Media
    from ._requests.embeddings import EmbeddingRef as EmbeddingRef
    from ._requests.fields import BotFieldKey as BotFieldKey
    from ._requests.fields import UserFieldKey as UserFieldKey
    from ._requests.flow_templates import FlowTemplateRef as FlowTemplateRef
    from ._requests.integrations import Credential as Credential
    from ._requests.live_chat import ClosingNoteRef as ClosingNoteRef
    from ._requests.live_chat import ShortcutRef as ShortcutRef
    from ._requests.shop import DiscountCodeRef as DiscountCodeRef
    from ._requests.shop import LocationRef as LocationRef
    from ._requests.shop import OrderRef as OrderRef
    from ._requests.shop import ProductRef as ProductRef
    from ._requests.shop import ProductTagRef as ProductTagRef
    from ._requests.shop import ProductTypeRef as ProductTypeRef
    from ._requests.shop import VariantKey as VariantKey
    from ._requests.shop import VariantRef as VariantRef
    from ._requests.shop import VendorRef as VendorRef
    from ._requests.summaries import SummaryPeriod as SummaryPeriod
    from ._requests.team import AgentGroupRef as AgentGroupRef
    from ._requests.team import AnyLabelRef as AnyLabelRef
    from ._requests.team import CallDirection as CallDirection
    from ._requests.team import CallStatus as CallStatus
    from ._requests.team import MemberKey as MemberKey
    from ._requests.team import MemberRef as MemberRef
    from ._requests.team import MemberRole as MemberRole
    from ._requests.templates import NumberedValues as NumberedValues
    from ._requests.templates import TemplateValue as TemplateValue
    from ._requests.templates import Values as Values
    from ._requests.tickets import AssigneeRef as AssigneeRef
    from ._requests.tickets import TicketKey as TicketKey
    from ._requests.tickets import TicketListRef as TicketListRef
    from ._requests.tickets import TicketRef as TicketRef
    from ._requests.tickets import TicketValue as TicketValue
    from ._requests.workspace import ChannelSwitches as ChannelSwitches
    from ._requests.workspace import FlowRef as FlowRef
    from ._requests.workspace import SidebarOption as SidebarOption
    from ._sending.runtime_async import AsyncSource as AsyncSource
    from ._sending.runtime_sync import Source as Source
    from ._sending.settings import OnExhausted as OnExhausted
    from ._sending.settings import OnSharedQuotaLost as OnSharedQuotaLost
    from ._sync.resources.account import AccountAPI as AccountAPI
    from ._sync.resources.broadcasts import BroadcastsAPI as BroadcastsAPI
    from ._sync.resources.bulk import BulkAPI as BulkAPI
    from ._sync.resources.bulk import NewPerson as NewPerson
    from ._sync.resources.bulk import Person as Person
    from ._sync.resources.embeddings import EmbeddingsAPI as EmbeddingsAPI
    from ._sync.resources.export import ExportAPI as ExportAPI
    from ._sync.resources.flow import FlowAPI as FlowAPI
    from ._sync.resources.flow.activity import ActivityLogsAPI as ActivityLogsAPI
    from ._sync.resources.flow.activity import ErrorLogsAPI as ErrorLogsAPI
    from ._sync.resources.flow.activity import FlowConversationsAPI as FlowConversationsAPI
    from ._sync.resources.flow.ai_hub import AiAgentsAPI as AiAgentsAPI
    from ._sync.resources.flow.ai_hub import AiTasksAPI as AiTasksAPI
    from ._sync.resources.flow.custom_events import CustomEventsAPI as CustomEventsAPI
    from ._sync.resources.flow.fields import BotFieldsAPI as BotFieldsAPI
    from ._sync.resources.flow.fields import UserFieldsAPI as UserFieldsAPI
    from ._sync.resources.flow.inbound_webhooks import InboundWebhooksAPI as InboundWebhooksAPI
    from ._sync.resources.flow.live_chat import AgentsAPI as AgentsAPI
    from ._sync.resources.flow.live_chat import ClosingNotesAPI as ClosingNotesAPI
    from ._sync.resources.flow.live_chat import ShortcutsAPI as ShortcutsAPI
    from ._sync.resources.flow.segments import SegmentsAPI as SegmentsAPI
    from ._sync.resources.flow.settings import FlowSettingsAPI as FlowSettingsAPI
    from ._sync.resources.flow.sub_flows import SubFlowsAPI as SubFlowsAPI
    from ._sync.resources.flow.tags import TagsAPI as TagsAPI
    from ._sync.resources.flow.template_installs import TemplateInstallsAPI as TemplateInstallsAPI
    from ._sync.resources.flow.widgets import WidgetsAPI as WidgetsAPI
    from ._sync.resources.flow_templates import FlowTemplatesAPI as FlowTemplatesAPI
    from ._sync.resources.integrations import S3API as S3API
    from ._sync.resources.integrations import XAIAPI as XAIAPI
    from ._sync.resources.integrations import AInventedAPI as AInventedAPI
    from ._sync.resources.integrations import ClaudeAPI as ClaudeAPI
    from ._sync.resources.integrations import DropiAPI as DropiAPI
    from ._sync.resources.integrations import IntegrationsAPI as IntegrationsAPI
    from ._sync.resources.integrations import MetaConversionsAPI as MetaConversionsAPI
    from ._sync.resources.integrations import OpenAIAPI as OpenAIAPI
    from ._sync.resources.integrations import ShopifyAPI as ShopifyAPI
    from ._sync.resources.integrations import WooCommerceAPI as WooCommerceAPI
    from ._sync.resources.messages import MessagesAPI as MessagesAPI
    from ._sync.resources.mini_apps import MiniAppsAPI as MiniAppsAPI
    from ._sync.resources.shop import ShopAPI as ShopAPI
    from ._sync.resources.shop.business_hours import BusinessHoursAPI as BusinessHoursAPI
    from ._sync.resources.shop.carts import CartsAPI as CartsAPI
    from ._sync.resources.shop.discount_codes import DiscountCodesAPI as DiscountCodesAPI
    from ._sync.resources.shop.locations import LocationsAPI as LocationsAPI
    from ._sync.resources.shop.orders import OrdersAPI as OrdersAPI
    from ._sync.resources.shop.product_tags import ProductTagsAPI as ProductTagsAPI
    from ._sync.resources.shop.product_types import ProductTypesAPI as ProductTypesAPI
    from ._sync.resources.shop.products import ProductsAPI as ProductsAPI
    from ._sync.resources.shop.variants import VariantsAPI as VariantsAPI
    from ._sync.resources.shop.vendors import VendorsAPI as VendorsAPI
    from ._sync.resources.subscribers import SubscribersAPI as SubscribersAPI
    from ._sync.resources.team import TeamAPI as TeamAPI
    from ._sync.resources.team.agent_groups import AgentGroupsAPI as AgentGroupsAPI
    from ._sync.resources.team.call_logs import CallLogsAPI as CallLogsAPI
    from ._sync.resources.team.labels import LabelsAPI as LabelsAPI
    from ._sync.resources.team.media import MediaAPI as MediaAPI
    from ._sync.resources.team.members import MembersAPI as MembersAPI
    from ._sync.resources.team.subscribers import TeamSubscribersAPI as TeamSubscribersAPI
    from ._sync.resources.templates import FacebookTemplatesAPI as FacebookTemplatesAPI
    from ._sync.resources.templates import WhatsAppTemplatesAPI as WhatsAppTemplatesAPI
    from ._sync.resources.tickets import TicketsAPI as TicketsAPI
    from ._sync.resources.workspace import WorkspaceAPI as WorkspaceAPI
    from ._sync.resources.workspace import WorkspaceFlowsAPI as WorkspaceFlowsAPI
    from ._sync.resources.workspace import WorkspaceSettingsAPI as WorkspaceSettingsAPI
    from ._values.json_type import JSON as JSON
    from .models.activity import ActivityAction as ActivityAction
    from .models.activity import ActivitySource as ActivitySource
    from .models.messages import MessageAuthor as MessageAuthor
    from .models.shop import OrderStatus as OrderStatus
    from .models.shop import Period as Period
    from .models.shop import ShippingMethod as ShippingMethod
    # End of what is derived.

#: Where each of them lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    "._async.resources.account": ("AsyncAccountAPI",),
    "._async.resources.broadcasts": ("AsyncBroadcastsAPI",),
    "._async.resources.bulk": ("AsyncBulkAPI",),
    "._async.resources.export": ("AsyncExportAPI",),
    "._async.resources.embeddings": ("AsyncEmbeddingsAPI",),
    "._async.resources.flow": ("AsyncFlowAPI",),
    "._async.resources.flow.activity": (
        "AsyncActivityLogsAPI",
        "AsyncErrorLogsAPI",
        "AsyncFlowConversationsAPI",
    ),
    "._async.resources.flow.ai_hub": (
        "AsyncAiAgentsAPI",
        "AsyncAiTasksAPI",
    ),
    "._async.resources.flow.custom_events": ("AsyncCustomEventsAPI",),
    "._async.resources.flow.fields": (
        "AsyncBotFieldsAPI",
        "AsyncUserFieldsAPI",
    ),
    "._async.resources.flow.inbound_webhooks": ("AsyncInboundWebhooksAPI",),
    "._async.resources.flow.live_chat": (
        "AsyncAgentsAPI",
        "AsyncClosingNotesAPI",
        "AsyncShortcutsAPI",
    ),
    "._async.resources.flow.segments": ("AsyncSegmentsAPI",),
    "._async.resources.flow.settings": ("AsyncFlowSettingsAPI",),
    "._async.resources.flow.sub_flows": ("AsyncSubFlowsAPI",),
    "._async.resources.flow.tags": ("AsyncTagsAPI",),
    "._async.resources.flow.template_installs": ("AsyncTemplateInstallsAPI",),
    "._async.resources.flow.widgets": ("AsyncWidgetsAPI",),
    "._async.resources.flow_templates": ("AsyncFlowTemplatesAPI",),
    "._async.resources.integrations": (
        "AsyncAInventedAPI",
        "AsyncClaudeAPI",
        "AsyncDropiAPI",
        "AsyncIntegrationsAPI",
        "AsyncMetaConversionsAPI",
        "AsyncOpenAIAPI",
        "AsyncS3API",
        "AsyncShopifyAPI",
        "AsyncWooCommerceAPI",
        "AsyncXAIAPI",
    ),
    "._async.resources.messages": ("AsyncMessagesAPI",),
    "._async.resources.mini_apps": ("AsyncMiniAppsAPI",),
    "._async.resources.shop": ("AsyncShopAPI",),
    "._async.resources.shop.business_hours": ("AsyncBusinessHoursAPI",),
    "._async.resources.shop.carts": ("AsyncCartsAPI",),
    "._async.resources.shop.discount_codes": ("AsyncDiscountCodesAPI",),
    "._async.resources.shop.locations": ("AsyncLocationsAPI",),
    "._async.resources.shop.orders": ("AsyncOrdersAPI",),
    "._async.resources.shop.product_tags": ("AsyncProductTagsAPI",),
    "._async.resources.shop.product_types": ("AsyncProductTypesAPI",),
    "._async.resources.shop.products": ("AsyncProductsAPI",),
    "._async.resources.shop.variants": ("AsyncVariantsAPI",),
    "._async.resources.shop.vendors": ("AsyncVendorsAPI",),
    "._async.resources.subscribers": ("AsyncSubscribersAPI",),
    "._async.resources.team": ("AsyncTeamAPI",),
    "._async.resources.team.agent_groups": ("AsyncAgentGroupsAPI",),
    "._async.resources.team.call_logs": ("AsyncCallLogsAPI",),
    "._async.resources.team.labels": ("AsyncLabelsAPI",),
    "._async.resources.team.media": ("AsyncMediaAPI",),
    "._async.resources.team.members": ("AsyncMembersAPI",),
    "._async.resources.team.subscribers": ("AsyncTeamSubscribersAPI",),
    "._async.resources.templates": (
        "AsyncFacebookTemplatesAPI",
        "AsyncWhatsAppTemplatesAPI",
    ),
    "._async.resources.tickets": ("AsyncTicketsAPI",),
    "._async.resources.workspace": (
        "AsyncWorkspaceAPI",
        "AsyncWorkspaceFlowsAPI",
        "AsyncWorkspaceSettingsAPI",
    ),
    "._bulk.jobs": (
        "JournalPath",
        "PerPerson",
        "Progress",
    ),
    "._export.people": ("PersonRef",),
    "._export.reports": ("ExportProgress",),
    "._mirror.report": ("SyncProgress",),
    "._requests.ai_hub": (
        "AiAgentRef",
        "AiTaskRef",
    ),
    "._requests.broadcasts": (
        "BroadcastStatus",
        "BroadcastType",
        "MessageTag",
    ),
    "._requests.content_parts": ("ContentPart", "ImageAspectRatio", "WebviewSize"),
    "._requests.conversations": ("Media",),
    "._requests.embeddings": ("EmbeddingRef",),
    "._requests.fields": (
        "BotFieldKey",
        "UserFieldKey",
    ),
    "._requests.flow_templates": ("FlowTemplateRef",),
    "._requests.integrations": ("Credential",),
    "._requests.live_chat": (
        "ClosingNoteRef",
        "ShortcutRef",
    ),
    "._requests.shop": (
        "DiscountCodeRef",
        "LocationRef",
        "OrderRef",
        "ProductRef",
        "ProductTagRef",
        "ProductTypeRef",
        "VariantKey",
        "VariantRef",
        "VendorRef",
    ),
    "._requests.team": (
        "AgentGroupRef",
        "AnyLabelRef",
        "CallDirection",
        "CallStatus",
        "MemberKey",
        "MemberRef",
        "MemberRole",
    ),
    "._requests.templates": (
        "NumberedValues",
        "TemplateValue",
        "Values",
    ),
    "._requests.tickets": (
        "AssigneeRef",
        "TicketKey",
        "TicketListRef",
        "TicketRef",
        "TicketValue",
    ),
    "._requests.workspace": (
        "ChannelSwitches",
        "FlowRef",
        "SidebarOption",
    ),
    "._sending.runtime_async": ("AsyncSource",),
    "._sending.runtime_sync": ("Source",),
    "._sending.settings": (
        "OnExhausted",
        "OnSharedQuotaLost",
    ),
    "._sync.resources.account": ("AccountAPI",),
    "._sync.resources.broadcasts": ("BroadcastsAPI",),
    "._sync.resources.bulk": (
        "BulkAPI",
        "NewPerson",
        "Person",
    ),
    "._sync.resources.embeddings": ("EmbeddingsAPI",),
    "._sync.resources.export": ("ExportAPI",),
    "._sync.resources.flow": ("FlowAPI",),
    "._sync.resources.flow.activity": (
        "ActivityLogsAPI",
        "ErrorLogsAPI",
        "FlowConversationsAPI",
    ),
    "._sync.resources.flow.ai_hub": (
        "AiAgentsAPI",
        "AiTasksAPI",
    ),
    "._sync.resources.flow.custom_events": ("CustomEventsAPI",),
    "._sync.resources.flow.fields": (
        "BotFieldsAPI",
        "UserFieldsAPI",
    ),
    "._sync.resources.flow.inbound_webhooks": ("InboundWebhooksAPI",),
    "._sync.resources.flow.live_chat": (
        "AgentsAPI",
        "ClosingNotesAPI",
        "ShortcutsAPI",
    ),
    "._sync.resources.flow.segments": ("SegmentsAPI",),
    "._sync.resources.flow.settings": ("FlowSettingsAPI",),
    "._sync.resources.flow.sub_flows": ("SubFlowsAPI",),
    "._sync.resources.flow.tags": ("TagsAPI",),
    "._sync.resources.flow.template_installs": ("TemplateInstallsAPI",),
    "._sync.resources.flow.widgets": ("WidgetsAPI",),
    "._sync.resources.flow_templates": ("FlowTemplatesAPI",),
    "._sync.resources.integrations": (
        "S3API",
        "XAIAPI",
        "AInventedAPI",
        "ClaudeAPI",
        "DropiAPI",
        "IntegrationsAPI",
        "MetaConversionsAPI",
        "OpenAIAPI",
        "ShopifyAPI",
        "WooCommerceAPI",
    ),
    "._sync.resources.messages": ("MessagesAPI",),
    "._sync.resources.mini_apps": ("MiniAppsAPI",),
    "._sync.resources.shop": ("ShopAPI",),
    "._sync.resources.shop.business_hours": ("BusinessHoursAPI",),
    "._sync.resources.shop.carts": ("CartsAPI",),
    "._sync.resources.shop.discount_codes": ("DiscountCodesAPI",),
    "._sync.resources.shop.locations": ("LocationsAPI",),
    "._sync.resources.shop.orders": ("OrdersAPI",),
    "._sync.resources.shop.product_tags": ("ProductTagsAPI",),
    "._sync.resources.shop.product_types": ("ProductTypesAPI",),
    "._sync.resources.shop.products": ("ProductsAPI",),
    "._sync.resources.shop.variants": ("VariantsAPI",),
    "._sync.resources.shop.vendors": ("VendorsAPI",),
    "._sync.resources.subscribers": ("SubscribersAPI",),
    "._sync.resources.team": ("TeamAPI",),
    "._sync.resources.team.agent_groups": ("AgentGroupsAPI",),
    "._sync.resources.team.call_logs": ("CallLogsAPI",),
    "._sync.resources.team.labels": ("LabelsAPI",),
    "._sync.resources.team.media": ("MediaAPI",),
    "._sync.resources.team.members": ("MembersAPI",),
    "._sync.resources.team.subscribers": ("TeamSubscribersAPI",),
    "._sync.resources.templates": (
        "FacebookTemplatesAPI",
        "WhatsAppTemplatesAPI",
    ),
    "._sync.resources.tickets": ("TicketsAPI",),
    "._sync.resources.workspace": (
        "WorkspaceAPI",
        "WorkspaceFlowsAPI",
        "WorkspaceSettingsAPI",
    ),
    "._requests.summaries": ("SummaryPeriod",),
    "._values.json_type": ("JSON",),
    ".models.activity": (
        "ActivityAction",
        "ActivitySource",
    ),
    ".models.messages": ("MessageAuthor",),
    ".models.shop": (
        "OrderStatus",
        "Period",
        "ShippingMethod",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
