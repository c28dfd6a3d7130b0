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
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncTicketsAPI(AsyncResource):
    """`client.tickets`: ticket lists and the tickets in them. Needs the scope Manage Team.

    Tickets have columns for whatever their list needs: `text1`, `select1`, `multi_select1`,
    `number1`, `rating1`, `date1`, `datetime1`, and so on. Values go by these names, or by the
    `TicketField`s of the list; where a `TicketSchema` stands in place of the list, by the names
    that people see. Texts and choices are `str`, several choices a list, numbers and ratings `int`,
    dates `date`, times aware `datetime`s.
    """

    def ticket_lists(self, *, name: str | None = None) -> AsyncPager[TicketList]:
        """All ticket lists, or those whose name contains `name`. GET /team/ticket-lists

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /team/ticket-lists", TicketList, query=check_texts(name=name))

    def fields(self, ticket_list: TicketListRef) -> AsyncPager[TicketField]:
        """What the columns of a list's tickets are for. GET /team/ticket-lists/{listId}/fields"""
        return self._list("GET /team/ticket-lists/{}/fields", TicketField, list_id_of(ticket_list))

    async def schema(self, ticket_list: TicketListRef) -> TicketSchema:
        """The fields of a list in one object, which stands wherever a list is asked for.

        With it, values go by the names that people see, and choices are checked. It asks for
        nothing by itself: read it once and use it for all tickets of the list.

        GET /team/ticket-lists/{listId}/fields
        """
        fields = await self.fields(ticket_list).to_list()
        return TicketSchema(list_id_of(ticket_list), tuple(fields))

    def list(
        self,
        ticket_list: TicketListRef,
        *,
        title: str | None = None,
        subscriber: SubscriberRef | None = None,
        flow: FlowRef | None = None,
    ) -> AsyncPager[Ticket]:
        """All tickets of a list, or those of a title, a subscriber or a flow.

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond), and iterating
        raises `DecodeError` when it answers with what was not asked for.

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

    async def create(
        self,
        ticket_list: TicketListRef,
        title: str,
        values: Mapping[TicketKey, TicketValue] | None = None,
        *,
        subscriber: SubscriberRef,
        description: str | None = None,
        assignee: AssigneeRef | None = None,
    ) -> Ack:
        """Create a ticket for a subscriber; `values` go from columns or fields to values.

        `assignee` is an agent, a member of the team, or their id. Never repeated by itself: when
        no clear answer comes it raises `OutcomeUnknownError`.

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
        return await self._action(
            "POST /team/ticket-lists/{}/create", list_id_of(ticket_list), body=body
        )

    async def update(
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
        """Change what is given of a ticket, and leave the rest.

        None empties a text, a choice, a date or a time; the service has no way to empty a number.
        `comment` says something about the change; `comment_file` is the URL of what goes with it.

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
        return await self._action(
            "PUT /team/ticket-lists/{}/update/{}",
            list_id_of(ticket_list),
            id_of(ticket, Ticket),
            body=body,
        )

    async def delete(self, ticket_list: TicketListRef, ticket: TicketRef) -> Ack:
        """Delete a ticket. DELETE /team/ticket-lists/{listId}/delete/{listItemId}"""
        return await self._action(
            "DELETE /team/ticket-lists/{}/delete/{}", list_id_of(ticket_list), id_of(ticket, Ticket)
        )

    def comments(self, ticket_list: TicketListRef, ticket: TicketRef) -> AsyncPager[TicketComment]:
        """What was said about a ticket.

        GET /team/ticket-lists/{listId}/items/{listItemId}/comments
        """
        return self._list(
            "GET /team/ticket-lists/{}/items/{}/comments",
            TicketComment,
            list_id_of(ticket_list),
            id_of(ticket, Ticket),
        )

    async def add_comment(
        self,
        ticket_list: TicketListRef,
        ticket: TicketRef,
        content: str,
        *,
        file: str | None = None,
    ) -> Ack:
        """Say something about a ticket, in 2,000 characters at the most.

        `file` is the URL of what goes with it. Never repeated by itself: when no clear answer comes
        it raises `OutcomeUnknownError`.

        POST /team/ticket-lists/{listId}/items/{listItemId}/comments
        """
        return await self._action(
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
    ) -> AsyncPager[TicketChange]:
        """How the select columns of a list's tickets changed.

        `field` is one of them, "select1" or the `TicketField`; `start` and `end` are aware
        datetimes. The service gives 100 changes at the most: when it cannot be made to give what
        follows, the next step of the iteration raises `IncompleteListError`, and a shorter time
        reaches the rest. `DecodeError` says that it answered with what was not asked for.

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
