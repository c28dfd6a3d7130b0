# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow.py: edit that one.
"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from functools import cached_property

from ..resource import Resource
from .agents import AgentsAPI
from .ai_agents import AiAgentsAPI
from .ai_tasks import AiTasksAPI
from .closing_notes import ClosingNotesAPI
from .fields import BotFieldsAPI, UserFieldsAPI
from .flow_settings import FlowSettingsAPI
from .shortcuts import ShortcutsAPI
from .sub_flows import SubFlowsAPI
from .tags import TagsAPI


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
