"""Everything that a flow has, read into one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ..._bulk.jobs import JournalPath, check_people
from ..._export.parts import PartKind
from ..._export.people import PersonRef, person_key
from ..._export.splits import BROADCAST_DIMENSIONS, PEOPLE_DIMENSIONS
from ..._requests.broadcasts import BroadcastStatus
from ..._requests.conversations import Media
from ..._requests.custom_events import EventRef
from ..._requests.fields import UserFieldRef
from ..._requests.references import id_of
from ..._requests.segments import SegmentRef
from ..._requests.subscribers import SubscriberRef, flow_filters, personal_filters, user_ns_of
from ..._requests.tags import TagRef
from ..._requests.tickets import TicketListRef, list_id_of
from ..._sending import runtime_async
from ..._sending.runtime_async import AsyncSource as Source
from ..._values.checks import bool_to_int, check_choice, time_to_unix
from ..._values.field_values import FieldValue
from ..._values.identifiers import UserId
from ...errors import InvalidArgumentError
from ...models.activity import ActivityAction, ActivitySource, AgentActivity, ConversationData
from ...models.broadcasts import Broadcast
from ...models.live_chat import Agent
from ...models.messages import ChatMessage
from ...models.shop import Order
from ...models.subscribers import Label, Subscriber
from ...models.tickets import Ticket, TicketList
from ..base import AsyncResource
from ..export_job import AsyncExportJob
from ..export_spec import ExportSpec
from ..pager import AsyncPager
from ..transport import AsyncTransport
from .broadcasts import AsyncBroadcastsAPI
from .conversations import AsyncConversations
from .flow.activity import AsyncActivityLogsAPI, AsyncFlowConversationsAPI
from .flow.fields import AsyncUserFieldsAPI
from .shop.orders import AsyncOrdersAPI
from .subscribers import AsyncSubscribersAPI
from .tickets import AsyncTicketsAPI

_ALL: Final[Sequence[tuple[PartKind, Mapping[str, Any]]]] = ((PartKind.ROWS, {}),)
#: How far back the service has messages, about.
_KEPT: Final = timedelta(days=31)


class AsyncExportAPI(AsyncResource):
    """`client.export`: everything that a flow has, each kind in one file, whole or not there.

    Each method makes an export, and nothing is read before its `plan()` or `run(to=...)`. What was
    read is kept in a journal, an SQLite file beside the destination (`journal` names another), so
    that the same call goes on wherever the one before ended: killed, without a quota, with a full
    disk. Rows that move while a list is read are in the file once, their number is compared with
    what the service says it has, and what falls short is in the report.

    Example:
        report = await client.export.subscribers().run("people.csv")
        print(report)
    """

    def subscribers(
        self,
        *,
        name: str | None = None,
        phone: str | None = None,
        email: str | None = None,
        channel: str | None = None,
        is_opt_in_email: bool | None = None,
        is_opt_in_sms: bool | None = None,
        is_interacted_in_last_24h: bool | None = None,
        is_bot_interacted_in_last_24h: bool | None = None,
        is_last_message_in_last_24h: bool | None = None,
        segment: SegmentRef | None = None,
        tag: TagRef | None = None,
        label: Label | int | None = None,
        event: EventRef | None = None,
        user_field: UserFieldRef | None = None,
        user_field_value: FieldValue | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export the subscribers that match all of the filters, with a column for each user field.

        100 per request, and one request for the fields. The service hands out at most 1,000 pages
        of a list: more people than that are read in parts, by whether they agreed to emails or SMS,
        by their channel and by when they last interacted. Each split is checked to add up to the
        whole, and the report says what does not, and who cannot be reached.

        Args:
            name: part of a name; None does not filter.
            phone: a phone as it is stored (of some hosts a part will do); None does not filter.
            email: part of an email address as it is stored; None does not filter.
            channel: facebook, instagram, whatsapp_cloud, telegram, web, ...; None does not filter.
            is_opt_in_email: whether they agreed to emails; None does not filter.
            is_opt_in_sms: whether they agreed to SMS; None does not filter.
            is_interacted_in_last_24h: whether they interacted in the last 24 hours; None does not
                filter.
            is_bot_interacted_in_last_24h: whether the bot and they interacted in the last 24 hours;
                None does not filter.
            is_last_message_in_last_24h: whether the last message is from the last 24 hours; None
                does not filter.
            segment: a `Segment` or its namespace (f12sg34); None does not filter.
            tag: a `Tag` or its namespace (f12t34); None does not filter.
            label: a `Label` or its id; None does not filter.
            event: a `CustomEvent` or its namespace (f12e34); None does not filter.
            user_field: a `UserField` or its namespace (f12v34); None does not filter.
            user_field_value: the value of `user_field`, as in `set_fields`; None does not filter.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        Example:
            report = await client.export.subscribers(tag=vip).run("vip.parquet")

        GET /subscribers, GET /flow/user-fields
        """
        filters: dict[str, Any] = {
            "name": name,
            "phone": phone,
            "email": email,
            "channel": channel,
            "is_opt_in_email": is_opt_in_email,
            "is_opt_in_sms": is_opt_in_sms,
            "is_interacted_in_last_24h": is_interacted_in_last_24h,
            "is_bot_interacted_in_last_24h": is_bot_interacted_in_last_24h,
            "is_last_message_in_last_24h": is_last_message_in_last_24h,
        }
        rest: dict[str, Any] = {
            "segment": segment,
            "tag": tag,
            "label": label,
            "event": event,
            "user_field": user_field,
            "user_field_value": user_field_value,
        }
        arguments = personal_filters(**filters) | flow_filters(**rest)

        def pager(
            transport: AsyncTransport, kind: PartKind, key: Mapping[str, Any]
        ) -> AsyncPager[Any]:
            if kind is PartKind.FIELDS:
                return AsyncUserFieldsAPI(transport).list()
            return AsyncSubscribersAPI(transport).list(**{**filters, **rest, **key})

        return self._job(
            journal,
            name="subscribers",
            model=Subscriber,
            arguments=_given(arguments),
            filters=_given(filters),
            pager=pager,
            starts_with=((PartKind.FIELDS, {}), (PartKind.ROWS, {})),
            splits=PEOPLE_DIMENSIONS,
        )

    def messages(
        self,
        people: Source[PersonRef] | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        include_bot: bool = True,
        include_notes: bool = False,
        include_system: bool = False,
        media: Media | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export the messages of people, of both sides, at most about one month back.

        The service has no list of all messages: at least one request per person, 100 messages per
        request. So 5,000 people are five hours of a quota of 1,000 requests an hour. People who are
        given twice are read once.

        Args:
            people: whose messages: a list, a generator, the rows of a CSV file or
                `client.subscribers.list(...)`; each a `Subscriber`, a `user_ns` (f12u34), a
                `UserId`, or a mapping with "user_ns" or "user_id". None for everybody.
            since: from when on, an aware datetime, included; None sets no limit.
            until: until when, an aware datetime, included; None sets no limit.
            include_bot: also what the bot and agents said.
            include_notes: also notes.
            include_system: also messages of the system.
            media: image, audio, video or file narrows it to those; None does not.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        Example:
            from datetime import UTC, datetime, timedelta

            week_ago = datetime.now(UTC) - timedelta(days=7)
            job = client.export.messages(client.subscribers.list(tag=vip), since=week_ago)
            print(await job.plan())
            report = await job.run("messages.jsonl")

        GET /subscriber/chat-messages and, for people from a list, GET /subscribers.
        """
        options: dict[str, Any] = {
            "include_bot": include_bot,
            "include_notes": include_notes,
            "include_system": include_system,
        }
        for name, flag in options.items():
            bool_to_int(flag, name)
        if media is not None:
            check_choice(media, Media, "media")
        times = _times(since, until)
        given = people if isinstance(people, AsyncPager) else None
        is_listed = people is not None and given is None
        if is_listed:
            check_people(people, runtime_async.SOURCES)
        if given is not None and given._begin().model is not Subscriber:
            raise InvalidArgumentError(
                "people must be a list of subscribers, such as client.subscribers.list(), and this "
                f"is one of {given._begin().model.__name__}s"
            )

        def pager(
            transport: AsyncTransport, kind: PartKind, key: Mapping[str, Any]
        ) -> AsyncPager[Any]:
            if kind is PartKind.PEOPLE:
                return AsyncSubscribersAPI(transport).list(**key) if given is None else given
            person = UserId(key["user_id"]) if "user_id" in key else key["user_ns"]
            return AsyncConversations(transport).messages(
                person, start=since, end=until, media=media, **options
            )

        return self._job(
            journal,
            name="messages",
            model=ChatMessage,
            arguments=_given(options | times | {"media": media, "everybody": people is None}),
            pager=pager,
            starts_with=() if is_listed else ((PartKind.PEOPLE, {}),),
            splits=PEOPLE_DIMENSIONS if people is None else (),
            is_per_person=True,
            people=people if is_listed else None,
            key_of=person_key,
            name_of=lambda key: next(iter(key.values()), "the list of people"),
            notes=_month_notes(since, self._transport.runtime.time()),
        )

    def orders(
        self,
        *,
        subscriber: SubscriberRef | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export the orders, all or those of one subscriber, 100 per request.

        The service hands out at most 10,000 orders of a list, and has no filter by which more could
        be reached: plan and report say how many are beyond. Needs the scope Manage Team.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        GET /shop/orders
        """
        user_ns = None if subscriber is None else user_ns_of(subscriber)
        return self._job(
            journal,
            name="orders",
            model=Order,
            arguments=_given({"user_ns": user_ns}),
            pager=lambda transport, _kind, _key: AsyncOrdersAPI(transport).list(subscriber=user_ns),
            starts_with=_ALL,
        )

    def tickets(
        self,
        ticket_list: TicketListRef | None = None,
        *,
        subscriber: SubscriberRef | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export the tickets of one list, or of all lists of the workspace, 100 per request.

        The column `list_id` says which list a ticket is in. The service hands out at most 10,000
        tickets of a list: plan and report say how many are beyond. Needs the scope Manage Team.

        Args:
            ticket_list: a `TicketList`, its id or its `TicketSchema`; None for all lists.
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        GET /team/ticket-lists/{listId}/items and, for all lists, GET /team/ticket-lists.
        """
        user_ns = None if subscriber is None else user_ns_of(subscriber)
        list_id = None if ticket_list is None else list_id_of(ticket_list)

        def pager(
            transport: AsyncTransport, kind: PartKind, key: Mapping[str, Any]
        ) -> AsyncPager[Any]:
            tickets = AsyncTicketsAPI(transport)
            if kind is PartKind.LISTS:
                return tickets.ticket_lists()
            return tickets.list(key["list_id"], subscriber=user_ns)

        first = (PartKind.LISTS, {}) if list_id is None else (PartKind.ROWS, {"list_id": list_id})
        return self._job(
            journal,
            name="tickets",
            model=Ticket,
            arguments=_given({"user_ns": user_ns, "list_id": list_id}),
            pager=pager,
            starts_with=(first,),
            key_of=_list_key,
        )

    def conversations(
        self,
        *,
        subscriber: SubscriberRef | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export the figures of conversations, 1,000 per request.

        Where the service does not go on from a row, the time is halved until all of it is read.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            since: from when on, an aware datetime, included; None sets no limit.
            until: until when, an aware datetime, included; None sets no limit.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        GET /flow/conversations/data
        """
        user_ns = None if subscriber is None else user_ns_of(subscriber)
        return self._job(
            journal,
            name="conversations",
            model=ConversationData,
            arguments=_given({"user_ns": user_ns, **_times(since, until)}),
            pager=lambda transport, _kind, key: AsyncFlowConversationsAPI(transport).list(
                subscriber=user_ns, **_range(key)
            ),
            starts_with=((PartKind.ROWS, _given(_times(since, until))),),
            is_by_time=True,
            name_of=_time_name,
        )

    def broadcasts(
        self,
        *,
        status: BroadcastStatus | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export the broadcasts, all or those of a status, 100 per request.

        More than the service hands out of one list are read by their status. Needs the scope Send
        Message.

        Args:
            status: New, Scheduled, Completed or Cancelled; None for all.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        GET /subscriber/broadcasts
        """
        if status is not None:
            check_choice(status, BroadcastStatus, "status")
        filters = _given({"status": status})
        return self._job(
            journal,
            name="broadcasts",
            model=Broadcast,
            arguments=filters,
            filters=filters,
            pager=lambda transport, _kind, key: AsyncBroadcastsAPI(transport).list(
                **{**filters, **key}
            ),
            starts_with=_ALL,
            splits=BROADCAST_DIMENSIONS,
        )

    def activity(
        self,
        *,
        subscriber: SubscriberRef | None = None,
        agent: Agent | int | None = None,
        action: ActivityAction | None = None,
        source: ActivitySource | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        journal: JournalPath | None = None,
    ) -> AsyncExportJob:
        """Export what agents, the bot, the API and subscribers did to conversations.

        The service gives 1,000 rows of a time and nothing to go on from, so a longer time is split
        until each part has fewer. Rows have no identifier: two that are the same in all they say,
        and in one time that is read, are both kept.

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            agent: an `Agent` or their id; None for all.
            action: open, close, assign, reply, note, ...; None for all.
            source: agent, bot, bot_user, api or webhook; None for all.
            since: from when on, an aware datetime, included; None sets no limit.
            until: until when, an aware datetime, included; None sets no limit.
            journal: the path of the SQLite file that remembers what was read; None for one beside
                the destination.

        GET /flow/agent-activity-log/data
        """
        filters: dict[str, Any] = {
            "subscriber": None if subscriber is None else user_ns_of(subscriber),
            "agent": None if agent is None else id_of(agent, Agent),
            "action": None if action is None else check_choice(action, ActivityAction, "action"),
            "source": None if source is None else check_choice(source, ActivitySource, "source"),
        }
        return self._job(
            journal,
            name="activity",
            model=AgentActivity,
            arguments=_given(filters | _times(since, until)),
            pager=lambda transport, _kind, key: AsyncActivityLogsAPI(transport).list(
                **filters, **_range(key)
            ),
            starts_with=((PartKind.ROWS, _given(_times(since, until))),),
            is_by_time=True,
            name_of=_time_name,
        )

    def _job(self, journal: JournalPath | None, **spec: Any) -> AsyncExportJob:
        return AsyncExportJob._make(self._transport, ExportSpec(**spec), journal)


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


def _times(since: datetime | None, until: datetime | None) -> dict[str, int | None]:
    """The ends of a time range in Unix seconds."""
    start = None if since is None else time_to_unix(since, "since")
    end = None if until is None else time_to_unix(until, "until")
    if start is not None and end is not None and start > end:
        raise InvalidArgumentError("since must not be after until")
    return {"start": start, "end": end}


def _range(key: Mapping[str, Any]) -> dict[str, Any]:
    """The ends of a time range as the methods of lists take them."""
    return {
        name: None if name not in key else datetime.fromtimestamp(key[name], UTC)
        for name in ("start", "end")
    }


def _time_name(key: Mapping[str, Any]) -> str:
    start, end = _range(key).values()
    words = [f"since {start:%Y-%m-%d %H:%M:%S}"] if start else []
    words += [f"until {end:%Y-%m-%d %H:%M:%S}"] if end else []
    return f"{' '.join(words)} UTC" if words else ""


def _list_key(row: TicketList) -> dict[str, int] | None:
    return None if row.id is None else {"list_id": row.id}


def _month_notes(since: datetime | None, now: float) -> list[str]:
    """What to know of messages before: the service does not keep them for long."""
    note = "the service gives messages of about the last month only"
    if since is not None and since.timestamp() < now - _KEPT.total_seconds():
        note += f", so what was said from {since:%Y-%m-%d} until then is out of reach"
    return [note]
