"""Models of what the service returns, by area. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from ..models.account import Notification as Notification
    from ..models.account import User as User
    from ..models.account import Workspace as Workspace
    from ..models.activity import AgentActivity as AgentActivity
    from ..models.activity import ChatStatusCount as ChatStatusCount
    from ..models.activity import ConversationData as ConversationData
    from ..models.activity import ErrorLog as ErrorLog
    from ..models.activity import SubscriberCounts as SubscriberCounts
    from ..models.ai_hub import AiAgent as AiAgent
    from ..models.ai_hub import AiProvider as AiProvider
    from ..models.ai_hub import AiTask as AiTask
    from ..models.base import Ack as Ack
    from ..models.base import Model as Model
    from ..models.broadcasts import Broadcast as Broadcast
    from ..models.custom_events import CustomEvent as CustomEvent
    from ..models.custom_events import CustomEventData as CustomEventData
    from ..models.custom_events import CustomEventSummary as CustomEventSummary
    from ..models.custom_events import EventDay as EventDay
    from ..models.custom_events import EventText as EventText
    from ..models.custom_events import EventTotal as EventTotal
    from ..models.embeddings import Embedding as Embedding
    from ..models.embeddings import EmbeddingImport as EmbeddingImport
    from ..models.embeddings import NewEmbedding as NewEmbedding
    from ..models.fields import BotField as BotField
    from ..models.fields import UserField as UserField
    from ..models.flow_templates import FlowTemplate as FlowTemplate
    from ..models.flow_templates import OneTimeLink as OneTimeLink
    from ..models.flow_templates import TemplateInstall as TemplateInstall
    from ..models.inbound_webhooks import InboundWebhook as InboundWebhook
    from ..models.integrations import DropiIntegration as DropiIntegration
    from ..models.integrations import Integration as Integration
    from ..models.integrations import MetaConversionsIntegration as MetaConversionsIntegration
    from ..models.integrations import MiniApp as MiniApp
    from ..models.integrations import OpenAIIntegration as OpenAIIntegration
    from ..models.integrations import S3Integration as S3Integration
    from ..models.integrations import ShopifyIntegration as ShopifyIntegration
    from ..models.integrations import WooCommerceIntegration as WooCommerceIntegration
    from ..models.live_chat import Agent as Agent
    from ..models.live_chat import ClosingNote as ClosingNote
    from ..models.live_chat import Shortcut as Shortcut
    from ..models.messages import ChatMessage as ChatMessage
    from ..models.messages import Contact as Contact
    from ..models.messages import MessagePayload as MessagePayload
    from ..models.segments import Segment as Segment
    from ..models.shop import BusinessHours as BusinessHours
    from ..models.shop import Cart as Cart
    from ..models.shop import CartItem as CartItem
    from ..models.shop import DiscountCode as DiscountCode
    from ..models.shop import NewVariant as NewVariant
    from ..models.shop import Order as Order
    from ..models.shop import Product as Product
    from ..models.shop import ProductTag as ProductTag
    from ..models.shop import ProductType as ProductType
    from ..models.shop import ProductVendor as ProductVendor
    from ..models.shop import ShopLocation as ShopLocation
    from ..models.shop import Variant as Variant
    from ..models.shop import Weekday as Weekday
    from ..models.sub_flows import SubFlow as SubFlow
    from ..models.subscribers import Label as Label
    from ..models.subscribers import NewSubscriber as NewSubscriber
    from ..models.subscribers import Subscriber as Subscriber
    from ..models.tags import Tag as Tag
    from ..models.team import AgentGroup as AgentGroup
    from ..models.team import CallLog as CallLog
    from ..models.team import MediaFile as MediaFile
    from ..models.team import Member as Member
    from ..models.templates import FacebookTemplate as FacebookTemplate
    from ..models.templates import TemplateButton as TemplateButton
    from ..models.templates import TemplateComponent as TemplateComponent
    from ..models.templates import WhatsAppTemplate as WhatsAppTemplate
    from ..models.tickets import Ticket as Ticket
    from ..models.tickets import TicketChange as TicketChange
    from ..models.tickets import TicketComment as TicketComment
    from ..models.tickets import TicketField as TicketField
    from ..models.tickets import TicketList as TicketList
    from ..models.widgets import ChatButtonWidget as ChatButtonWidget
    from ..models.workspace import AgentSummary as AgentSummary
    from ..models.workspace import ChannelSettings as ChannelSettings
    from ..models.workspace import Flow as Flow
    from ..models.workspace import FlowSummary as FlowSummary
    from ..models.workspace import LiveChatSidebar as LiveChatSidebar
    # End of what is derived.

#: The module of each model.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    "models.account": (
        "Notification",
        "User",
        "Workspace",
    ),
    "models.activity": (
        "AgentActivity",
        "ChatStatusCount",
        "ConversationData",
        "ErrorLog",
        "SubscriberCounts",
    ),
    "models.ai_hub": (
        "AiAgent",
        "AiProvider",
        "AiTask",
    ),
    "models.base": (
        "Ack",
        "Model",
    ),
    "models.broadcasts": ("Broadcast",),
    "models.custom_events": (
        "CustomEvent",
        "CustomEventData",
        "CustomEventSummary",
        "EventDay",
        "EventText",
        "EventTotal",
    ),
    "models.embeddings": (
        "Embedding",
        "EmbeddingImport",
        "NewEmbedding",
    ),
    "models.fields": (
        "BotField",
        "UserField",
    ),
    "models.flow_templates": (
        "FlowTemplate",
        "OneTimeLink",
        "TemplateInstall",
    ),
    "models.inbound_webhooks": ("InboundWebhook",),
    "models.integrations": (
        "DropiIntegration",
        "Integration",
        "MetaConversionsIntegration",
        "MiniApp",
        "OpenAIIntegration",
        "S3Integration",
        "ShopifyIntegration",
        "WooCommerceIntegration",
    ),
    "models.live_chat": (
        "Agent",
        "ClosingNote",
        "Shortcut",
    ),
    "models.messages": (
        "ChatMessage",
        "Contact",
        "MessagePayload",
    ),
    "models.segments": ("Segment",),
    "models.shop": (
        "BusinessHours",
        "Cart",
        "CartItem",
        "DiscountCode",
        "NewVariant",
        "Order",
        "Product",
        "ProductTag",
        "ProductType",
        "ProductVendor",
        "ShopLocation",
        "Variant",
        "Weekday",
    ),
    "models.sub_flows": ("SubFlow",),
    "models.subscribers": (
        "Label",
        "NewSubscriber",
        "Subscriber",
    ),
    "models.tags": ("Tag",),
    "models.team": (
        "AgentGroup",
        "CallLog",
        "MediaFile",
        "Member",
    ),
    "models.templates": (
        "FacebookTemplate",
        "TemplateButton",
        "TemplateComponent",
        "WhatsAppTemplate",
    ),
    "models.tickets": (
        "Ticket",
        "TicketChange",
        "TicketComment",
        "TicketField",
        "TicketList",
    ),
    "models.widgets": ("ChatButtonWidget",),
    "models.workspace": (
        "AgentSummary",
        "ChannelSettings",
        "Flow",
        "FlowSummary",
        "LiveChatSidebar",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
