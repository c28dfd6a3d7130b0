"""Messages to many people at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..._requests.broadcasts import (
    BroadcastStatus,
    BroadcastType,
    MessageTag,
    broadcast_options,
    broadcast_schedule,
    check_not_empty,
    check_recipient_limit,
    encode_values_by_namespace,
    index_by_user_id,
    index_by_user_ns,
    segment_namespaces,
    split_broadcast,
    tag_namespaces,
)
from ..._requests.fields import BOT_FIELD, USER_FIELD, BotFieldKey, UserFieldKey
from ..._requests.references import identifier_of, namespace_of
from ..._requests.segments import SegmentRef
from ..._requests.sub_flows import SUB_FLOW, SubFlowRef
from ..._requests.subscribers import SubscriberRef
from ..._requests.tags import TagRef
from ..._requests.templates import Values, facebook_content, whatsapp_content
from ..._values.checks import check_choice, check_count, check_text
from ..._values.field_values import FieldValue
from ..._wire.paging import announced_total
from ...errors import DecodeError
from ...models.base import Ack
from ...models.broadcasts import Broadcast
from ...models.templates import FacebookTemplate, WhatsAppTemplate
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncBroadcastsAPI(AsyncResource):
    """`client.broadcasts`: messages to many people at once. Needs the scope Manage Flow.

    To list, cancel and delete them needs the scope Send Message.

    Nothing here is repeated unless it is certain that nothing arrived; when it is not, it raises
    `OutcomeUnknownError`. An `Ack` says that a broadcast was queued, not that it went out.

    All kinds take `scheduled_time`, an aware datetime that is not in the past (at once without
    it); `max_per_minute`, how many people a minute; and `max_recipients`, above which nothing is
    sent: lists of people are counted, tags and segments cost the requests of `estimate`.

    A list of people is freed of repetitions and, since a broadcast takes 200, sent as several;
    `max_per_minute` is then shared out among them. When one of several fails, `BatchError` says who
    was reached, who was not, and who was not tried. Tags, excluded tags and segments are ten at the
    most and never split, which would reach people twice or against their exclusion.
    """

    async def send(
        self,
        subscribers: Iterable[SubscriberRef],
        sub_flow: SubFlowRef,
        *,
        broadcast_type: BroadcastType | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Start a sub flow for a list of subscribers, 200 to a request.

        `sub_flow` is a sub flow or its namespace (f12s34). `broadcast_type` is EMAIL, SMS,
        WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION.

        POST /subscriber/broadcast
        """
        common = {
            "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
            **broadcast_options(broadcast_type=broadcast_type),
            **self._timing(scheduled_time, max_per_minute),
        }
        people = index_by_user_ns(subscribers)
        return await self._to_people(
            "POST /subscriber/broadcast", "user_ns_list", people, common, max_recipients
        )

    async def send_by_user_id(
        self,
        user_ids: Iterable[str],
        sub_flow: SubFlowRef,
        *,
        broadcast_type: BroadcastType | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Start a sub flow for people by their channel's identifiers, 200 to a request.

        For WhatsApp these are numbers, digits without "+".

        POST /subscriber/broadcast-by-user-id
        """
        common = {
            "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
            **broadcast_options(broadcast_type=broadcast_type),
            **self._timing(scheduled_time, max_per_minute),
        }
        people = index_by_user_id(user_ids)
        return await self._to_people(
            "POST /subscriber/broadcast-by-user-id", "user_id_list", people, common, max_recipients
        )

    async def send_by_tag(
        self,
        tags: Iterable[TagRef],
        sub_flow: SubFlowRef,
        *,
        exclude_tags: Iterable[TagRef] = (),
        name: str | None = None,
        user_fields: Mapping[UserFieldKey, FieldValue] | None = None,
        broadcast_type: BroadcastType | None = None,
        message_tag: MessageTag | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Start a sub flow for everybody with one of the tags and none of the excluded ones.

        Tags and user fields are models or namespaces (f12t34, f12v34). `name` is what the
        broadcast is called; `user_fields` are set on everybody first; `message_tag` is why Facebook
        lets it through.

        POST /subscriber/broadcast-by-tag
        """
        body = {
            "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
            **_audience(tags, exclude_tags),
            **broadcast_options(broadcast_type=broadcast_type, message_tag=message_tag),
            **self._timing(scheduled_time, max_per_minute),
        }
        if name is not None:
            body["name"] = check_text(name, "name")
        if user_fields:
            body["user_fields"] = encode_values_by_namespace(user_fields, USER_FIELD)
        return await self._to_tags("POST /subscriber/broadcast-by-tag", body, max_recipients)

    async def send_by_segment(
        self,
        segments: Iterable[SegmentRef],
        sub_flow: SubFlowRef,
        *,
        bot_fields: Mapping[BotFieldKey, FieldValue] | None = None,
        broadcast_type: BroadcastType | None = None,
        message_tag: MessageTag | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Start a sub flow for everybody in one of the segments (f12sg34).

        `bot_fields`, models or namespaces (f12v34), are set first.

        POST /subscriber/broadcast-by-segment
        """
        wanted = check_not_empty(segment_namespaces(segments), "segments")
        body: dict[str, Any] = {
            "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
            "segment_ns": ",".join(wanted),
            **broadcast_options(broadcast_type=broadcast_type, message_tag=message_tag),
            **self._timing(scheduled_time, max_per_minute),
        }
        if bot_fields:
            body["bot_fields"] = encode_values_by_namespace(bot_fields, BOT_FIELD)
        if _limit(max_recipients) is not None:
            check_recipient_limit(await self.estimate(segments=wanted), max_recipients)
        return await self._action("POST /subscriber/broadcast-by-segment", body=body)

    async def send_whatsapp_template_by_tag(
        self,
        tags: Iterable[TagRef],
        template: WhatsAppTemplate,
        values: Values = None,
        *,
        exclude_tags: Iterable[TagRef] = (),
        use_default_values: bool | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Send a WhatsApp template to everybody with one of the tags and none of the excluded ones.

        `template` and `values` are as in `client.messages.send_whatsapp_template`; with
        `use_default_values` the template's own stand in for what is not given.

        POST /subscriber/broadcast-whatsapp-template-by-tag
        """
        body = {
            "wa_template": whatsapp_content(
                template, values, use_default_values=use_default_values
            ),
            **_audience(tags, exclude_tags),
            **self._timing(scheduled_time, max_per_minute),
        }
        return await self._to_tags(
            "POST /subscriber/broadcast-whatsapp-template-by-tag", body, max_recipients
        )

    async def send_whatsapp_template_by_user_id(
        self,
        user_ids: Iterable[str],
        template: WhatsAppTemplate,
        values: Values = None,
        *,
        use_default_values: bool | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Send a WhatsApp template to numbers, digits without "+", 200 to a request.

        `template` and `values` are as in `client.messages.send_whatsapp_template`; with
        `use_default_values` the template's own stand in for what is not given.

        POST /subscriber/broadcast-whatsapp-template-by-user-id
        """
        content = whatsapp_content(template, values, use_default_values=use_default_values)
        common = {"wa_template": content, **self._timing(scheduled_time, max_per_minute)}
        return await self._to_people(
            "POST /subscriber/broadcast-whatsapp-template-by-user-id",
            "user_id_list",
            index_by_user_id(user_ids),
            common,
            max_recipients,
        )

    async def send_facebook_utility_template_by_tag(
        self,
        tags: Iterable[TagRef],
        template: FacebookTemplate,
        values: Values = None,
        *,
        exclude_tags: Iterable[TagRef] = (),
        use_default_values: bool | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Send a utility template to everybody with one of the tags and none of the excluded ones.

        `template`, `values` and `use_default_values` are as in
        `client.messages.send_facebook_utility_template`.

        POST /subscriber/broadcast-facebook-utility-message-template-by-tag
        """
        body = {
            "facebook_utility_message_template": facebook_content(
                template, values, use_default_values=use_default_values
            ),
            **_audience(tags, exclude_tags),
            **self._timing(scheduled_time, max_per_minute),
        }
        return await self._to_tags(
            "POST /subscriber/broadcast-facebook-utility-message-template-by-tag",
            body,
            max_recipients,
        )

    async def send_facebook_utility_template_by_user_id(
        self,
        user_ids: Iterable[str],
        template: FacebookTemplate,
        values: Values = None,
        *,
        use_default_values: bool | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Send a utility template to people by their channel's identifiers, 200 to a request.

        `template`, `values` and `use_default_values` are as in
        `client.messages.send_facebook_utility_template`.

        POST /subscriber/broadcast-facebook-utility-message-template-by-user-id
        """
        content = facebook_content(template, values, use_default_values=use_default_values)
        common = {
            "facebook_utility_message_template": content,
            **self._timing(scheduled_time, max_per_minute),
        }
        return await self._to_people(
            "POST /subscriber/broadcast-facebook-utility-message-template-by-user-id",
            "user_id_list",
            index_by_user_id(user_ids),
            common,
            max_recipients,
        )

    def list(self, *, status: BroadcastStatus | None = None) -> AsyncPager[Broadcast]:
        """All broadcasts, or those that are New, Scheduled, Completed or Cancelled.

        The service hands out 500 pages of 100 at the most (`PageCapError` beyond).

        GET /subscriber/broadcasts
        """
        wanted = None if status is None else check_choice(status, BroadcastStatus, "status")
        return self._list("GET /subscriber/broadcasts", Broadcast, query={"status": wanted})

    async def cancel(self, broadcast: Broadcast | str) -> Ack:
        """Stop a broadcast that has not gone out. DELETE /subscriber/broadcast/cancel"""
        return await self._action("DELETE /subscriber/broadcast/cancel", query=_which(broadcast))

    async def delete(self, broadcast: Broadcast | str) -> Ack:
        """Delete a broadcast. DELETE /subscriber/broadcast/delete"""
        return await self._action("DELETE /subscriber/broadcast/delete", query=_which(broadcast))

    async def estimate(
        self, *, tags: Iterable[TagRef] = (), segments: Iterable[SegmentRef] = ()
    ) -> int:
        """How many people tags and segments reach at the most; one request for each of them.

        Who has two of them is counted twice, and excluded tags are not taken off: it is an upper
        bound. Raises `DecodeError` when the service does not tell how many there are.

        GET /subscribers
        """
        filters = [
            *(("tag_ns", tag) for tag in tag_namespaces(tags, "tags")),
            *(("segment_ns", segment) for segment in segment_namespaces(segments)),
        ]
        return sum([await self._count(name, value) for name, value in filters])

    async def _count(self, name: str, value: str) -> int:
        said = await self._call("GET /subscribers", query={name: value, "limit": 1})
        total = announced_total(said)
        if total is None:
            raise DecodeError("it does not tell how many there are", operation="GET /subscribers")
        return total

    async def _to_people(
        self,
        operation: str,
        key: str,
        people: Mapping[str, Any],
        common: Mapping[str, Any],
        max_recipients: int | None,
    ) -> Ack:
        check_recipient_limit(len(people), _limit(max_recipients))
        return await self._batch(split_broadcast(operation, key, people, common))

    async def _to_tags(
        self, operation: str, body: Mapping[str, Any], max_recipients: int | None
    ) -> Ack:
        if _limit(max_recipients) is not None:
            check_recipient_limit(await self.estimate(tags=body["tags"]), max_recipients)
        return await self._action(operation, body=body)

    def _timing(
        self, scheduled_time: datetime | None, max_per_minute: int | None
    ) -> dict[str, int]:
        return broadcast_schedule(
            scheduled_time, max_per_minute, now=self._transport.runtime.time()
        )


def _which(broadcast: Broadcast | str) -> dict[str, str]:
    return {"broadcast_ns": identifier_of(broadcast, Broadcast, "broadcast_ns")}


def _audience(tags: Iterable[TagRef], exclude_tags: Iterable[TagRef]) -> dict[str, Any]:
    audience: dict[str, Sequence[str]] = {
        "tags": check_not_empty(tag_namespaces(tags, "tags"), "tags")
    }
    excluded = tag_namespaces(exclude_tags, "exclude_tags")
    return {**audience, "exclude_tags": excluded} if excluded else audience


def _limit(max_recipients: int | None) -> int | None:
    return None if max_recipients is None else check_count(max_recipients, "max_recipients")
