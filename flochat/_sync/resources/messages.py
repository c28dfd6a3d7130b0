# Derived by scripts/sync_twin.py from
# flochat/_async/resources/messages.py: edit that one.
"""Messages to one subscriber."""

from __future__ import annotations

from typing import Any

from ..._requests.batches import BatchForm
from ..._requests.content import Content, encode_content
from ..._requests.references import namespace_of
from ..._requests.sub_flows import SUB_FLOW, SubFlowRef, node_ns_of
from ..._requests.subscribers import SubscriberRef, user_ns_of
from ..._requests.templates import Values, encode_contact, facebook_content, whatsapp_content
from ..._values.checks import bool_to_int, bool_to_yes_no, check_text
from ..._values.identifiers import UserId
from ...errors import InvalidArgumentError
from ...models.base import Ack
from ...models.messages import Contact
from ...models.templates import FacebookTemplate, WhatsAppTemplate
from ..base import Resource


class MessagesAPI(Resource):
    """`client.messages`: messages to one subscriber. Needs the scope Manage Flow.

    A message cannot be unsent. These calls are retried only when it is certain that nothing
    arrived; when it is not certain, they raise `OutcomeUnknownError`. An `Ack` says that the
    platform accepted the message, not that the channel delivered it.
    """

    def send_text(self, subscriber: SubscriberRef, content: str) -> Ack:
        """Send a text.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `content` the text. Raises
        `OutcomeUnknownError` when it may have gone out.

        Example:
            client.messages.send_text(ana, "Hello Ana")

        POST /subscriber/send-text
        """
        return self._action(
            "POST /subscriber/send-text",
            body={"user_ns": user_ns_of(subscriber), "content": check_text(content, "content")},
        )

    def send_sms(self, subscriber: SubscriberRef, content: str) -> Ack:
        """Send an SMS.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `content` the text. Raises
        `OutcomeUnknownError` when it may have gone out.

        POST /subscriber/send-sms
        """
        return self._action(
            "POST /subscriber/send-sms",
            body={"user_ns": user_ns_of(subscriber), "content": check_text(content, "content")},
        )

    def send_email(
        self, subscriber: SubscriberRef, content: str, *, subject: str | None = None
    ) -> Ack:
        """Send an email.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34), `content` the text, `subject` its
        subject, and None gives none. Raises `OutcomeUnknownError` when it may have gone out.

        POST /subscriber/send-email
        """
        body = {"user_ns": user_ns_of(subscriber), "content": check_text(content, "content")}
        if subject is not None:
            body["subject"] = check_text(subject, "subject")
        return self._action("POST /subscriber/send-email", body=body)

    def send_content(
        self, subscriber: SubscriberRef, content: Content, *, send_as_agent: bool = False
    ) -> Ack:
        """Send texts, media, cards, buttons and quick replies at once.

        `subscriber` is a `Subscriber` or a `user_ns` (f12u34). `content` is a `Content`, whose
        parts are checked when they are made: at most ten messages, five actions and eleven quick
        replies. Buttons and quick replies that go to a node are "not supported in Public API" by
        the platform's pages (see `NodeButton`). With `send_as_agent` it comes from
        an agent instead of the bot. Raises `OutcomeUnknownError` when it may have gone out.

        Example:
            from flochat import Content, Text, UrlButton

            track = UrlButton("Track it", "https://example.com/orders/7")
            content = Content([Text("It is on its way", buttons=[track])])
            client.messages.send_content(ana, content)

        POST /subscriber/send-content
        """
        body: dict[str, Any] = {"user_ns": user_ns_of(subscriber), "data": encode_content(content)}
        if bool_to_int(send_as_agent, "send_as_agent"):
            body["send_as_agent"] = 1
        return self._action("POST /subscriber/send-content", body=body)

    def send_whatsapp_template(
        self,
        subscriber: SubscriberRef | UserId,
        template: WhatsAppTemplate,
        values: Values = None,
        *,
        create_if_not_found: bool | None = None,
        contact: Contact | None = None,
    ) -> Ack:
        """Send a WhatsApp template, with its variables filled in.

        To a `UserId` it can also be sent when nobody has that number yet.

        Args:
            subscriber: a `Subscriber`, a `user_ns` (f12u34), or a `UserId("61412345678")`.
            template: a `WhatsAppTemplate`, from `client.whatsapp_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                the template's `default_values` stand in for what is not given, and give the
                language. A variable of a button or header that is None is left dead.
            create_if_not_found: whether a number that nobody has becomes a subscriber, for a
                `UserId` only; None leaves it to the platform.
            contact: the names of such a new subscriber, a `Contact`; None gives none.

        Raises:
            InvalidArgumentError: the template asks for a value that is neither given nor among its
                default values, so that it would be refused or arrive with a dead button or header,
                or a value is empty or has several lines; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.

        Example:
            from flochat import TemplateValues

            welcome = client.whatsapp_templates.get("welcome")  # keep it for the next send
            client.messages.send_whatsapp_template(ana, welcome, TemplateValues(body=["Ana"]))

        POST /subscriber/send-whatsapp-template, or
        POST /subscriber/send-whatsapp-template-by-user-id for a `UserId`.
        """
        content = whatsapp_content(template, values)
        if isinstance(subscriber, UserId):
            body: dict[str, Any] = {
                "user_id": check_text(subscriber, "user_id"),
                "content": content,
            }
            if create_if_not_found is not None:
                body["create_if_not_found"] = bool_to_yes_no(
                    create_if_not_found, "create_if_not_found"
                )
            if contact is not None:
                body["contact"] = encode_contact(contact)
            return self._action("POST /subscriber/send-whatsapp-template-by-user-id", body=body)
        if create_if_not_found is not None or contact is not None:
            raise InvalidArgumentError("only a UserId can be created, and has a contact")
        return self._action(
            "POST /subscriber/send-whatsapp-template",
            body={"user_ns": user_ns_of(subscriber), "content": content},
        )

    def send_facebook_utility_template(
        self,
        subscriber: SubscriberRef | UserId,
        template: FacebookTemplate,
        values: Values = None,
        *,
        use_default_values: bool | None = None,
    ) -> Ack:
        """Send a Facebook utility message template, with its variables filled in.

        Args:
            subscriber: a `Subscriber`, a `user_ns` (f12u34), or a `UserId("61412345678")`.
            template: a `FacebookTemplate`, from `client.facebook_templates`.
            values: `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`;
                a variable of a button or header that is None is left dead.
            use_default_values: whether the template's own values stand in for what is not given.
                True also has the platform look for them; None takes those in the template's
                `default_values`, and every other variable must be given; False takes none.

        Raises:
            InvalidArgumentError: the template asks for a value that is not given; nothing was sent.
            OutcomeUnknownError: no clear answer came, so it may have gone out; it is not retried.

        POST /subscriber/send-facebook-utility-message-template, or
        POST /subscriber/send-facebook-utility-message-template-by-user-id for a `UserId`.
        """
        content = facebook_content(template, values, use_default_values=use_default_values)
        if isinstance(subscriber, UserId):
            return self._action(
                "POST /subscriber/send-facebook-utility-message-template-by-user-id",
                body={"user_id": check_text(subscriber, "user_id"), "content": content},
            )
        return self._action(
            "POST /subscriber/send-facebook-utility-message-template",
            body={"user_ns": user_ns_of(subscriber), "content": content},
        )

    def send_sub_flow(self, subscriber: SubscriberRef | UserId, sub_flow: SubFlowRef) -> Ack:
        """Start a sub flow for a subscriber.

        `subscriber` is a `Subscriber`, a `user_ns` (f12u34), or a `UserId("61412345678")`;
        `sub_flow` is a `SubFlow`, its namespace (f12s34) or, except with a `UserId`, its name.
        Raises `OutcomeUnknownError` when it may have started.

        Example:
            client.messages.send_sub_flow(ana, "Onboarding")

        POST /subscriber/send-sub-flow, POST /subscriber/send-sub-flow-by-flow-name for a name, or
        POST /subscriber/send-sub-flow-by-user-id for a `UserId`.
        """
        if isinstance(subscriber, UserId):
            return self._action(
                "POST /subscriber/send-sub-flow-by-user-id",
                body={
                    "user_id": check_text(subscriber, "user_id"),
                    "sub_flow_ns": namespace_of(sub_flow, SUB_FLOW),
                },
            )
        return self._one(
            sub_flow,
            SUB_FLOW,
            by_namespace=BatchForm("POST /subscriber/send-sub-flow", "sub_flow_ns"),
            by_name=BatchForm("POST /subscriber/send-sub-flow-by-flow-name", "flow_name"),
            common={"user_ns": user_ns_of(subscriber)},
        )

    def send_main_flow(self, subscriber: SubscriberRef) -> Ack:
        """Start the main flow for `subscriber`, a `Subscriber` or a `user_ns` (f12u34).

        Raises `OutcomeUnknownError` when it may have started.

        POST /subscriber/send-main-flow
        """
        return self._action(
            "POST /subscriber/send-main-flow", body={"user_ns": user_ns_of(subscriber)}
        )

    def send_node(self, subscriber: SubscriberRef, node_ns: str) -> Ack:
        """Start a flow for `subscriber` at one of its nodes, `node_ns` of the form f12n34.

        Raises `OutcomeUnknownError` when it may have started.

        POST /subscriber/send-node
        """
        return self._action(
            "POST /subscriber/send-node",
            body={"user_ns": user_ns_of(subscriber), "node_ns": node_ns_of(node_ns)},
        )
