# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow.py: edit that one.
"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from functools import cached_property

from ... import decode
from ...models.activity import ChatStatusCount, SubscriberCounts
from ..resource import Resource
from .agents import AgentsAPI
from .ai_agents import AiAgentsAPI
from .ai_tasks import AiTasksAPI
from .closing_notes import ClosingNotesAPI
from .custom_events import CustomEventsAPI
from .fields import BotFieldsAPI, UserFieldsAPI
from .flow_records import ActivityLogAPI, ErrorLogsAPI, FlowConversationsAPI
from .flow_settings import FlowSettingsAPI
from .inbound_webhooks import InboundWebhooksAPI
from .segments import SegmentsAPI
from .shortcuts import ShortcutsAPI
from .sub_flows import SubFlowsAPI
from .tags import TagsAPI
from .template_installs import TemplateInstallsAPI
from .widgets import WidgetsAPI


class FlowAPI(Resource):
    """`client.flow`: the flow (chatbot) that the key belongs to."""

    @cached_property
    def tags(self) -> TagsAPI:
        """Tags, which mark subscribers."""
        return TagsAPI(self._transport)

    @cached_property
    def user_fields(self) -> UserFieldsAPI:
        """User fields, which every subscriber has a value of."""
        return UserFieldsAPI(self._transport)

    @cached_property
    def bot_fields(self) -> BotFieldsAPI:
        """Bot fields, which the flow itself has a value of."""
        return BotFieldsAPI(self._transport)

    @cached_property
    def sub_flows(self) -> SubFlowsAPI:
        """Sub flows, the parts that a flow is built of."""
        return SubFlowsAPI(self._transport)

    @cached_property
    def shortcuts(self) -> ShortcutsAPI:
        """Shortcuts, which agents type instead of longer replies."""
        return ShortcutsAPI(self._transport)

    @cached_property
    def closing_notes(self) -> ClosingNotesAPI:
        """Closing notes, which agents choose from when they close a chat."""
        return ClosingNotesAPI(self._transport)

    @cached_property
    def agents(self) -> AgentsAPI:
        """The people who answer in this flow."""
        return AgentsAPI(self._transport)

    @cached_property
    def ai_agents(self) -> AiAgentsAPI:
        """AI agents, and the providers that they run on."""
        return AiAgentsAPI(self._transport)

    @cached_property
    def ai_tasks(self) -> AiTasksAPI:
        """AI tasks, and the providers that they run on."""
        return AiTasksAPI(self._transport)

    @cached_property
    def settings(self) -> FlowSettingsAPI:
        """What holds for the flow as a whole: its AI provider, how it hears voice messages."""
        return FlowSettingsAPI(self._transport)

    @cached_property
    def segments(self) -> SegmentsAPI:
        """Segments, groups of subscribers that are kept by rules."""
        return SegmentsAPI(self._transport)

    @cached_property
    def custom_events(self) -> CustomEventsAPI:
        """Custom events, which the flow counts."""
        return CustomEventsAPI(self._transport)

    @cached_property
    def conversations(self) -> FlowConversationsAPI:
        """The figures of conversations: who handled them, and how fast."""
        return FlowConversationsAPI(self._transport)

    @cached_property
    def activity_log(self) -> ActivityLogAPI:
        """What agents and others did to conversations."""
        return ActivityLogAPI(self._transport)

    @cached_property
    def error_logs(self) -> ErrorLogsAPI:
        """Errors that nodes of the flow ran into."""
        return ErrorLogsAPI(self._transport)

    @cached_property
    def inbound_webhooks(self) -> InboundWebhooksAPI:
        """Inbound webhooks, which start sub flows when something is posted to them."""
        return InboundWebhooksAPI(self._transport)

    @cached_property
    def widgets(self) -> WidgetsAPI:
        """Chat buttons for web pages."""
        return WidgetsAPI(self._transport)

    @cached_property
    def template_installs(self) -> TemplateInstallsAPI:
        """Templates that are installed in the flow."""
        return TemplateInstallsAPI(self._transport)

    def bot_users_count(self) -> SubscriberCounts:
        """How many subscribers have their conversation open, pending, marked as spam or done.

        GET /flow/bot-users-count
        """
        operation = "GET /flow/bot-users-count"
        rows = decode.records(operation, self._call(operation), ChatStatusCount)
        counts = {row.status: row.num for row in rows if row.status is not None}
        return decode.decode(SubscriberCounts, counts)
