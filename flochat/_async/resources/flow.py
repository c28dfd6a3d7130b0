"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from functools import cached_property

from ... import decode
from ...models.activity import ChatStatusCount, SubscriberCounts
from ..resource import AsyncResource
from .agents import AsyncAgentsAPI
from .ai_agents import AsyncAiAgentsAPI
from .ai_tasks import AsyncAiTasksAPI
from .closing_notes import AsyncClosingNotesAPI
from .custom_events import AsyncCustomEventsAPI
from .fields import AsyncBotFieldsAPI, AsyncUserFieldsAPI
from .flow_records import AsyncActivityLogAPI, AsyncErrorLogsAPI, AsyncFlowConversationsAPI
from .flow_settings import AsyncFlowSettingsAPI
from .inbound_webhooks import AsyncInboundWebhooksAPI
from .segments import AsyncSegmentsAPI
from .shortcuts import AsyncShortcutsAPI
from .sub_flows import AsyncSubFlowsAPI
from .tags import AsyncTagsAPI
from .template_installs import AsyncTemplateInstallsAPI
from .widgets import AsyncWidgetsAPI


class AsyncFlowAPI(AsyncResource):
    """`client.flow`: the flow (chatbot) that the key belongs to."""

    @cached_property
    def tags(self) -> AsyncTagsAPI:
        """Tags, which mark subscribers."""
        return AsyncTagsAPI(self._transport)

    @cached_property
    def user_fields(self) -> AsyncUserFieldsAPI:
        """User fields, which every subscriber has a value of."""
        return AsyncUserFieldsAPI(self._transport)

    @cached_property
    def bot_fields(self) -> AsyncBotFieldsAPI:
        """Bot fields, which the flow itself has a value of."""
        return AsyncBotFieldsAPI(self._transport)

    @cached_property
    def sub_flows(self) -> AsyncSubFlowsAPI:
        """Sub flows, the parts that a flow is built of."""
        return AsyncSubFlowsAPI(self._transport)

    @cached_property
    def shortcuts(self) -> AsyncShortcutsAPI:
        """Shortcuts, which agents type instead of longer replies."""
        return AsyncShortcutsAPI(self._transport)

    @cached_property
    def closing_notes(self) -> AsyncClosingNotesAPI:
        """Closing notes, which agents choose from when they close a chat."""
        return AsyncClosingNotesAPI(self._transport)

    @cached_property
    def agents(self) -> AsyncAgentsAPI:
        """The people who answer in this flow."""
        return AsyncAgentsAPI(self._transport)

    @cached_property
    def ai_agents(self) -> AsyncAiAgentsAPI:
        """AI agents, and the providers that they run on."""
        return AsyncAiAgentsAPI(self._transport)

    @cached_property
    def ai_tasks(self) -> AsyncAiTasksAPI:
        """AI tasks, and the providers that they run on."""
        return AsyncAiTasksAPI(self._transport)

    @cached_property
    def settings(self) -> AsyncFlowSettingsAPI:
        """What holds for the flow as a whole: its AI provider, how it hears voice messages."""
        return AsyncFlowSettingsAPI(self._transport)

    @cached_property
    def segments(self) -> AsyncSegmentsAPI:
        """Segments, groups of subscribers that are kept by rules."""
        return AsyncSegmentsAPI(self._transport)

    @cached_property
    def custom_events(self) -> AsyncCustomEventsAPI:
        """Custom events, which the flow counts."""
        return AsyncCustomEventsAPI(self._transport)

    @cached_property
    def conversations(self) -> AsyncFlowConversationsAPI:
        """The figures of conversations: who handled them, and how fast."""
        return AsyncFlowConversationsAPI(self._transport)

    @cached_property
    def activity_log(self) -> AsyncActivityLogAPI:
        """What agents and others did to conversations."""
        return AsyncActivityLogAPI(self._transport)

    @cached_property
    def error_logs(self) -> AsyncErrorLogsAPI:
        """Errors that nodes of the flow ran into."""
        return AsyncErrorLogsAPI(self._transport)

    @cached_property
    def inbound_webhooks(self) -> AsyncInboundWebhooksAPI:
        """Inbound webhooks, which start sub flows when something is posted to them."""
        return AsyncInboundWebhooksAPI(self._transport)

    @cached_property
    def widgets(self) -> AsyncWidgetsAPI:
        """Chat buttons for web pages."""
        return AsyncWidgetsAPI(self._transport)

    @cached_property
    def template_installs(self) -> AsyncTemplateInstallsAPI:
        """Templates that are installed in the flow."""
        return AsyncTemplateInstallsAPI(self._transport)

    async def bot_users_count(self) -> SubscriberCounts:
        """How many subscribers have their conversation open, pending, marked as spam or done.

        GET /flow/bot-users-count
        """
        operation = "GET /flow/bot-users-count"
        rows = decode.records(operation, await self._call(operation), ChatStatusCount)
        counts = {row.status: row.num for row in rows if row.status is not None}
        return decode.decode(SubscriberCounts, counts)
