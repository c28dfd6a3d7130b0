# Derived by scripts/sync_twin.py from
# flochat/_async/resources/bulk.py: edit that one.
"""Jobs for many people, kept in a journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ..._bulk.jobs import (
    CONTACTS,
    SUBSCRIBER_LISTS,
    SUBSCRIBERS,
    USER_ID_LISTS,
    WHATSAPP_CONTACTS,
    WHATSAPP_ID_LISTS,
    JournalPath,
    PerPerson,
    RecipientKind,
    new_subscriber_lists,
)
from ..._requests.broadcasts import BroadcastType
from ..._requests.content import Content
from ..._requests.fields import UserFieldKey, UserFieldRef
from ..._requests.sub_flows import SubFlowRef
from ..._requests.subscribers import LabelRef, SubscriberRef
from ..._requests.tags import TagRef
from ..._requests.templates import Values
from ..._sending.runtime_sync import Source as Source
from ..._values.checks import bool_to_int, unique_list
from ..._values.field_values import FieldValue
from ...models.messages import Contact
from ...models.subscribers import NewSubscriber
from ...models.templates import FacebookTemplate, WhatsAppTemplate
from ..base import Resource
from ..bulk_job import BulkJob, JobSpec
from .broadcasts import BroadcastsAPI
from .messages import MessagesAPI
from .subscribers import SubscribersAPI
from .table_lookup import TableLookup
from .upsert_job import UpsertJob

#: Somebody: a subscriber, a `user_ns` (f12u34), or a row that has one under "user_ns".
Person = TypeVar("Person", bound=SubscriberRef | Mapping[str, Any])
#: Somebody new: a `NewSubscriber`, or a row with the names of its fields.
NewPerson = TypeVar("NewPerson", bound=NewSubscriber | Mapping[str, Any])
T = TypeVar("T")


class BulkAPI(Resource):
    """`client.bulk`: jobs for many people, which survive interruption.

    Each method makes a job, and nothing happens before its `plan()` or `run()`. `people` is any
    iterable: a list, a generator, a pager, the rows of a CSV file. Each of them is a `Subscriber`,
    a `user_ns` (f12u34), or a mapping that has one under "user_ns". Duplicates are processed once.

    `journal` is the file that remembers what was done: the same call with the same journal resumes
    where the job was stopped. What must not be repeated, messages above all, goes out once or is
    reported as unknown. Needs the scope Manage Flow.

    An argument may be a function, which is called with each person as they were given: `lambda row:
    f"Hello {row['name']}"`.
    """

    def add_tags(
        self,
        people: Source[Person],
        tags: PerPerson[Iterable[TagRef], Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Add tags to everyone, as `subscribers.add_tags` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            tags: `Tag`s, namespaces (f12t34) or names. Or a function that returns them for each
                person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/add-tags and, for names, POST /subscriber/add-tags-by-name.
        """
        method = self._subscribers.add_tags
        return self._job(
            "subscribers.add_tags", method, SUBSCRIBERS, people, journal, _reusable(tags, "tags")
        )

    def remove_tags(
        self,
        people: Source[Person],
        tags: PerPerson[Iterable[TagRef], Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Remove tags from everyone, as `subscribers.remove_tags` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            tags: `Tag`s, namespaces (f12t34) or names. Or a function that returns them for each
                person.
            journal: the path of the SQLite file that remembers what was done.

        DELETE /subscriber/remove-tags and, for names, DELETE /subscriber/remove-tags-by-name.
        """
        method = self._subscribers.remove_tags
        return self._job(
            "subscribers.remove_tags", method, SUBSCRIBERS, people, journal, _reusable(tags, "tags")
        )

    def add_labels(
        self,
        people: Source[Person],
        labels: PerPerson[Iterable[LabelRef], Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Add labels to everyone, as `subscribers.add_labels` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            labels: `Label`s or names. Or a function that returns them for each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/add-labels-by-name
        """
        return self._job(
            "subscribers.add_labels",
            self._subscribers.add_labels,
            SUBSCRIBERS,
            people,
            journal,
            _reusable(labels, "labels"),
        )

    def remove_labels(
        self,
        people: Source[Person],
        labels: PerPerson[Iterable[LabelRef], Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Remove labels from everyone, as `subscribers.remove_labels` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            labels: `Label`s or names. Or a function that returns them for each person.
            journal: the path of the SQLite file that remembers what was done.

        DELETE /subscriber/remove-labels-by-name
        """
        return self._job(
            "subscribers.remove_labels",
            self._subscribers.remove_labels,
            SUBSCRIBERS,
            people,
            journal,
            _reusable(labels, "labels"),
        )

    def set_fields(
        self,
        people: Source[Person],
        values: PerPerson[Mapping[UserFieldKey, FieldValue], Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Set user fields for everyone, as `subscribers.set_fields` does: one request per person.

        An empty text empties the field, in a second request.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            values: maps user fields, namespaces (f12v34) or names to values. Or a function that
                returns them for each person.
            journal: the path of the SQLite file that remembers what was done.

        Example:
            rows = [{"user_ns": ana.user_ns, "points": "7"}]
            job = client.bulk.set_fields(
                rows, lambda row: {"Points": row["points"]}, journal="points.sqlite"
            )
            report = job.run()

        PUT /subscriber/set-user-fields and, for names, PUT /subscriber/set-user-fields-by-name; for
        empty texts DELETE /subscriber/clear-user-fields and /subscriber/clear-user-fields-by-name.
        """
        return self._job(
            "subscribers.set_fields",
            self._subscribers._set_fields,
            SUBSCRIBERS,
            people,
            journal,
            values,
        )

    def clear_fields(
        self,
        people: Source[Person],
        fields: PerPerson[Iterable[UserFieldRef], Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Empty user fields for everyone, as `subscribers.clear_fields` does.

        One request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            fields: `UserField`s, namespaces (f12v34) or names. Or a function that returns them for
                each person.
            journal: the path of the SQLite file that remembers what was done.

        DELETE /subscriber/clear-user-fields and, for names,
        DELETE /subscriber/clear-user-fields-by-name.
        """
        return self._job(
            "subscribers.clear_fields",
            self._subscribers.clear_fields,
            SUBSCRIBERS,
            people,
            journal,
            _reusable(fields, "fields"),
        )

    def create(self, people: Source[NewPerson], *, journal: JournalPath) -> BulkJob:
        """Create everyone, 100 per request, as `subscribers.create_many` does.

        Each of `people` is a `NewSubscriber`, or a mapping with the names of its fields, in which
        empty texts count as not given. People with the same phone, compared as
        `flochat.phones.same` does, or without one the same email, count as one.
        `journal` is the path of the SQLite file that remembers what was done.

        Example:
            rows = [{"phone": "+61412345678", "first_name": "Ana", "email": ""}]
            report = client.bulk.create(rows, journal="new.sqlite").run()

        POST /subscriber/create-many
        """
        recipients = new_subscriber_lists(self._transport.settings.default_country)
        method = self._subscribers.create_many
        spec = JobSpec("subscribers.create_many", method, recipients, (), {}, takes_fields=True)
        return BulkJob._make(self._transport, spec, people, journal)

    def upsert(
        self,
        people: Source[NewPerson],
        *,
        update_profile: bool = False,
        journal: JournalPath,
    ) -> BulkJob:
        """Find or create everyone, then give them the fields and tags that they lack.

        Nobody is created twice, and nobody is taken for somebody else: people are known by their
        `user_ns` or `user_id` where the table has them, or else by their phone, compared as
        `subscribers.find` does, or else by their email. Where it takes fewer requests than one for
        each, all people of the flow are read at once; new people are created 100 per request, and
        alone if they have more than ten tags or fields, or an email that somebody else may have.
        What somebody has already is not sent. Tags that the flow lacks are created.

        An upsert that was cut off while people were created looks for them in the next run; who is
        not found stays `unknown`, and is created again only by `run(resend_unknown=True)`.

        Args:
            people: a `flochat.tables.People`; or an iterable whose items are `NewSubscriber`s, or
                mappings with the names of its fields, such as the rows of a CSV file, in which an
                empty text counts as not given.
            update_profile: whether names, gender, image, and the email of who is known by a phone,
                are changed for people who are there; False leaves them as they are.
            journal: the path of the SQLite file that remembers what was done.

        Example:
            from flochat.tables import People

            people = People("people.csv", country="AU", dayfirst=True)
            report = client.bulk.upsert(people, journal="people.sqlite").run()

        GET /flow/user-fields, GET /flow/tags, GET /subscribers,
        GET /subscriber/get-info-by-user-id, POST /subscriber/create-many, POST /subscriber/create,
        PUT /subscriber/update, PUT /subscriber/set-user-fields, POST /subscriber/add-tags, ...
        """
        updates_profile = bool_to_int(update_profile, "update_profile") == 1
        return UpsertJob._of(self._transport, people, journal, updates_profile=updates_profile)

    def delete(self, people: Source[Person], *, journal: JournalPath) -> BulkJob:
        """Delete everyone, as `subscribers.delete` does: one request per person.

        Each of `people` is a `Subscriber`, a `user_ns` (f12u34), or a mapping with "user_ns";
        somebody who does not exist counts as done. `journal` is the path of the SQLite file that
        remembers what was done.

        DELETE /subscriber/delete
        """
        return self._job(
            "subscribers.delete", self._subscribers.delete, SUBSCRIBERS, people, journal
        )

    def send_text(
        self,
        people: Source[Person],
        content: PerPerson[str, Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Send everyone a text, as `messages.send_text` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            content: the text. Or a function that returns it for each person.
            journal: the path of the SQLite file that remembers what was done.

        Example:
            rows = [{"user_ns": ana.user_ns, "name": "Ana"}]
            job = client.bulk.send_text(
                rows, lambda row: f"Hello {row['name']}", journal="hello.sqlite"
            )
            report = job.run()

        POST /subscriber/send-text
        """
        return self._job(
            "messages.send_text", self._messages.send_text, SUBSCRIBERS, people, journal, content
        )

    def send_sms(
        self,
        people: Source[Person],
        content: PerPerson[str, Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Send everyone an SMS, as `messages.send_sms` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            content: the text. Or a function that returns it for each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-sms
        """
        return self._job(
            "messages.send_sms", self._messages.send_sms, SUBSCRIBERS, people, journal, content
        )

    def send_email(
        self,
        people: Source[Person],
        content: PerPerson[str, Person],
        *,
        subject: PerPerson[str | None, Person] = None,
        journal: JournalPath,
    ) -> BulkJob:
        """Send everyone an email, as `messages.send_email` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            content: the text. Or a function that returns it for each person.
            subject: the subject, or None for none given. Or a function that returns it for each
                person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-email
        """
        method = self._messages.send_email
        return self._job(
            "messages.send_email", method, SUBSCRIBERS, people, journal, content, subject=subject
        )

    def send_content(
        self,
        people: Source[Person],
        content: PerPerson[Content, Person],
        *,
        send_as_agent: bool = False,
        journal: JournalPath,
    ) -> BulkJob:
        """Send everyone dynamic content, as `messages.send_content` does: one request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            content: a `Content`. Or a function that returns it for each person.
            send_as_agent: whether it comes from an agent instead of the bot.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-content
        """
        return self._job(
            "messages.send_content",
            self._messages.send_content,
            SUBSCRIBERS,
            people,
            journal,
            content,
            send_as_agent=send_as_agent,
        )

    def send_sub_flow(
        self,
        people: Source[Person],
        sub_flow: PerPerson[SubFlowRef, Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Start a sub flow for everyone, as `messages.send_sub_flow` does: one request per person.

        `broadcast` does it with one request for 200.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), a `UserId("61412345678")`, or a mapping with "user_ns" or
                "user_id".
            sub_flow: a `SubFlow`, its namespace (f12s34) or, except for a `UserId`, its name. Or a
                function that returns it for each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-sub-flow, POST /subscriber/send-sub-flow-by-flow-name for a name, or
        POST /subscriber/send-sub-flow-by-user-id for a `UserId`.
        """
        return self._job(
            "messages.send_sub_flow",
            self._messages.send_sub_flow,
            CONTACTS,
            people,
            journal,
            sub_flow,
        )

    def send_main_flow(self, people: Source[Person], *, journal: JournalPath) -> BulkJob:
        """Start the main flow for everyone, as `messages.send_main_flow` does.

        One request per person. Each of `people` is a `Subscriber`, a `user_ns` (f12u34), or a
        mapping with "user_ns". `journal` is the path of the SQLite file that remembers what was
        done.

        POST /subscriber/send-main-flow
        """
        return self._job(
            "messages.send_main_flow", self._messages.send_main_flow, SUBSCRIBERS, people, journal
        )

    def send_node(
        self,
        people: Source[Person],
        node_ns: PerPerson[str, Person],
        *,
        journal: JournalPath,
    ) -> BulkJob:
        """Start a flow at a node for everyone, as `messages.send_node` does.

        One request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            node_ns: the node (f12n34). Or a function that returns it for each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-node
        """
        return self._job(
            "messages.send_node", self._messages.send_node, SUBSCRIBERS, people, journal, node_ns
        )

    def send_whatsapp_template(
        self,
        people: Source[Person],
        template: WhatsAppTemplate,
        values: PerPerson[Values, Person] = None,
        *,
        create_if_not_found: bool | None = None,
        contact: PerPerson[Contact | None, Person] = None,
        journal: JournalPath,
    ) -> BulkJob:
        """Send everyone a WhatsApp template, as `messages.send_whatsapp_template` does.

        One request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), a `UserId("61412345678")`, or a mapping with "user_ns" or
                "user_id".
            template: a `WhatsAppTemplate`, from `client.whatsapp_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                None when the template has no variables. Or a function that returns them for each
                person.
            create_if_not_found: whether a number that nobody has yet becomes a subscriber, for a
                `UserId` only; None leaves it to the platform.
            contact: the names of such a new subscriber, a `Contact`, or None. Or a function that
                returns it for each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-whatsapp-template, or
        POST /subscriber/send-whatsapp-template-by-user-id for a `UserId`.
        """
        return self._job(
            "messages.send_whatsapp_template",
            self._messages.send_whatsapp_template,
            WHATSAPP_CONTACTS,
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
    ) -> BulkJob:
        """Send everyone a utility template, as `messages.send_facebook_utility_template` does.

        One request per person.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), a `UserId("61412345678")`, or a mapping with "user_ns" or
                "user_id".
            template: a `FacebookTemplate`, from `client.facebook_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                None when the template has no variables. Or a function that returns them for each
                person.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/send-facebook-utility-message-template, or
        POST /subscriber/send-facebook-utility-message-template-by-user-id for a `UserId`.
        """
        return self._job(
            "messages.send_facebook_utility_template",
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
    ) -> BulkJob:
        """Start a sub flow for everyone, 200 per request, as `broadcasts.send` does.

        The platform queues each of these broadcasts: done means that the platform accepted it.

        Args:
            people: a list, a generator, a pager or the rows of a CSV file; each a `Subscriber`, a
                `user_ns` (f12u34), or a mapping with "user_ns".
            sub_flow: a `SubFlow` or its namespace (f12s34).
            broadcast_type: EMAIL, SMS, WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION; None for the
                channel of each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/broadcast
        """
        return self._job(
            "broadcasts.send",
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
    ) -> BulkJob:
        """Start a sub flow for everyone, 200 per request, as `broadcasts.send_by_user_id` does.

        Args:
            people: a list, a generator or the rows of a CSV file; each a user id as a text, for
                WhatsApp the number, or a mapping with "user_id".
            sub_flow: a `SubFlow` or its namespace (f12s34).
            broadcast_type: EMAIL, SMS, WHATSAPP_TEMPLATE or FACEBOOK_NOTIFICATION; None for the
                channel of each person.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/broadcast-by-user-id
        """
        return self._job(
            "broadcasts.send_by_user_id",
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
    ) -> BulkJob:
        """Send everyone a WhatsApp template with the same values, 200 per request.

        As `broadcasts.send_whatsapp_template_by_user_id` does.

        Args:
            people: a list, a generator or the rows of a CSV file; each a number as a text, digits
                without "+", or a mapping with "user_id".
            template: a `WhatsAppTemplate`, from `client.whatsapp_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                None when the template has no variables.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/broadcast-whatsapp-template-by-user-id
        """
        return self._job(
            "broadcasts.send_whatsapp_template_by_user_id",
            self._broadcasts.send_whatsapp_template_by_user_id,
            WHATSAPP_ID_LISTS,
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
    ) -> BulkJob:
        """Send everyone a utility template with the same values, 200 per request.

        As `broadcasts.send_facebook_utility_template_by_user_id` does.

        Args:
            people: a list, a generator or the rows of a CSV file; each a user id as a text, or a
                mapping with "user_id".
            template: a `FacebookTemplate`, from `client.facebook_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                None when the template has no variables.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.
            journal: the path of the SQLite file that remembers what was done.

        POST /subscriber/broadcast-facebook-utility-message-template-by-user-id
        """
        return self._job(
            "broadcasts.send_facebook_utility_template_by_user_id",
            self._broadcasts.send_facebook_utility_template_by_user_id,
            USER_ID_LISTS,
            people,
            journal,
            template,
            values,
            use_default_values=use_default_values,
        )

    @property
    def _subscribers(self) -> SubscribersAPI:
        return SubscribersAPI(self._transport)

    @property
    def _messages(self) -> MessagesAPI:
        return MessagesAPI(self._transport)

    @property
    def _broadcasts(self) -> BroadcastsAPI:
        return BroadcastsAPI(self._transport)

    def _job(
        self,
        name: str,
        method: Callable[..., Any],
        recipients: RecipientKind,
        people: Source[Any],
        journal: JournalPath,
        *arguments: Any,
        **options: Any,
    ) -> BulkJob:
        """A job; `name` is stored in its journal, so it stays when the method is renamed."""
        by_user_ns = "user_ns" in recipients.columns
        lookup = TableLookup(self._transport) if by_user_ns else None
        spec = JobSpec(name, method, recipients, arguments, options, lookup=lookup)
        return BulkJob._make(self._transport, spec, people, journal)


def _reusable(values: PerPerson[Iterable[T], Person], what: str) -> PerPerson[Iterable[T], Person]:
    """Values that can be used for each person; an iterator would be empty after the first."""
    return values if callable(values) else unique_list(values, what)
