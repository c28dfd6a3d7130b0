"""Work on many people, kept in a journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ..._bulk.jobs import (
    CONTACTS,
    NEW_SUBSCRIBER_LISTS,
    SUBSCRIBER_LISTS,
    SUBSCRIBERS,
    USER_ID_LISTS,
    JournalPath,
    PerPerson,
    RecipientKind,
)
from ..._requests.broadcasts import BroadcastType
from ..._requests.content import Content
from ..._requests.fields import UserFieldKey, UserFieldRef
from ..._requests.sub_flows import SubFlowRef
from ..._requests.subscribers import LabelRef, SubscriberRef
from ..._requests.tags import TagRef
from ..._requests.templates import Values
from ..._sending.runtime_async import AsyncSource as Source
from ..._values.checks import unique_list
from ..._values.field_values import FieldValue
from ...models.messages import Contact
from ...models.subscribers import NewSubscriber
from ...models.templates import FacebookTemplate, WhatsAppTemplate
from ..base import AsyncResource
from ..bulk_job import AsyncBulkJob, Task
from .broadcasts import AsyncBroadcastsAPI
from .messages import AsyncMessagesAPI
from .subscribers import AsyncSubscribersAPI

#: Somebody: a subscriber, a `user_ns` (f12u34), or a row that has one under "user_ns".
Person = TypeVar("Person", bound=SubscriberRef | Mapping[str, Any])
#: Somebody new: a `NewSubscriber`, or a row with the names of its fields.
NewPerson = TypeVar("NewPerson", bound=NewSubscriber | Mapping[str, Any])
T = TypeVar("T")


class AsyncBulkAPI(AsyncResource):
    """`client.bulk`: jobs for many people, which survive whatever stops them.

    Each method makes a job, and nothing happens before its `plan()` or `run()`. `people` is
    anything to go through: a list, a generator, a pager, the rows of a CSV file. Each of them is a
    `Subscriber`, a `user_ns` (f12u34), or a mapping that has one under "user_ns". Who comes twice
    is done once.

    `journal` is the file that remembers what was done: the same call with the same journal goes on
    where the job was stopped. What must not be repeated, messages above all, goes out once or is
    reported as unknown. Needs the scope Manage Flow.

    An argument may be a function, which is called with each person as they were given:
    `lambda row: f"Hello {row['name']}"`.
    """

    def add_tags(
        self,
        people: Source[Person],
        tags: PerPerson[Iterable[TagRef], Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Give everybody tags, as `subscribers.add_tags`: one request a person.

        POST /subscriber/add-tags and, for names, POST /subscriber/add-tags-by-name.
        """
        method = self._subscribers.add_tags
        return self._job(method, SUBSCRIBERS, people, journal, _kept(tags, "tags"))

    def remove_tags(
        self,
        people: Source[Person],
        tags: PerPerson[Iterable[TagRef], Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Take tags off everybody, as `subscribers.remove_tags`: one request a person.

        DELETE /subscriber/remove-tags and, for names, DELETE /subscriber/remove-tags-by-name.
        """
        method = self._subscribers.remove_tags
        return self._job(method, SUBSCRIBERS, people, journal, _kept(tags, "tags"))

    def add_labels(
        self,
        people: Source[Person],
        labels: PerPerson[Iterable[LabelRef], Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Give everybody labels, as `subscribers.add_labels`: one request a person.

        POST /subscriber/add-labels-by-name
        """
        method = self._subscribers.add_labels
        return self._job(method, SUBSCRIBERS, people, journal, _kept(labels, "labels"))

    def remove_labels(
        self,
        people: Source[Person],
        labels: PerPerson[Iterable[LabelRef], Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Take labels off everybody, as `subscribers.remove_labels`: one request a person.

        DELETE /subscriber/remove-labels-by-name
        """
        method = self._subscribers.remove_labels
        return self._job(method, SUBSCRIBERS, people, journal, _kept(labels, "labels"))

    def set_fields(
        self,
        people: Source[Person],
        values: PerPerson[Mapping[UserFieldKey, FieldValue], Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Set user fields of everybody, as `subscribers.set_fields`: one request a person.

        PUT /subscriber/set-user-fields and, for names, PUT /subscriber/set-user-fields-by-name.
        """
        return self._job(self._subscribers.set_fields, SUBSCRIBERS, people, journal, values)

    def clear_fields(
        self,
        people: Source[Person],
        fields: PerPerson[Iterable[UserFieldRef], Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Empty user fields of everybody, as `subscribers.clear_fields`: one request a person.

        DELETE /subscriber/clear-user-fields and, for names, DELETE
        /subscriber/clear-user-fields-by-name.
        """
        method = self._subscribers.clear_fields
        return self._job(method, SUBSCRIBERS, people, journal, _kept(fields, "fields"))

    def create(self, people: Source[NewPerson], *, journal: JournalPath) -> AsyncBulkJob:
        """Create everybody, a hundred to a request, as `subscribers.create_many`.

        Each is a `NewSubscriber`, or a mapping with the names of its fields, in which empty texts
        count as not given. Who has the phone, or without one the email, of another is the same.

        POST /subscriber/create-many
        """
        return self._job(self._subscribers.create_many, NEW_SUBSCRIBER_LISTS, people, journal)

    def delete(self, people: Source[Person], *, journal: JournalPath) -> AsyncBulkJob:
        """Delete everybody, as `subscribers.delete`: one request a person.

        Who is not there counts as done.

        DELETE /subscriber/delete
        """
        return self._job(self._subscribers.delete, SUBSCRIBERS, people, journal)

    def send_text(
        self,
        people: Source[Person],
        content: PerPerson[str, Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody a text, as `messages.send_text`: one request a person.

        POST /subscriber/send-text
        """
        return self._job(self._messages.send_text, SUBSCRIBERS, people, journal, content)

    def send_sms(
        self,
        people: Source[Person],
        content: PerPerson[str, Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody an SMS, as `messages.send_sms`: one request a person.

        POST /subscriber/send-sms
        """
        return self._job(self._messages.send_sms, SUBSCRIBERS, people, journal, content)

    def send_email(
        self,
        people: Source[Person],
        content: PerPerson[str, Person],
        *,
        subject: PerPerson[str | None, Person] = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody an email, as `messages.send_email`: one request a person.

        POST /subscriber/send-email
        """
        method = self._messages.send_email
        return self._job(method, SUBSCRIBERS, people, journal, content, subject=subject)

    def send_content(
        self,
        people: Source[Person],
        content: PerPerson[Content, Person],
        *,
        send_as_agent: bool = False,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody dynamic content, as `messages.send_content`: one request a person.

        POST /subscriber/send-content
        """
        method = self._messages.send_content
        return self._job(method, SUBSCRIBERS, people, journal, content, send_as_agent=send_as_agent)

    def send_sub_flow(
        self,
        people: Source[Person],
        sub_flow: PerPerson[SubFlowRef, Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Start a sub flow for everybody, as `messages.send_sub_flow`: one request a person.

        `broadcast` does it with one request for 200. Each may be a `UserId` too, or a mapping with
        "user_id".

        POST /subscriber/send-sub-flow, POST /subscriber/send-sub-flow-by-flow-name for a name, or
        POST /subscriber/send-sub-flow-by-user-id for a `UserId`.
        """
        return self._job(self._messages.send_sub_flow, CONTACTS, people, journal, sub_flow)

    def send_main_flow(self, people: Source[Person], *, journal: JournalPath) -> AsyncBulkJob:
        """Start the main flow for everybody, as `messages.send_main_flow`: one request a person.

        POST /subscriber/send-main-flow
        """
        return self._job(self._messages.send_main_flow, SUBSCRIBERS, people, journal)

    def send_node(
        self,
        people: Source[Person],
        node_ns: PerPerson[str, Person],
        *,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Start a flow at a node for everybody, as `messages.send_node`: one request a person.

        POST /subscriber/send-node
        """
        return self._job(self._messages.send_node, SUBSCRIBERS, people, journal, node_ns)

    def send_whatsapp_template(
        self,
        people: Source[Person],
        template: WhatsAppTemplate,
        values: PerPerson[Values, Person] = None,
        *,
        create_if_not_found: bool | None = None,
        contact: PerPerson[Contact | None, Person] = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody a WhatsApp template, as `messages.send_whatsapp_template`.

        One request a person. Each may be a `UserId` too, or a mapping with "user_id".

        POST /subscriber/send-whatsapp-template, or POST
        /subscriber/send-whatsapp-template-by-user-id for a `UserId`.
        """
        return self._job(
            self._messages.send_whatsapp_template,
            CONTACTS,
            people,
            journal,
            template,
            values,
            create_if_not_found=create_if_not_found,
            contact=contact,
        )

    def send_facebook_utility_template(
        self,
        people: Source[Person],
        template: FacebookTemplate,
        values: PerPerson[Values, Person] = None,
        *,
        use_default_values: bool | None = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody a utility template, as `messages.send_facebook_utility_template`.

        One request a person. Each may be a `UserId` too, or a mapping with "user_id".

        POST /subscriber/send-facebook-utility-message-template, or POST
        /subscriber/send-facebook-utility-message-template-by-user-id for a `UserId`.
        """
        return self._job(
            self._messages.send_facebook_utility_template,
            CONTACTS,
            people,
            journal,
            template,
            values,
            use_default_values=use_default_values,
        )

    def broadcast(
        self,
        people: Source[Person],
        sub_flow: SubFlowRef,
        *,
        broadcast_type: BroadcastType | None = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Start a sub flow for everybody, 200 to a request, as `broadcasts.send`.

        The platform queues each of these broadcasts: done says that it took them.

        POST /subscriber/broadcast
        """
        return self._job(
            self._broadcasts.send,
            SUBSCRIBER_LISTS,
            people,
            journal,
            sub_flow,
            broadcast_type=broadcast_type,
        )

    def broadcast_by_user_id(
        self,
        people: Source[Person],
        sub_flow: SubFlowRef,
        *,
        broadcast_type: BroadcastType | None = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Start a sub flow for everybody, 200 to a request, as `broadcasts.send_by_user_id`.

        Each is a user id as a text, for WhatsApp the number, or a mapping with "user_id".

        POST /subscriber/broadcast-by-user-id
        """
        return self._job(
            self._broadcasts.send_by_user_id,
            USER_ID_LISTS,
            people,
            journal,
            sub_flow,
            broadcast_type=broadcast_type,
        )

    def broadcast_whatsapp_template(
        self,
        people: Source[Person],
        template: WhatsAppTemplate,
        values: Values = None,
        *,
        use_default_values: bool | None = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody a WhatsApp template with the same values, 200 to a request.

        As `broadcasts.send_whatsapp_template_by_user_id`. Each is a number as a text, digits
        without "+", or a mapping with "user_id".

        POST /subscriber/broadcast-whatsapp-template-by-user-id
        """
        return self._job(
            self._broadcasts.send_whatsapp_template_by_user_id,
            USER_ID_LISTS,
            people,
            journal,
            template,
            values,
            use_default_values=use_default_values,
        )

    def broadcast_facebook_utility_template(
        self,
        people: Source[Person],
        template: FacebookTemplate,
        values: Values = None,
        *,
        use_default_values: bool | None = None,
        journal: JournalPath,
    ) -> AsyncBulkJob:
        """Send everybody a utility template with the same values, 200 to a request.

        As `broadcasts.send_facebook_utility_template_by_user_id`. Each is a user id as a text, or a
        mapping with "user_id".

        POST /subscriber/broadcast-facebook-utility-message-template-by-user-id
        """
        return self._job(
            self._broadcasts.send_facebook_utility_template_by_user_id,
            USER_ID_LISTS,
            people,
            journal,
            template,
            values,
            use_default_values=use_default_values,
        )

    @property
    def _subscribers(self) -> AsyncSubscribersAPI:
        return AsyncSubscribersAPI(self._transport)

    @property
    def _messages(self) -> AsyncMessagesAPI:
        return AsyncMessagesAPI(self._transport)

    @property
    def _broadcasts(self) -> AsyncBroadcastsAPI:
        return AsyncBroadcastsAPI(self._transport)

    def _job(
        self,
        method: Callable[..., Any],
        audience: RecipientKind,
        people: Source[Any],
        journal: JournalPath,
        *arguments: Any,
        **options: Any,
    ) -> AsyncBulkJob:
        task = Task(method, audience, arguments, options)
        return AsyncBulkJob(self._transport, task, people, journal)


def _kept(values: PerPerson[Iterable[T], Person], what: str) -> PerPerson[Iterable[T], Person]:
    """Values for everybody, of which an iterator would have none left after the first person."""
    return values if callable(values) else unique_list(values, what)
