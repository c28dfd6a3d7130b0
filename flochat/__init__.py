"""Flochat, the chatbot platform, in Python.

    from flochat import Flochat

    with Flochat() as client:                       # the key is in FLOCHAT_API_KEY
        ana = client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
        client.subscribers.add_tags(ana, ["VIP"])
        client.messages.send_text(ana, "Hello")

`AsyncFlochat` has the same methods, to be awaited. Everything public can be imported from here;
each name is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__ as __version__

if TYPE_CHECKING:
    from ._async.bulk import AsyncBulkJob as AsyncBulkJob
    from ._async.client import AsyncFlochat as AsyncFlochat
    from ._async.pager import AsyncPager as AsyncPager
    from ._io_async import AsyncRuntime as AsyncRuntime
    from ._io_sync import Runtime as Runtime
    from ._sync.bulk import BulkJob as BulkJob
    from ._sync.client import Flochat as Flochat
    from ._sync.pager import Pager as Pager
    from .bulk import BulkPlan as BulkPlan
    from .bulk import BulkReport as BulkReport
    from .content import Action as Action
    from .content import AddTag as AddTag
    from .content import Audio as Audio
    from .content import Button as Button
    from .content import CallbackButton as CallbackButton
    from .content import CallButton as CallButton
    from .content import Card as Card
    from .content import Cards as Cards
    from .content import Content as Content
    from .content import ContentMessage as ContentMessage
    from .content import File as File
    from .content import Image as Image
    from .content import NodeButton as NodeButton
    from .content import QuickReply as QuickReply
    from .content import RemoveTag as RemoveTag
    from .content import SetField as SetField
    from .content import Text as Text
    from .content import UnsetField as UnsetField
    from .content import UrlButton as UrlButton
    from .content import Video as Video
    from .conversations import ChatStatus as ChatStatus
    from .errors import AmbiguousMatchError as AmbiguousMatchError
    from .errors import APIConnectionError as APIConnectionError
    from .errors import APIStatusError as APIStatusError
    from .errors import APITimeoutError as APITimeoutError
    from .errors import AuthenticationError as AuthenticationError
    from .errors import BadRequestError as BadRequestError
    from .errors import BatchError as BatchError
    from .errors import BlockedError as BlockedError
    from .errors import ConfigurationError as ConfigurationError
    from .errors import DecodeError as DecodeError
    from .errors import FlochatError as FlochatError
    from .errors import IncompleteListError as IncompleteListError
    from .errors import InternalServerError as InternalServerError
    from .errors import InvalidArgumentError as InvalidArgumentError
    from .errors import JournalError as JournalError
    from .errors import NotFoundError as NotFoundError
    from .errors import OperationUnavailableError as OperationUnavailableError
    from .errors import OutcomeUnknownError as OutcomeUnknownError
    from .errors import PageCapError as PageCapError
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import RateLimitError as RateLimitError
    from .errors import ReadBackError as ReadBackError
    from .errors import RejectedError as RejectedError
    from .errors import SharedQuotaError as SharedQuotaError
    from .errors import UnprocessableEntityError as UnprocessableEntityError
    from .events import LastResponse as LastResponse
    from .events import RequestEvent as RequestEvent
    from .events import RequestHook as RequestHook
    from .events import ResponseEvent as ResponseEvent
    from .events import ResponseHook as ResponseHook
    from .field_values import FieldValue as FieldValue
    from .field_values import ParsedValue as ParsedValue
    from .given import NOT_GIVEN as NOT_GIVEN
    from .given import NotGiven as NotGiven
    from .identifiers import UserId as UserId
    from .journal import BulkOutcome as BulkOutcome
    from .journal import BulkOutcomes as BulkOutcomes
    from .models.account import Notification as Notification
    from .models.account import User as User
    from .models.account import Workspace as Workspace
    from .models.activity import AgentActivity as AgentActivity
    from .models.activity import ConversationData as ConversationData
    from .models.activity import ErrorLog as ErrorLog
    from .models.activity import SubscriberCounts as SubscriberCounts
    from .models.ai_hub import AiAgent as AiAgent
    from .models.ai_hub import AiProvider as AiProvider
    from .models.ai_hub import AiTask as AiTask
    from .models.base import Ack as Ack
    from .models.broadcasts import Broadcast as Broadcast
    from .models.embeddings import Embedding as Embedding
    from .models.embeddings import EmbeddingImport as EmbeddingImport
    from .models.embeddings import NewEmbedding as NewEmbedding
    from .models.events import CustomEvent as CustomEvent
    from .models.events import CustomEventData as CustomEventData
    from .models.events import CustomEventSummary as CustomEventSummary
    from .models.events import EventDay as EventDay
    from .models.events import EventText as EventText
    from .models.events import EventTotal as EventTotal
    from .models.flow import BotField as BotField
    from .models.flow import ChatButtonWidget as ChatButtonWidget
    from .models.flow import InboundWebhook as InboundWebhook
    from .models.flow import Segment as Segment
    from .models.flow import SubFlow as SubFlow
    from .models.flow import Tag as Tag
    from .models.flow import UserField as UserField
    from .models.flow_templates import FlowTemplate as FlowTemplate
    from .models.flow_templates import OneTimeLink as OneTimeLink
    from .models.flow_templates import TemplateInstall as TemplateInstall
    from .models.integrations import DropiIntegration as DropiIntegration
    from .models.integrations import Integration as Integration
    from .models.integrations import MetaConversionsIntegration as MetaConversionsIntegration
    from .models.integrations import MiniApp as MiniApp
    from .models.integrations import OpenAIIntegration as OpenAIIntegration
    from .models.integrations import S3Integration as S3Integration
    from .models.integrations import ShopifyIntegration as ShopifyIntegration
    from .models.integrations import WooCommerceIntegration as WooCommerceIntegration
    from .models.live_chat import Agent as Agent
    from .models.live_chat import ClosingNote as ClosingNote
    from .models.live_chat import Shortcut as Shortcut
    from .models.messages import ChatMessage as ChatMessage
    from .models.messages import Contact as Contact
    from .models.messages import MessagePayload as MessagePayload
    from .models.shop import BusinessHours as BusinessHours
    from .models.shop import Cart as Cart
    from .models.shop import CartItem as CartItem
    from .models.shop import DiscountCode as DiscountCode
    from .models.shop import NewVariant as NewVariant
    from .models.shop import Order as Order
    from .models.shop import Product as Product
    from .models.shop import ProductTag as ProductTag
    from .models.shop import ProductType as ProductType
    from .models.shop import ProductVendor as ProductVendor
    from .models.shop import ShopLocation as ShopLocation
    from .models.shop import Variant as Variant
    from .models.shop import Weekday as Weekday
    from .models.subscribers import Label as Label
    from .models.subscribers import NewSubscriber as NewSubscriber
    from .models.subscribers import Subscriber as Subscriber
    from .models.team import AgentGroup as AgentGroup
    from .models.team import CallLog as CallLog
    from .models.team import MediaFile as MediaFile
    from .models.team import Member as Member
    from .models.templates import FacebookTemplate as FacebookTemplate
    from .models.templates import TemplateButton as TemplateButton
    from .models.templates import TemplateComponent as TemplateComponent
    from .models.templates import WhatsAppTemplate as WhatsAppTemplate
    from .models.tickets import Ticket as Ticket
    from .models.tickets import TicketChange as TicketChange
    from .models.tickets import TicketComment as TicketComment
    from .models.tickets import TicketField as TicketField
    from .models.tickets import TicketList as TicketList
    from .models.workspace import AgentSummary as AgentSummary
    from .models.workspace import ChannelSettings as ChannelSettings
    from .models.workspace import Flow as Flow
    from .models.workspace import FlowSummary as FlowSummary
    from .models.workspace import LiveChatSidebar as LiveChatSidebar
    from .people import LabelRef as LabelRef
    from .people import SubscriberRef as SubscriberRef
    from .prepared import PreparedRequest as PreparedRequest
    from .quota import Quota as Quota
    from .references import BotFieldRef as BotFieldRef
    from .references import EventRef as EventRef
    from .references import SegmentRef as SegmentRef
    from .references import SubFlowRef as SubFlowRef
    from .references import TagRef as TagRef
    from .references import UserFieldRef as UserFieldRef
    from .secret import Secret as Secret
    from .snapshot import FlowSnapshot as FlowSnapshot
    from .snapshot import SnapshotItem as SnapshotItem
    from .snapshot_apply import ApplyReport as ApplyReport
    from .snapshot_diff import Difference as Difference
    from .snapshot_diff import FieldChange as FieldChange
    from .snapshot_diff import FlowDiff as FlowDiff
    from .templates import TemplateValues as TemplateValues
    from .tickets import TicketSchema as TicketSchema
    from .values import Money as Money

#: Where each public name lives.
_HOMES = {
    "_async.bulk": ("AsyncBulkJob",),
    "_async.client": ("AsyncFlochat",),
    "_async.pager": ("AsyncPager",),
    "_io_async": ("AsyncRuntime",),
    "_io_sync": ("Runtime",),
    "_sync.bulk": ("BulkJob",),
    "_sync.client": ("Flochat",),
    "_sync.pager": ("Pager",),
    "bulk": ("BulkPlan", "BulkReport"),
    "content": (
        "Action",
        "AddTag",
        "Audio",
        "Button",
        "CallbackButton",
        "CallButton",
        "Card",
        "Cards",
        "Content",
        "ContentMessage",
        "File",
        "Image",
        "NodeButton",
        "QuickReply",
        "RemoveTag",
        "SetField",
        "Text",
        "UnsetField",
        "UrlButton",
        "Video",
    ),
    "conversations": ("ChatStatus",),
    "errors": (
        "AmbiguousMatchError",
        "APIConnectionError",
        "APIStatusError",
        "APITimeoutError",
        "AuthenticationError",
        "BadRequestError",
        "BatchError",
        "BlockedError",
        "ConfigurationError",
        "DecodeError",
        "FlochatError",
        "IncompleteListError",
        "InternalServerError",
        "InvalidArgumentError",
        "JournalError",
        "NotFoundError",
        "OperationUnavailableError",
        "OutcomeUnknownError",
        "PageCapError",
        "PermissionDeniedError",
        "RateLimitError",
        "ReadBackError",
        "RejectedError",
        "SharedQuotaError",
        "UnprocessableEntityError",
    ),
    "events": ("LastResponse", "RequestEvent", "RequestHook", "ResponseEvent", "ResponseHook"),
    "field_values": ("FieldValue", "ParsedValue"),
    "given": ("NOT_GIVEN", "NotGiven"),
    "identifiers": ("UserId",),
    "journal": ("BulkOutcome", "BulkOutcomes"),
    "models.account": ("Notification", "User", "Workspace"),
    "models.activity": ("AgentActivity", "ConversationData", "ErrorLog", "SubscriberCounts"),
    "models.ai_hub": ("AiAgent", "AiProvider", "AiTask"),
    "models.base": ("Ack",),
    "models.broadcasts": ("Broadcast",),
    "models.embeddings": ("Embedding", "EmbeddingImport", "NewEmbedding"),
    "models.events": (
        "CustomEvent",
        "CustomEventData",
        "CustomEventSummary",
        "EventDay",
        "EventText",
        "EventTotal",
    ),
    "models.flow": (
        "BotField",
        "ChatButtonWidget",
        "InboundWebhook",
        "Segment",
        "SubFlow",
        "Tag",
        "UserField",
    ),
    "models.flow_templates": ("FlowTemplate", "OneTimeLink", "TemplateInstall"),
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
    "models.live_chat": ("Agent", "ClosingNote", "Shortcut"),
    "models.messages": ("ChatMessage", "Contact", "MessagePayload"),
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
    "models.subscribers": ("Label", "NewSubscriber", "Subscriber"),
    "models.team": ("AgentGroup", "CallLog", "MediaFile", "Member"),
    "models.templates": (
        "FacebookTemplate",
        "TemplateButton",
        "TemplateComponent",
        "WhatsAppTemplate",
    ),
    "models.tickets": ("Ticket", "TicketChange", "TicketComment", "TicketField", "TicketList"),
    "models.workspace": (
        "AgentSummary",
        "ChannelSettings",
        "Flow",
        "FlowSummary",
        "LiveChatSidebar",
    ),
    "people": ("LabelRef", "SubscriberRef"),
    "prepared": ("PreparedRequest",),
    "quota": ("Quota",),
    "references": ("BotFieldRef", "EventRef", "SegmentRef", "SubFlowRef", "TagRef", "UserFieldRef"),
    "secret": ("Secret",),
    "snapshot": ("FlowSnapshot", "SnapshotItem"),
    "snapshot_apply": ("ApplyReport",),
    "snapshot_diff": ("Difference", "FieldChange", "FlowDiff"),
    "templates": ("TemplateValues",),
    "tickets": ("TicketSchema",),
    "values": ("Money",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:  # type checkers read the imports above
    __all__ = [*_HOME_OF, "__version__"]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME_OF.keys() | {name for name in globals() if name.startswith("__")})
