# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow.py: edit that one.
"""The flow that the key belongs to, and what it is made of."""

from __future__ import annotations

from functools import cached_property

from ..resource import Resource
from .fields import BotFieldsAPI, UserFieldsAPI
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
