# Derived by scripts/sync_twin.py from
# flochat/_async/resources/conversations.py: edit that one.
"""What is said to a subscriber and by whom: messages, bot, agents, consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..._requests.batches import split
from ..._requests.conversations import ChatReader, ChatStatus, Media, chat_query
from ..._requests.custom_events import CUSTOM_EVENT
from ..._requests.references import id_of, name_of
from ..._requests.subscribers import SubscriberRef, user_ns_of
from ..._requests.team import AgentGroupRef, MemberRef
from ..._values.checks import (
    Money,
    check_choice,
    check_count,
    check_text,
    describe_type,
    money_to_number,
    unique_list,
)
from ..._values.identifiers import UserId
from ..._values.json_type import JSON
from ..._wire import decode
from ...errors import InvalidArgumentError
from ...models.base import Ack
from ...models.custom_events import CustomEvent
from ...models.messages import ChatMessage
from ...models.team import AgentGroup, Member
from ..base import Resource
from ..pager import Pager, ReversedPager


class Conversations(Resource):
    """The part of `client.subscribers` that is about their conversations."""

    def messages(
        self,
        subscriber: SubscriberRef | UserId,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        include_bot: bool = False,
        include_notes: bool = False,
        include_system: bool = False,
        media: Media | None = None,
        oldest_first: bool = False,
    ) -> Pager[ChatMessage]:
        """What was said in a conversation, about one month back at the most, newest first.

        `subscriber` is a subscriber, a `user_ns`, or a `UserId("61412345678")`. Only what the
        subscriber said comes unless `include_bot` (bot and agents), `include_notes` or
        `include_system` ask for more; `media` narrows it to image, audio, video or file. `start`
        and `end` are aware datetimes, both included. With `oldest_first` all is read before the
        first message is given.

        Iterating raises `IncompleteListError` when messages are missing, and `DecodeError` when
        the service answers with somebody else's, or has more than it can be made to give.

        GET /subscriber/chat-messages
        """
        query = chat_query(
            subscriber,
            start=start,
            end=end,
            media=media,
            include_bot=include_bot,
            include_note=include_notes,
            include_system=include_system,
        )

        def fetch(place: Mapping[str, int]) -> JSON:
            return self._call("GET /subscriber/chat-messages", query={**query, **place})

        kind = ReversedPager if oldest_first else Pager
        return kind._make(fetch, lambda: ChatReader(query.get("user_ns")))

    def messages_by_mids(self, mids: Iterable[str]) -> Sequence[ChatMessage]:
        """The messages with those identifiers of their channel, a hundred to a request.

        What the service does not know is missing in what comes back.

        POST /subscriber/chat-messages-by-mids
        """
        operation = "POST /subscriber/chat-messages-by-mids"
        wanted = [(mid, check_text(mid, "a mid")) for mid in unique_list(mids, "mids")]
        found: Sequence[ChatMessage] = []
        for part in split(operation, wanted, key="mids"):
            said = self._call(operation, body=part.body)
            found = [*found, *decode.records(operation, said, ChatMessage)]
        return found

    def pause_bot(self, subscriber: SubscriberRef, minutes: int) -> Ack:
        """Keep the bot silent for a number of minutes, so that an agent can talk.

        POST /subscriber/pause-bot
        """
        body = {
            "user_ns": user_ns_of(subscriber),
            "minutes": check_count(minutes, "minutes", least=1),
        }
        return self._action("POST /subscriber/pause-bot", body=body)

    def resume_bot(self, subscriber: SubscriberRef) -> Ack:
        """Let the bot talk again. POST /subscriber/resume-bot"""
        return self._action("POST /subscriber/resume-bot", body=_whose(subscriber))

    def assign_agent(self, subscriber: SubscriberRef, agent: MemberRef) -> Ack:
        """Hand a conversation to an agent or another member of the team, or to who has that id.

        POST /subscriber/assign-agent
        """
        body = {"user_ns": user_ns_of(subscriber), "agent_id": id_of(agent, Member)}
        return self._action("POST /subscriber/assign-agent", body=body)

    def assign_agent_group(self, subscriber: SubscriberRef, agent_group: AgentGroupRef) -> Ack:
        """Hand a conversation to a group of agents, or to the group that has that id.

        POST /subscriber/assign-agent-group
        """
        body = {
            "user_ns": user_ns_of(subscriber),
            "agent_group_id": id_of(agent_group, AgentGroup),
        }
        return self._action("POST /subscriber/assign-agent-group", body=body)

    def unassign_agent(self, subscriber: SubscriberRef) -> Ack:
        """Take a conversation back from its agent. POST /subscriber/unassign-agent"""
        return self._action("POST /subscriber/unassign-agent", body=_whose(subscriber))

    def move_chat_to(self, subscriber: SubscriberRef, status: ChatStatus) -> Ack:
        """Move a conversation to open, pending, spam or done. POST /subscriber/move-chat-to"""
        body = {
            "user_ns": user_ns_of(subscriber),
            "status": check_choice(status, ChatStatus, "status"),
        }
        return self._action("POST /subscriber/move-chat-to", body=body)

    def opt_in_email(self, subscriber: SubscriberRef) -> Ack:
        """Note that a subscriber agreed to emails. POST /subscriber/opt-in-email"""
        return self._action("POST /subscriber/opt-in-email", body=_whose(subscriber))

    def opt_out_email(self, subscriber: SubscriberRef) -> Ack:
        """Note that a subscriber wants no emails. DELETE /subscriber/opt-out-email"""
        return self._action("DELETE /subscriber/opt-out-email", body=_whose(subscriber))

    def opt_in_sms(self, subscriber: SubscriberRef) -> Ack:
        """Note that a subscriber agreed to SMS. POST /subscriber/opt-in-sms"""
        return self._action("POST /subscriber/opt-in-sms", body=_whose(subscriber))

    def opt_out_sms(self, subscriber: SubscriberRef) -> Ack:
        """Note that a subscriber wants no SMS. DELETE /subscriber/opt-out-sms"""
        return self._action("DELETE /subscriber/opt-out-sms", body=_whose(subscriber))

    def subscribe_to_bot(self, subscriber: SubscriberRef) -> Ack:
        """Subscribe somebody to the bot. POST /subscriber/subscribe-to-bot"""
        return self._action("POST /subscriber/subscribe-to-bot", body=_whose(subscriber))

    def unsubscribe_from_bot(self, subscriber: SubscriberRef) -> Ack:
        """Unsubscribe somebody from the bot. DELETE /subscriber/unsubscribe-from-bot"""
        return self._action("DELETE /subscriber/unsubscribe-from-bot", body=_whose(subscriber))

    def log_event(
        self,
        subscriber: SubscriberRef,
        event: CustomEvent | str,
        *,
        text_value: str | None = None,
        number_value: int | None = None,
        price_value: Money | None = None,
    ) -> Ack:
        """Log a custom event of a subscriber, with the values that it has.

        `event` is a custom event or its name; `price_value` is a Decimal, an int or a text. Events
        may start flows, so this is never repeated by itself: when no clear answer comes it raises
        `OutcomeUnknownError`.

        POST /subscriber/log-custom-event
        """
        body: dict[str, Any] = {
            "user_ns": user_ns_of(subscriber),
            "event_name": name_of(event, CUSTOM_EVENT),
        }
        if text_value is not None:
            body["text_value"] = check_text(text_value, "text_value")
        if number_value is not None:
            body["number_value"] = check_count(number_value, "number_value")
        if price_value is not None:
            body["price_value"] = money_to_number(price_value, "price_value")
        return self._action("POST /subscriber/log-custom-event", body=body)

    def trigger_app(
        self,
        subscriber: SubscriberRef,
        trigger_name: str,
        *,
        context: Mapping[str, Any] | None = None,
    ) -> Ack:
        """Fire a trigger of a mini app for a subscriber; `context` is what the app gets to see.

        It may start flows, so it is never repeated by itself: when no clear answer comes it raises
        `OutcomeUnknownError`.

        POST /subscriber/app-trigger
        """
        body: dict[str, Any] = {
            "user_ns": user_ns_of(subscriber),
            "trigger_name": check_text(trigger_name, "trigger_name"),
        }
        if context is not None:
            if not isinstance(context, Mapping):
                raise InvalidArgumentError(f"context is a mapping, not {describe_type(context)}")
            body["context"] = dict(context)
        return self._action("POST /subscriber/app-trigger", body=body)


def _whose(subscriber: SubscriberRef) -> dict[str, str]:
    return {"user_ns": user_ns_of(subscriber)}
