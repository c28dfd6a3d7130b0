"""Models of what the service returns, by area. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .account import Notification as Notification
    from .account import User as User
    from .account import Workspace as Workspace
    from .activity import AgentActivity as AgentActivity
    from .activity import ChatStatusCount as ChatStatusCount
    from .activity import ConversationData as ConversationData
    from .activity import ErrorLog as ErrorLog
    from .activity import SubscriberCounts as SubscriberCounts
    from .ai_hub import AiAgent as AiAgent
    from .ai_hub import AiProvider as AiProvider
    from .ai_hub import AiTask as AiTask
    from .base import Ack as Ack
    from .base import Model as Model
    from .broadcasts import Broadcast as Broadcast
    from .custom_events import CustomEvent as CustomEvent
    from .custom_events import CustomEventData as CustomEventData
    from .custom_events import CustomEventSummary as CustomEventSummary
    from .custom_events import EventDay as EventDay
    from .custom_events import EventText as EventText
    from .custom_events import EventTotal as EventTotal
    from .embeddings import Embedding as Embedding
    from .embeddings import EmbeddingImport as EmbeddingImport
    from .embeddings import NewEmbedding as NewEmbedding
    from .fields import BotField as BotField
    from .fields import UserField as UserField
    from .flow_templates import FlowTemplate as FlowTemplate
    from .flow_templates import OneTimeLink as OneTimeLink
    from .flow_templates import TemplateInstall as TemplateInstall
    from .inbound_webhooks import InboundWebhook as InboundWebhook
    from .integrations import DropiIntegration as DropiIntegration
    from .integrations import Integration as Integration
    from .integrations import MetaConversionsIntegration as MetaConversionsIntegration
    from .integrations import MiniApp as MiniApp
    from .integrations import OpenAIIntegration as OpenAIIntegration
    from .integrations import S3Integration as S3Integration
    from .integrations import ShopifyIntegration as ShopifyIntegration
    from .integrations import WooCommerceIntegration as WooCommerceIntegration
    from .live_chat import Agent as Agent
    from .live_chat import ClosingNote as ClosingNote
    from .live_chat import Shortcut as Shortcut
    from .messages import ChatMessage as ChatMessage
    from .messages import Contact as Contact
    from .messages import MessagePayload as MessagePayload
    from .messages import Referral as Referral
    from .segments import Segment as Segment
    from .shop import BusinessHours as BusinessHours
    from .shop import Cart as Cart
    from .shop import CartItem as CartItem
    from .shop import DiscountCode as DiscountCode
    from .shop import NewVariant as NewVariant
    from .shop import Order as Order
    from .shop import Product as Product
    from .shop import ProductTag as ProductTag
    from .shop import ProductType as ProductType
    from .shop import ProductVendor as ProductVendor
    from .shop import ShopLocation as ShopLocation
    from .shop import Variant as Variant
    from .shop import Weekday as Weekday
    from .sub_flows import SubFlow as SubFlow
    from .subscribers import Label as Label
    from .subscribers import NewSubscriber as NewSubscriber
    from .subscribers import Subscriber as Subscriber
    from .tags import Tag as Tag
    from .team import AgentGroup as AgentGroup
    from .team import CallLog as CallLog
    from .team import MediaFile as MediaFile
    from .team import Member as Member
    from .templates import FacebookTemplate as FacebookTemplate
    from .templates import TemplateButton as TemplateButton
    from .templates import TemplateComponent as TemplateComponent
    from .templates import TemplateDefaults as TemplateDefaults
    from .templates import WhatsAppTemplate as WhatsAppTemplate
    from .tickets import Ticket as Ticket
    from .tickets import TicketChange as TicketChange
    from .tickets import TicketComment as TicketComment
    from .tickets import TicketField as TicketField
    from .tickets import TicketList as TicketList
    from .widgets import ChatButtonWidget as ChatButtonWidget
    from .workspace import AgentSummary as AgentSummary
    from .workspace import ChannelSettings as ChannelSettings
    from .workspace import Flow as Flow
    from .workspace import FlowSummary as FlowSummary
    from .workspace import LiveChatSidebar as LiveChatSidebar
    # End of what is derived.

#: The module of each model.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".account": (
        "Notification",
        "User",
        "Workspace",
    ),
    ".activity": (
        "AgentActivity",
        "ChatStatusCount",
        "ConversationData",
        "ErrorLog",
        "SubscriberCounts",
    ),
    ".ai_hub": (
        "AiAgent",
        "AiProvider",
        "AiTask",
    ),
    ".base": (
        "Ack",
        "Model",
    ),
    ".broadcasts": ("Broadcast",),
    ".custom_events": (
        "CustomEvent",
        "CustomEventData",
        "CustomEventSummary",
        "EventDay",
        "EventText",
        "EventTotal",
    ),
    ".embeddings": (
        "Embedding",
        "EmbeddingImport",
        "NewEmbedding",
    ),
    ".fields": (
        "BotField",
        "UserField",
    ),
    ".flow_templates": (
        "FlowTemplate",
        "OneTimeLink",
        "TemplateInstall",
    ),
    ".inbound_webhooks": ("InboundWebhook",),
    ".integrations": (
        "DropiIntegration",
        "Integration",
        "MetaConversionsIntegration",
        "MiniApp",
        "OpenAIIntegration",
        "S3Integration",
        "ShopifyIntegration",
        "WooCommerceIntegration",
    ),
    ".live_chat": (
        "Agent",
        "ClosingNote",
        "Shortcut",
    ),
    ".messages": (
        "ChatMessage",
        "Contact",
        "MessagePayload",
        "Referral",
    ),
    ".segments": ("Segment",),
    ".shop": (
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
    ".sub_flows": ("SubFlow",),
    ".subscribers": (
        "Label",
        "NewSubscriber",
        "Subscriber",
    ),
    ".tags": ("Tag",),
    ".team": (
        "AgentGroup",
        "CallLog",
        "MediaFile",
        "Member",
    ),
    ".templates": (
        "FacebookTemplate",
        "TemplateButton",
        "TemplateComponent",
        "TemplateDefaults",
        "WhatsAppTemplate",
    ),
    ".tickets": (
        "Ticket",
        "TicketChange",
        "TicketComment",
        "TicketField",
        "TicketList",
    ),
    ".widgets": ("ChatButtonWidget",),
    ".workspace": (
        "AgentSummary",
        "ChannelSettings",
        "Flow",
        "FlowSummary",
        "LiveChatSidebar",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
