"""Flochat, the chatbot platform, in Python.

    from flochat import Flochat

    with Flochat() as client:                       # the key is in FLOCHAT_API_KEY
        ana = client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
        client.subscribers.add_tags(ana, ["VIP"])
        client.messages.send_text(ana, "Hello")

`AsyncFlochat` has the same methods, to be awaited. Everything public can be imported from here;
each name is loaded when it is first used, so that importing the package costs next to nothing.

(PYTEST_DONT_REWRITE: programs that import this and then call `pytest.main` get no warning for it.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._lazy import lazy_names
from ._version import __version__ as __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from ._async.bulk_job import AsyncBulkJob as AsyncBulkJob
    from ._async.client import AsyncFlochat as AsyncFlochat
    from ._async.export_job import AsyncExportJob as AsyncExportJob
    from ._async.mirror import AsyncMirror as AsyncMirror
    from ._async.pager import AsyncPager as AsyncPager
    from ._bulk.jobs import BulkPlan as BulkPlan
    from ._bulk.jobs import BulkReport as BulkReport
    from ._bulk.journal import BulkOutcome as BulkOutcome
    from ._bulk.journal import BulkOutcomes as BulkOutcomes
    from ._deprecation import FlochatDeprecationWarning as FlochatDeprecationWarning
    from ._export.reports import ExportFailure as ExportFailure
    from ._export.reports import ExportPlan as ExportPlan
    from ._export.reports import ExportReport as ExportReport
    from ._mirror.report import ForgetReport as ForgetReport
    from ._mirror.report import MirrorChange as MirrorChange
    from ._mirror.report import SyncReport as SyncReport
    from ._requests.content import Content as Content
    from ._requests.content_parts import Action as Action
    from ._requests.content_parts import AddTag as AddTag
    from ._requests.content_parts import Audio as Audio
    from ._requests.content_parts import Button as Button
    from ._requests.content_parts import CallbackButton as CallbackButton
    from ._requests.content_parts import CallButton as CallButton
    from ._requests.content_parts import Card as Card
    from ._requests.content_parts import Cards as Cards
    from ._requests.content_parts import ContentMessage as ContentMessage
    from ._requests.content_parts import File as File
    from ._requests.content_parts import Image as Image
    from ._requests.content_parts import NodeButton as NodeButton
    from ._requests.content_parts import OtherReply as OtherReply
    from ._requests.content_parts import QuickReply as QuickReply
    from ._requests.content_parts import RemoveTag as RemoveTag
    from ._requests.content_parts import SetField as SetField
    from ._requests.content_parts import Text as Text
    from ._requests.content_parts import UnsetField as UnsetField
    from ._requests.content_parts import UrlButton as UrlButton
    from ._requests.content_parts import Video as Video
    from ._requests.conversations import ChatStatus as ChatStatus
    from ._requests.custom_events import EventRef as EventRef
    from ._requests.fields import BotFieldRef as BotFieldRef
    from ._requests.fields import UserFieldRef as UserFieldRef
    from ._requests.segments import SegmentRef as SegmentRef
    from ._requests.sub_flows import SubFlowRef as SubFlowRef
    from ._requests.subscribers import LabelRef as LabelRef
    from ._requests.subscribers import SubscriberRef as SubscriberRef
    from ._requests.tags import TagRef as TagRef
    from ._requests.templates import TemplateValues as TemplateValues
    from ._requests.tickets import TicketSchema as TicketSchema
    from ._sending.observing import CallObserver as CallObserver
    from ._sending.observing import ObservedAttempt as ObservedAttempt
    from ._sending.observing import ObservedCall as ObservedCall
    from ._sending.observing import ObservedWait as ObservedWait
    from ._sending.observing import SafetyClass as SafetyClass
    from ._sending.reports import FailureEvent as FailureEvent
    from ._sending.reports import FailureHook as FailureHook
    from ._sending.reports import LastResponse as LastResponse
    from ._sending.reports import Quota as Quota
    from ._sending.reports import RequestEvent as RequestEvent
    from ._sending.reports import RequestHook as RequestHook
    from ._sending.reports import ResponseEvent as ResponseEvent
    from ._sending.reports import ResponseHook as ResponseHook
    from ._sending.reports import WaitCause as WaitCause
    from ._sending.reports import WaitEvent as WaitEvent
    from ._sending.reports import WaitHook as WaitHook
    from ._sending.runtime_async import AsyncRuntime as AsyncRuntime
    from ._sending.runtime_sync import Runtime as Runtime
    from ._snapshot.apply import ApplyReport as ApplyReport
    from ._snapshot.diff import Difference as Difference
    from ._snapshot.diff import FieldChange as FieldChange
    from ._snapshot.diff import FlowDiff as FlowDiff
    from ._snapshot.sections import SnapshotItem as SnapshotItem
    from ._snapshot.snapshot import FlowSnapshot as FlowSnapshot
    from ._sync.bulk_job import BulkJob as BulkJob
    from ._sync.client import Flochat as Flochat
    from ._sync.export_job import ExportJob as ExportJob
    from ._sync.mirror import Mirror as Mirror
    from ._sync.pager import Pager as Pager
    from ._values.checks import Money as Money
    from ._values.field_values import FieldValue as FieldValue
    from ._values.field_values import ParsedValue as ParsedValue
    from ._values.identifiers import UserId as UserId
    from ._values.not_given import NOT_GIVEN as NOT_GIVEN
    from ._values.not_given import NotGiven as NotGiven
    from ._values.secret import Secret as Secret
    from ._wire.prepared import PreparedRequest as PreparedRequest
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
    from .errors import MirrorError as MirrorError
    from .errors import NotFoundError as NotFoundError
    from .errors import OperationUnavailableError as OperationUnavailableError
    from .errors import OutcomeUnknownError as OutcomeUnknownError
    from .errors import PageCapError as PageCapError
    from .errors import PermissionDeniedError as PermissionDeniedError
    from .errors import RateLimitError as RateLimitError
    from .errors import ReadBackError as ReadBackError
    from .errors import RejectedError as RejectedError
    from .errors import SharedQuotaError as SharedQuotaError
    from .errors import TableError as TableError
    from .errors import TableWarning as TableWarning
    from .errors import UnprocessableEntityError as UnprocessableEntityError
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
    from .models.custom_events import CustomEvent as CustomEvent
    from .models.custom_events import CustomEventData as CustomEventData
    from .models.custom_events import CustomEventSummary as CustomEventSummary
    from .models.custom_events import EventDay as EventDay
    from .models.custom_events import EventText as EventText
    from .models.custom_events import EventTotal as EventTotal
    from .models.embeddings import Embedding as Embedding
    from .models.embeddings import EmbeddingImport as EmbeddingImport
    from .models.embeddings import NewEmbedding as NewEmbedding
    from .models.fields import BotField as BotField
    from .models.fields import UserField as UserField
    from .models.flow_templates import FlowTemplate as FlowTemplate
    from .models.flow_templates import OneTimeLink as OneTimeLink
    from .models.flow_templates import TemplateInstall as TemplateInstall
    from .models.inbound_webhooks import InboundWebhook as InboundWebhook
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
    from .models.messages import Referral as Referral
    from .models.segments import Segment as Segment
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
    from .models.sub_flows import SubFlow as SubFlow
    from .models.subscribers import Label as Label
    from .models.subscribers import NewSubscriber as NewSubscriber
    from .models.subscribers import Subscriber as Subscriber
    from .models.tags import Tag as Tag
    from .models.team import AgentGroup as AgentGroup
    from .models.team import CallLog as CallLog
    from .models.team import MediaFile as MediaFile
    from .models.team import Member as Member
    from .models.templates import FacebookTemplate as FacebookTemplate
    from .models.templates import TemplateButton as TemplateButton
    from .models.templates import TemplateComponent as TemplateComponent
    from .models.templates import TemplateDefaults as TemplateDefaults
    from .models.templates import WhatsAppTemplate as WhatsAppTemplate
    from .models.tickets import Ticket as Ticket
    from .models.tickets import TicketChange as TicketChange
    from .models.tickets import TicketComment as TicketComment
    from .models.tickets import TicketField as TicketField
    from .models.tickets import TicketList as TicketList
    from .models.widgets import ChatButtonWidget as ChatButtonWidget
    from .models.workspace import AgentSummary as AgentSummary
    from .models.workspace import ChannelSettings as ChannelSettings
    from .models.workspace import Flow as Flow
    from .models.workspace import FlowSummary as FlowSummary
    from .models.workspace import LiveChatSidebar as LiveChatSidebar
    from .tables.writing.writer import WrittenTable as WrittenTable
    # End of what is derived.

#: Where each public name lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    "._async.bulk_job": ("AsyncBulkJob",),
    "._async.client": ("AsyncFlochat",),
    "._async.export_job": ("AsyncExportJob",),
    "._async.mirror": ("AsyncMirror",),
    "._async.pager": ("AsyncPager",),
    "._deprecation": ("FlochatDeprecationWarning",),
    "._bulk.jobs": (
        "BulkPlan",
        "BulkReport",
    ),
    "._bulk.journal": (
        "BulkOutcome",
        "BulkOutcomes",
    ),
    "._export.reports": (
        "ExportFailure",
        "ExportPlan",
        "ExportReport",
    ),
    "._mirror.report": (
        "ForgetReport",
        "MirrorChange",
        "SyncReport",
    ),
    "._requests.content": ("Content",),
    "._requests.content_parts": (
        "Action",
        "AddTag",
        "Audio",
        "Button",
        "CallbackButton",
        "CallButton",
        "Card",
        "Cards",
        "ContentMessage",
        "File",
        "Image",
        "NodeButton",
        "OtherReply",
        "QuickReply",
        "RemoveTag",
        "SetField",
        "Text",
        "UnsetField",
        "UrlButton",
        "Video",
    ),
    "._requests.conversations": ("ChatStatus",),
    "._requests.custom_events": ("EventRef",),
    "._requests.fields": (
        "BotFieldRef",
        "UserFieldRef",
    ),
    "._requests.segments": ("SegmentRef",),
    "._requests.sub_flows": ("SubFlowRef",),
    "._requests.subscribers": (
        "LabelRef",
        "SubscriberRef",
    ),
    "._requests.tags": ("TagRef",),
    "._requests.templates": ("TemplateValues",),
    "._requests.tickets": ("TicketSchema",),
    "._sending.observing": (
        "CallObserver",
        "ObservedAttempt",
        "ObservedCall",
        "ObservedWait",
        "SafetyClass",
    ),
    "._sending.reports": (
        "FailureEvent",
        "FailureHook",
        "LastResponse",
        "Quota",
        "RequestEvent",
        "RequestHook",
        "ResponseEvent",
        "ResponseHook",
        "WaitCause",
        "WaitEvent",
        "WaitHook",
    ),
    "._sending.runtime_async": ("AsyncRuntime",),
    "._sending.runtime_sync": ("Runtime",),
    "._snapshot.apply": ("ApplyReport",),
    "._snapshot.diff": (
        "Difference",
        "FieldChange",
        "FlowDiff",
    ),
    "._snapshot.sections": ("SnapshotItem",),
    "._snapshot.snapshot": ("FlowSnapshot",),
    "._sync.bulk_job": ("BulkJob",),
    "._sync.export_job": ("ExportJob",),
    "._sync.client": ("Flochat",),
    "._sync.mirror": ("Mirror",),
    "._sync.pager": ("Pager",),
    "._values.checks": ("Money",),
    "._values.field_values": (
        "FieldValue",
        "ParsedValue",
    ),
    "._values.identifiers": ("UserId",),
    "._values.not_given": (
        "NOT_GIVEN",
        "NotGiven",
    ),
    "._values.secret": ("Secret",),
    "._wire.prepared": ("PreparedRequest",),
    ".errors": (
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
        "MirrorError",
        "NotFoundError",
        "OperationUnavailableError",
        "OutcomeUnknownError",
        "PageCapError",
        "PermissionDeniedError",
        "RateLimitError",
        "ReadBackError",
        "RejectedError",
        "SharedQuotaError",
        "TableError",
        "TableWarning",
        "UnprocessableEntityError",
    ),
    ".models.account": (
        "Notification",
        "User",
        "Workspace",
    ),
    ".models.activity": (
        "AgentActivity",
        "ConversationData",
        "ErrorLog",
        "SubscriberCounts",
    ),
    ".models.ai_hub": (
        "AiAgent",
        "AiProvider",
        "AiTask",
    ),
    ".models.base": ("Ack",),
    ".models.broadcasts": ("Broadcast",),
    ".models.custom_events": (
        "CustomEvent",
        "CustomEventData",
        "CustomEventSummary",
        "EventDay",
        "EventText",
        "EventTotal",
    ),
    ".models.embeddings": (
        "Embedding",
        "EmbeddingImport",
        "NewEmbedding",
    ),
    ".models.fields": (
        "BotField",
        "UserField",
    ),
    ".models.flow_templates": (
        "FlowTemplate",
        "OneTimeLink",
        "TemplateInstall",
    ),
    ".models.inbound_webhooks": ("InboundWebhook",),
    ".models.integrations": (
        "DropiIntegration",
        "Integration",
        "MetaConversionsIntegration",
        "MiniApp",
        "OpenAIIntegration",
        "S3Integration",
        "ShopifyIntegration",
        "WooCommerceIntegration",
    ),
    ".models.live_chat": (
        "Agent",
        "ClosingNote",
        "Shortcut",
    ),
    ".models.messages": (
        "ChatMessage",
        "Contact",
        "MessagePayload",
        "Referral",
    ),
    ".models.segments": ("Segment",),
    ".models.shop": (
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
    ".models.sub_flows": ("SubFlow",),
    ".models.subscribers": (
        "Label",
        "NewSubscriber",
        "Subscriber",
    ),
    ".models.tags": ("Tag",),
    ".models.team": (
        "AgentGroup",
        "CallLog",
        "MediaFile",
        "Member",
    ),
    ".models.templates": (
        "FacebookTemplate",
        "TemplateButton",
        "TemplateComponent",
        "TemplateDefaults",
        "WhatsAppTemplate",
    ),
    ".models.tickets": (
        "Ticket",
        "TicketChange",
        "TicketComment",
        "TicketField",
        "TicketList",
    ),
    ".models.widgets": ("ChatButtonWidget",),
    ".models.workspace": (
        "AgentSummary",
        "ChannelSettings",
        "Flow",
        "FlowSummary",
        "LiveChatSidebar",
    ),
    ".tables.writing.writer": ("WrittenTable",),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(
        __name__, _HOMES, modules=("errors", "models", "phones", "tables", "types")
    )
    __all__ += ["__version__"]
