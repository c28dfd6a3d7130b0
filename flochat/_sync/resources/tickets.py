# Derived by scripts/sync_twin.py from
# flochat/_async/resources/tickets.py: edit that one.
"""Ticket lists of the workspace, and the tickets in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ..._requests.references import id_of
from ..._requests.subscribers import SubscriberRef, user_ns_of
from ..._requests.tickets import (
    AssigneeRef,
    TicketKey,
    TicketListRef,
    TicketRef,
    TicketSchema,
    TicketValue,
    column_name_of,
    list_id_of,
    new_comment_body,
    new_ticket_body,
    ticket_update_body,
)
from ..._requests.workspace import FlowRef, flow_ns_of
from ..._values.checks import check_texts, time_range_query
from ..._values.not_given import NOT_GIVEN, NotGiven
from ..._wire.paging import CursorReader
from ...models.base import Ack
from ...models.tickets import Ticket, TicketChange, TicketComment, TicketField, TicketList
from ..base import Resource
from ..pager import Pager


class TicketsAPI(Resource):
    """`client.tickets`: ticket lists and the tickets in them. Needs the scope Manage Team.

    Tickets have columns for whatever their list needs: `text1`, `select1`, `multi_select1`,
    `number1`, `rating1`, `date1`, `datetime1`, and so on. Values go by these names, or by the
    `TicketField`s of the list; where a `TicketSchema` is given in place of the list, by the names
    that people see. Texts and choices are `str`, several choices a list, numbers and ratings `int`,
    dates `date`, times aware `datetime`s.
    """

    def ticket_lists(self, *, name: str | None = None) -> Pager[TicketList]:
        """List the ticket lists, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /team/ticket-lists
        """
        return self._list("GET /team/ticket-lists", TicketList, query=check_texts(name=name))

    def fields(self, ticket_list: TicketListRef) -> Pager[TicketField]:
        """List what the columns of `ticket_list`, a `TicketList` or its id, are for.

        GET /team/ticket-lists/{listId}/fields
        """
        return self._list("GET /team/ticket-lists/{}/fields", TicketField, list_id_of(ticket_list))

    def schema(self, ticket_list: TicketListRef) -> TicketSchema:
        """Return the fields of a ticket list in one object.

        `ticket_list` is a `TicketList` or its id. The schema may be given wherever a list is asked
        for. With it, values go by the names that people see, and choices are checked. It makes no
        request by itself: read it once and use it for all tickets of the list.

        Example:
            schema = client.tickets.schema(ticket_list)
            client.tickets.create(
                schema, "Broken screen", {"Priority": "high"}, subscriber=ana
            )

        GET /team/ticket-lists/{listId}/fields
        """
        fields = self.fields(ticket_list).to_list()
        return TicketSchema(list_id_of(ticket_list), tuple(fields))

    def list(
        self,
        ticket_list: TicketListRef,
        *,
        title: str | None = None,
        subscriber: SubscriberRef | None = None,
        flow: FlowRef | None = None,
    ) -> Pager[Ticket]:
        """List the tickets of a list that match all of the filters.

        Args:
            ticket_list: a `TicketList`, its id or its `TicketSchema`.
            title: a title to look for; None does not filter.
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None does not filter.
            flow: a `Flow` or its `flow_ns`; None does not filter.

        Raises:
            PageCapError: on iterating, beyond 100 pages of 100, the most that the service hands
                out.
            DecodeError: on iterating, when the service answers with tickets that were not asked
                for.

        GET /team/ticket-lists/{listId}/items
        """
        asked = _whose(subscriber, flow)
        return self._list(
            "GET /team/ticket-lists/{}/items",
            Ticket,
            list_id_of(ticket_list),
            query={**check_texts(title=title), **asked},
            asked=asked,
        )

    def create(
        self,
        ticket_list: TicketListRef,
        title: str,
        values: Mapping[TicketKey, TicketValue] | None = None,
        *,
        subscriber: SubscriberRef,
        description: str | None = None,
        assignee: AssigneeRef | None = None,
    ) -> Ack:
        """Create a ticket for a subscriber.

        Args:
            ticket_list: a `TicketList`, its id or its `TicketSchema`.
            title: what the ticket is called.
            values: maps columns ("text1"), `TicketField`s or, with a `TicketSchema`, names to
                values; None sets none.
            subscriber: a `Subscriber` or a `user_ns` (f12u34).
            description: a longer text; None leaves it out.
            assignee: an `Agent`, a `Member` or their id; None assigns nobody.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            client.tickets.create(
                ticket_list, "Broken screen", {"text1": "Order 7"}, subscriber=ana
            )

        POST /team/ticket-lists/{listId}/create
        """
        body = new_ticket_body(
            ticket_list,
            values,
            title=title,
            user_ns=user_ns_of(subscriber),
            description=description,
            assignee=assignee,
        )
        return self._action("POST /team/ticket-lists/{}/create", list_id_of(ticket_list), body=body)

    def update(
        self,
        ticket_list: TicketListRef,
        ticket: TicketRef,
        values: Mapping[TicketKey, TicketValue] | None = None,
        *,
        title: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
        assignee: AssigneeRef | NotGiven = NOT_GIVEN,
        comment: str | None = None,
        comment_file: str | None = None,
    ) -> Ack:
        """Change the given values of a ticket, and leave the others.

        Args:
            ticket_list: a `TicketList`, its id or its `TicketSchema`.
            ticket: a `Ticket` or its id.
            values: maps columns ("text1"), `TicketField`s or, with a `TicketSchema`, names to
                values; None as a value empties a text, a choice, a date or a time, and the service
                cannot empty a number. None in place of the mapping changes none.
            title: the new title; NOT_GIVEN leaves it.
            description: the new description; NOT_GIVEN leaves it, None empties it.
            assignee: an `Agent`, a `Member` or their id; NOT_GIVEN leaves them.
            comment: a comment on the change, at most 2,000 characters; None adds none.
            comment_file: the URL of a file that belongs to `comment`, at most 500 characters; None
                adds none.

        PUT /team/ticket-lists/{listId}/update/{listItemId}
        """
        body = ticket_update_body(
            ticket_list,
            values,
            title=title,
            description=description,
            assignee=assignee,
            comment=comment,
            comment_file=comment_file,
        )
        return self._action(
            "PUT /team/ticket-lists/{}/update/{}",
            list_id_of(ticket_list),
            id_of(ticket, Ticket),
            body=body,
        )

    def delete(self, ticket_list: TicketListRef, ticket: TicketRef) -> Ack:
        """Delete `ticket`, a `Ticket` or its id, from `ticket_list`.

        DELETE /team/ticket-lists/{listId}/delete/{listItemId}
        """
        return self._action(
            "DELETE /team/ticket-lists/{}/delete/{}", list_id_of(ticket_list), id_of(ticket, Ticket)
        )

    def comments(self, ticket_list: TicketListRef, ticket: TicketRef) -> Pager[TicketComment]:
        """List the comments on `ticket`, a `Ticket` or its id, of `ticket_list`.

        GET /team/ticket-lists/{listId}/items/{listItemId}/comments
        """
        return self._list(
            "GET /team/ticket-lists/{}/items/{}/comments",
            TicketComment,
            list_id_of(ticket_list),
            id_of(ticket, Ticket),
        )

    def add_comment(
        self,
        ticket_list: TicketListRef,
        ticket: TicketRef,
        content: str,
        *,
        file: str | None = None,
    ) -> Ack:
        """Add a comment to a ticket.

        Args:
            ticket_list: a `TicketList`, its id or its `TicketSchema`.
            ticket: a `Ticket` or its id.
            content: the text, at most 2,000 characters.
            file: the URL of a file that belongs to it, at most 500 characters; None adds none.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        POST /team/ticket-lists/{listId}/items/{listItemId}/comments
        """
        return self._action(
            "POST /team/ticket-lists/{}/items/{}/comments",
            list_id_of(ticket_list),
            id_of(ticket, Ticket),
            body=new_comment_body(content, file),
        )

    def changes(
        self,
        ticket_list: TicketListRef,
        *,
        field: TicketField | str | None = None,
        ticket: TicketRef | None = None,
        subscriber: SubscriberRef | None = None,
        flow: FlowRef | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Pager[TicketChange]:
        """List how the select columns of a list's tickets changed.

        The service gives at most 100 changes at a time.

        Args:
            ticket_list: a `TicketList`, its id or its `TicketSchema`.
            field: one select column, "select1" or its `TicketField`; None for all.
            ticket: a `Ticket` or its id; None for all.
            subscriber: a `Subscriber` or a `user_ns` (f12u34); None for all.
            flow: a `Flow` or its `flow_ns`; None for all.
            start: from when on, an aware datetime; None sets no limit.
            end: until when, an aware datetime; None sets no limit.

        Raises:
            IncompleteListError: on iterating, when the service cannot be made to give what follows;
                a shorter time reaches the rest.
            DecodeError: on iterating, when the service answers with changes that were not asked
                for.

        GET /team/ticket-lists/{listId}/log-data
        """
        asked: dict[str, str | int | None] = {
            **_whose(subscriber, flow),
            "list_item_id": None if ticket is None else id_of(ticket, Ticket),
            "column_name": None if field is None else column_name_of(ticket_list, field),
        }
        return self._list(
            "GET /team/ticket-lists/{}/log-data",
            TicketChange,
            list_id_of(ticket_list),
            query={**asked, **time_range_query(start, end)},
            asked=asked,
            reading=CursorReader,
        )


def _whose(subscriber: SubscriberRef | None, flow: FlowRef | None) -> dict[str, str | None]:
    return {
        "user_ns": None if subscriber is None else user_ns_of(subscriber),
        "flow_ns": None if flow is None else flow_ns_of(flow),
    }
