"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from functools import cached_property

from ..resource import AsyncResource
from .fields import AsyncBotFieldsAPI, AsyncUserFieldsAPI
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
