"""Conversations with a subscriber: messages, bot, agents, consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..._requests.batches import split_batch
from ..._requests.conversations import (
    ChatReader,
    ChatStatus,
    Media,
    chat_query,
    minutes_needed,
    unique_mids,
)
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
    event_price,
    number_to_json,
)
from ..._values.identifiers import UserId
from ..._values.json_type import JSON
from ...errors import (
    BadRequestError,
    InvalidArgumentError,
    RejectedError,
    UnprocessableEntityError,
)
from ...models.base import Ack
from ...models.custom_events import CustomEvent
from ...models.messages import ChatMessage
from ...models.team import AgentGroup, Member
from ..base import AsyncResource
from ..pager import AsyncPager, AsyncReversedPager


class AsyncConversations(AsyncResource):
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
    ) -> AsyncPager[ChatMessage]:
        """List the messages of a conversation, newest first, at most about one month back.

        Without the `include_...` switches, only what the subscriber said is listed.

        Args:
            subscriber: a `Subscriber`, a `user_ns` (f12u34), or a `UserId("61412345678")`.
            start: from when on, an aware datetime, included; None sets no limit.
            end: until when, an aware datetime, included; None sets no limit.
            include_bot: also what the bot and agents said.
            include_notes: also notes.
            include_system: also messages of the system.
            media: image, audio, video or file narrows it to those; None does not.
            oldest_first: the other way round; everything is read before the first message is given.

        Raises:
            IncompleteListError: on iterating, when messages are missing.
            DecodeError: on iterating, when the service answers with somebody else's messages, or
                has more than it can be made to give.

        Example:
            async for message in client.subscribers.messages(ana, include_bot=True):
                print(message.ts, message.content)

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

        async def fetch(place: Mapping[str, int]) -> JSON:
            return await self._call("GET /subscriber/chat-messages", query={**query, **place})

        kind = AsyncReversedPager if oldest_first else AsyncPager
        return kind._make(fetch, lambda: ChatReader(self._transport.decoder, query.get("user_ns")))

    async def messages_by_mids(self, mids: Iterable[str | Ack]) -> Sequence[ChatMessage]:
        """Return the messages with those identifiers of their channel, 100 per request.

        `mids` are the identifiers, or the `Ack`s of sends, of which not every host gives the `mid`.
        Those that the service does not know are missing in the result.

        POST /subscriber/chat-messages-by-mids
        """
        operation = "POST /subscriber/chat-messages-by-mids"
        wanted = [(mid, mid) for mid in unique_mids(mids)]
        found: Sequence[ChatMessage] = []
        for part in split_batch(operation, wanted, key="mids"):
            payload = await self._call(operation, body=part.body)
            found = [*found, *self._transport.decoder.records(operation, payload, ChatMessage)]
        return found

    async def pause_bot(self, subscriber: SubscriberRef, minutes: int | None = None) -> Ack:
        """Keep the bot silent, so that an agent can talk.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `minutes` a whole number, at least
        1; None pauses until `resume_bot`. The platform's document says that minutes are required: a
        host that insists on them answers with an `UnprocessableEntityError` that says so.

        POST /subscriber/pause-bot
        """
        body: dict[str, Any] = {"user_ns": user_ns_of(subscriber)}
        if minutes is not None:
            body["minutes"] = check_count(minutes, "minutes", minimum=1)
        try:
            return await self._action("POST /subscriber/pause-bot", body=body)
        except (BadRequestError, UnprocessableEntityError, RejectedError) as error:
            if minutes is None:
                raise minutes_needed(error) from error
            raise

    async def resume_bot(self, subscriber: SubscriberRef) -> Ack:
        """Let the bot talk to `subscriber` again. POST /subscriber/resume-bot"""
        return await self._action("POST /subscriber/resume-bot", body=_whose(subscriber))

    async def assign_agent(self, subscriber: SubscriberRef, agent: MemberRef) -> Ack:
        """Assign the conversation of `subscriber` to `agent`, an `Agent`, a `Member` or their id.

        POST /subscriber/assign-agent
        """
        body = {"user_ns": user_ns_of(subscriber), "agent_id": id_of(agent, Member)}
        return await self._action("POST /subscriber/assign-agent", body=body)

    async def assign_agent_group(
        self, subscriber: SubscriberRef, agent_group: AgentGroupRef
    ) -> Ack:
        """Assign the conversation of `subscriber` to `agent_group`, an `AgentGroup` or its id.

        POST /subscriber/assign-agent-group
        """
        body = {
            "user_ns": user_ns_of(subscriber),
            "agent_group_id": id_of(agent_group, AgentGroup),
        }
        return await self._action("POST /subscriber/assign-agent-group", body=body)

    async def unassign_agent(self, subscriber: SubscriberRef) -> Ack:
        """Take the conversation of `subscriber` back from its agent.

        POST /subscriber/unassign-agent
        """
        return await self._action("POST /subscriber/unassign-agent", body=_whose(subscriber))

    async def move_chat_to(self, subscriber: SubscriberRef, status: ChatStatus) -> Ack:
        """Move the conversation of `subscriber` to another status.

        `status` is open, pending, spam or done.

        POST /subscriber/move-chat-to
        """
        body = {
            "user_ns": user_ns_of(subscriber),
            "status": check_choice(status, ChatStatus, "status"),
        }
        return await self._action("POST /subscriber/move-chat-to", body=body)

    async def opt_in_email(self, subscriber: SubscriberRef) -> Ack:
        """Note that `subscriber` agreed to emails. POST /subscriber/opt-in-email"""
        return await self._action("POST /subscriber/opt-in-email", body=_whose(subscriber))

    async def opt_out_email(self, subscriber: SubscriberRef) -> Ack:
        """Note that `subscriber` wants no emails. DELETE /subscriber/opt-out-email"""
        return await self._action("DELETE /subscriber/opt-out-email", body=_whose(subscriber))

    async def opt_in_sms(self, subscriber: SubscriberRef) -> Ack:
        """Note that `subscriber` agreed to SMS. POST /subscriber/opt-in-sms"""
        return await self._action("POST /subscriber/opt-in-sms", body=_whose(subscriber))

    async def opt_out_sms(self, subscriber: SubscriberRef) -> Ack:
        """Note that `subscriber` wants no SMS. DELETE /subscriber/opt-out-sms"""
        return await self._action("DELETE /subscriber/opt-out-sms", body=_whose(subscriber))

    async def subscribe_to_bot(self, subscriber: SubscriberRef) -> Ack:
        """Subscribe `subscriber` to the bot. POST /subscriber/subscribe-to-bot"""
        return await self._action("POST /subscriber/subscribe-to-bot", body=_whose(subscriber))

    async def unsubscribe_from_bot(self, subscriber: SubscriberRef) -> Ack:
        """Unsubscribe `subscriber` from the bot. DELETE /subscriber/unsubscribe-from-bot"""
        return await self._action(
            "DELETE /subscriber/unsubscribe-from-bot", body=_whose(subscriber)
        )

    async def log_event(
        self,
        subscriber: SubscriberRef,
        event: CustomEvent | str,
        *,
        text_value: str | None = None,
        number_value: float | Decimal | None = None,
        price_value: Money | float | None = None,
    ) -> Ack:
        """Log a custom event of a subscriber, which may start flows.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34).
            event: a `CustomEvent` or its name.
            text_value: a text; None logs none.
            number_value: a number, at least 0, as an int, a float or a `Decimal`; None logs none.
            price_value: an amount, at least 0, as a `Decimal`, an int, a float or a text ("12.90");
                None logs none. The platform's document knows whole numbers only for these two, so a
                host may round what has a fraction.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been carried out; it is not
                retried.

        POST /subscriber/log-custom-event
        """
        body: dict[str, Any] = {
            "user_ns": user_ns_of(subscriber),
            "event_name": name_of(event, CUSTOM_EVENT),
        }
        if text_value is not None:
            body["text_value"] = check_text(text_value, "text_value")
        if number_value is not None:
            body["number_value"] = number_to_json(number_value, "number_value")
        if price_value is not None:
            body["price_value"] = event_price(price_value, "price_value")
        return await self._action("POST /subscriber/log-custom-event", body=body)

    async def trigger_app(
        self,
        subscriber: SubscriberRef,
        trigger_name: str,
        *,
        context: Mapping[str, Any] | None = None,
    ) -> Ack:
        """Fire a trigger of a mini app for a subscriber, which may start flows.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `trigger_name` what the app calls
        its trigger, and `context` a mapping of what the app gets to see, None for nothing. Not
        retried: raises `OutcomeUnknownError` when no clear answer comes.

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
        return await self._action("POST /subscriber/app-trigger", body=body)


def _whose(subscriber: SubscriberRef) -> dict[str, str]:
    return {"user_ns": user_ns_of(subscriber)}
