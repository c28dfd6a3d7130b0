"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from functools import cached_property

from ..resource import AsyncResource
from .agents import AsyncAgentsAPI
from .ai_agents import AsyncAiAgentsAPI
from .ai_tasks import AsyncAiTasksAPI
from .closing_notes import AsyncClosingNotesAPI
from .fields import AsyncBotFieldsAPI, AsyncUserFieldsAPI
from .flow_settings import AsyncFlowSettingsAPI
from .shortcuts import AsyncShortcutsAPI
from .sub_flows import AsyncSubFlowsAPI
from .tags import AsyncTagsAPI


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
