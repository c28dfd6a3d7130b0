# Derived by scripts/sync_twin.py from
# flochat/_async/resources/broadcasts.py: edit that one.
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
from ..base import Resource
from ..pager import Pager


class BroadcastsAPI(Resource):
    """`client.broadcasts`: messages to many people at once. Needs the scope Manage Flow.

    Listing, cancelling and deleting them needs the scope Send Message.

    A broadcast is retried only when it is certain that nothing arrived; when it is not certain,
    `OutcomeUnknownError` is raised. An `Ack` says that a broadcast was queued, not that it went
    out.

    Every kind takes `scheduled_time`, an aware datetime that is not in the past (without it, it is
    sent at once); `max_per_minute`, how many people per minute; and `max_recipients`, above which
    nothing is sent: lists of people are counted, tags and segments cost the requests of `estimate`.

    A list of people is freed of duplicates. A broadcast takes 200 people, so a longer list is sent
    as several, among which `max_per_minute` is shared. When one of several fails, `BatchError` says
    who was reached, who was not, and who was not tried. Tags, excluded tags and segments are at
    most ten each and never split, which would reach people twice or against their exclusion.
    """

    def send(
        self,
        subscribers: Iterable[SubscriberRef],
        sub_flow: SubFlowRef,
        *,
        broadcast_type: BroadcastType | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Start a sub flow for a list of subscribers, 200 per request.

        Args:
            subscribers: each a `Subscriber` or a `user_ns` (f12u34), at least one.
            sub_flow: a `SubFlow` or its namespace (f12s34).
            broadcast_type: EMAIL, SMS, WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION; None for the
                channel of each person.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, shared among the requests; None leaves it to
                the platform.
            max_recipients: nothing is sent when there are more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.
            BatchError: one of several requests failed; it says who was reached, who was not, and
                who was not tried.

        POST /subscriber/broadcast
        """
        common = {
            "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
            **broadcast_options(broadcast_type=broadcast_type),
            **self._timing(scheduled_time, max_per_minute),
        }
        people = index_by_user_ns(subscribers)
        return self._to_people(
            "POST /subscriber/broadcast", "user_ns_list", people, common, max_recipients
        )

    def send_by_user_id(
        self,
        user_ids: Iterable[str],
        sub_flow: SubFlowRef,
        *,
        broadcast_type: BroadcastType | None = None,
        scheduled_time: datetime | None = None,
        max_per_minute: int | None = None,
        max_recipients: int | None = None,
    ) -> Ack:
        """Start a sub flow for people by their channel's identifiers, 200 per request.

        Args:
            user_ids: identifiers of the people's channel, for WhatsApp the number, digits without
                "+".
            sub_flow: a `SubFlow` or its namespace (f12s34).
            broadcast_type: EMAIL, SMS, WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION; None for the
                channel of each person.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, shared among the requests; None leaves it to
                the platform.
            max_recipients: nothing is sent when there are more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.
            BatchError: one of several requests failed; it says who was reached, who was not, and
                who was not tried.

        POST /subscriber/broadcast-by-user-id
        """
        common = {
            "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
            **broadcast_options(broadcast_type=broadcast_type),
            **self._timing(scheduled_time, max_per_minute),
        }
        people = index_by_user_id(user_ids)
        return self._to_people(
            "POST /subscriber/broadcast-by-user-id", "user_id_list", people, common, max_recipients
        )

    def send_by_tag(
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
        """Start a sub flow for everyone with one of the tags and none of the excluded ones.

        Args:
            tags: who gets it: at most ten tags, each a `Tag` or its namespace (f12t34).
            sub_flow: a `SubFlow` or its namespace (f12s34).
            exclude_tags: who does not get it: at most ten tags, as in `tags`.
            name: what the broadcast is called; None leaves it to the platform.
            user_fields: set on everyone first: user fields, or their namespaces (f12v34), and
                values.
            broadcast_type: EMAIL, SMS, WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION; None for the
                channel of each person.
            message_tag: why Facebook lets it through outside its 24 hours: CONFIRMED_EVENT_UPDATE,
                POST_PURCHASE_UPDATE, ACCOUNT_UPDATE or NON_PROMOTIONAL_SUBSCRIPTION.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, at least 1; None leaves it to the platform.
            max_recipients: nothing is sent when `estimate` says more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.

        Example:
            from datetime import UTC, datetime, timedelta

            client.broadcasts.send_by_tag(
                [vip],
                onboarding,
                scheduled_time=datetime.now(UTC) + timedelta(days=1),
                max_recipients=500,  # counted first; nothing goes out to more
            )

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
        return self._to_tags("POST /subscriber/broadcast-by-tag", body, max_recipients)

    def send_by_segment(
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
        """Start a sub flow for everyone in one of the segments.

        Args:
            segments: at most ten segments, each a `Segment` or its namespace (f12sg34).
            sub_flow: a `SubFlow` or its namespace (f12s34).
            bot_fields: set first: bot fields, or their namespaces (f12v34), and values.
            broadcast_type: EMAIL, SMS, WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION; None for the
                channel of each person.
            message_tag: why Facebook lets it through outside its 24 hours: CONFIRMED_EVENT_UPDATE,
                POST_PURCHASE_UPDATE, ACCOUNT_UPDATE or NON_PROMOTIONAL_SUBSCRIPTION.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, at least 1; None leaves it to the platform.
            max_recipients: nothing is sent when `estimate` says more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.

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
            check_recipient_limit(self.estimate(segments=wanted), max_recipients)
        return self._action("POST /subscriber/broadcast-by-segment", body=body)

    def send_whatsapp_template_by_tag(
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
        """Send a WhatsApp template to everyone with one of the tags and none of the excluded ones.

        Args:
            tags: who gets it: at most ten tags, each a `Tag` or its namespace (f12t34).
            template: a `WhatsAppTemplate`, from `client.whatsapp_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                a variable of a button or header that is None is left dead.
            exclude_tags: who does not get it: at most ten tags, as in `tags`.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, at least 1; None leaves it to the platform.
            max_recipients: nothing is sent when `estimate` says more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: the template asks for a value that is not given, or
                `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.

        POST /subscriber/broadcast-whatsapp-template-by-tag
        """
        body = {
            "wa_template": whatsapp_content(
                template, values, use_default_values=use_default_values
            ),
            **_audience(tags, exclude_tags),
            **self._timing(scheduled_time, max_per_minute),
        }
        return self._to_tags(
            "POST /subscriber/broadcast-whatsapp-template-by-tag", body, max_recipients
        )

    def send_whatsapp_template_by_user_id(
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
        """Send a WhatsApp template to numbers, 200 per request.

        Args:
            user_ids: the numbers, digits without "+".
            template: a `WhatsAppTemplate`, from `client.whatsapp_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                a variable of a button or header that is None is left dead.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, shared among the requests; None leaves it to
                the platform.
            max_recipients: nothing is sent when there are more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: the template asks for a value that is not given, or
                `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.
            BatchError: one of several requests failed; it says who was reached, who was not, and
                who was not tried.

        POST /subscriber/broadcast-whatsapp-template-by-user-id
        """
        content = whatsapp_content(template, values, use_default_values=use_default_values)
        common = {"wa_template": content, **self._timing(scheduled_time, max_per_minute)}
        return self._to_people(
            "POST /subscriber/broadcast-whatsapp-template-by-user-id",
            "user_id_list",
            index_by_user_id(user_ids),
            common,
            max_recipients,
        )

    def send_facebook_utility_template_by_tag(
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
        """Send a utility template to everyone with one of the tags and none of the excluded ones.

        Args:
            tags: who gets it: at most ten tags, each a `Tag` or its namespace (f12t34).
            template: a `FacebookTemplate`, from `client.facebook_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                a variable of a button or header that is None is left dead.
            exclude_tags: who does not get it: at most ten tags, as in `tags`.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, at least 1; None leaves it to the platform.
            max_recipients: nothing is sent when `estimate` says more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: the template asks for a value that is not given, or
                `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.

        POST /subscriber/broadcast-facebook-utility-message-template-by-tag
        """
        body = {
            "facebook_utility_message_template": facebook_content(
                template, values, use_default_values=use_default_values
            ),
            **_audience(tags, exclude_tags),
            **self._timing(scheduled_time, max_per_minute),
        }
        return self._to_tags(
            "POST /subscriber/broadcast-facebook-utility-message-template-by-tag",
            body,
            max_recipients,
        )

    def send_facebook_utility_template_by_user_id(
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
        """Send a utility template to people by their channel's identifiers, 200 per request.

        Args:
            user_ids: identifiers of the people's channel.
            template: a `FacebookTemplate`, from `client.facebook_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                a variable of a button or header that is None is left dead.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            scheduled_time: when to send, an aware datetime that is not in the past; None sends at
                once.
            max_per_minute: how many people per minute, shared among the requests; None leaves it to
                the platform.
            max_recipients: nothing is sent when there are more people than this; None sets no
                limit.

        Raises:
            InvalidArgumentError: the template asks for a value that is not given, or
                `max_recipients` would be exceeded; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.
            BatchError: one of several requests failed; it says who was reached, who was not, and
                who was not tried.

        POST /subscriber/broadcast-facebook-utility-message-template-by-user-id
        """
        content = facebook_content(template, values, use_default_values=use_default_values)
        common = {
            "facebook_utility_message_template": content,
            **self._timing(scheduled_time, max_per_minute),
        }
        return self._to_people(
            "POST /subscriber/broadcast-facebook-utility-message-template-by-user-id",
            "user_id_list",
            index_by_user_id(user_ids),
            common,
            max_recipients,
        )

    def list(self, *, status: BroadcastStatus | None = None) -> Pager[Broadcast]:
        """List the broadcasts, all or those of a `status`.

        `status` is New, Scheduled, Completed or Cancelled; None lists all. The service hands out at
        most 500 pages of 100 (`PageCapError` beyond).

        GET /subscriber/broadcasts
        """
        wanted = None if status is None else check_choice(status, BroadcastStatus, "status")
        return self._list("GET /subscriber/broadcasts", Broadcast, query={"status": wanted})

    def cancel(self, broadcast: Broadcast | str) -> Ack:
        """Stop `broadcast`, a `Broadcast` or its `broadcast_ns`, if it has not gone out.

        DELETE /subscriber/broadcast/cancel
        """
        return self._action("DELETE /subscriber/broadcast/cancel", query=_which(broadcast))

    def delete(self, broadcast: Broadcast | str) -> Ack:
        """Delete `broadcast`, a `Broadcast` or its `broadcast_ns`.

        DELETE /subscriber/broadcast/delete
        """
        return self._action("DELETE /subscriber/broadcast/delete", query=_which(broadcast))

    def estimate(self, *, tags: Iterable[TagRef] = (), segments: Iterable[SegmentRef] = ()) -> int:
        """Count the people that tags and segments reach at most; one request for each of them.

        `tags` are `Tag`s or namespaces (f12t34), `segments` are `Segment`s or namespaces (f12sg34),
        at most ten of each. People with two of them are counted twice, and excluded tags are not
        subtracted: it is an upper bound. Raises `DecodeError` when the service does not say how
        many there are.

        GET /subscribers
        """
        filters = [
            *(("tag_ns", tag) for tag in tag_namespaces(tags, "tags")),
            *(("segment_ns", segment) for segment in segment_namespaces(segments)),
        ]
        return sum([self._count(name, value) for name, value in filters])

    def _count(self, name: str, value: str) -> int:
        payload = self._call("GET /subscribers", query={name: value, "limit": 1})
        total = announced_total(payload)
        if total is None:
            raise DecodeError("it does not tell how many there are", operation="GET /subscribers")
        return total

    def _to_people(
        self,
        operation: str,
        key: str,
        people: Mapping[str, Any],
        common: Mapping[str, Any],
        max_recipients: int | None,
    ) -> Ack:
        check_recipient_limit(len(people), _limit(max_recipients))
        return self._batch(split_broadcast(operation, key, people, common))

    def _to_tags(self, operation: str, body: Mapping[str, Any], max_recipients: int | None) -> Ack:
        if _limit(max_recipients) is not None:
            check_recipient_limit(self.estimate(tags=body["tags"]), max_recipients)
        return self._action(operation, body=body)

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
