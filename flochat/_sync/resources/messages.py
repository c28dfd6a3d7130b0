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

    A message cannot be unsent. None of these calls is repeated unless it is certain that nothing
    arrived; when it is not, they raise `OutcomeUnknownError`. An `Ack` says that the platform took
    the message, not that the channel delivered it.
    """

    def send_text(self, subscriber: SubscriberRef, content: str) -> Ack:
        """Send a text. POST /subscriber/send-text"""
        return self._action(
            "POST /subscriber/send-text",
            body={"user_ns": user_ns_of(subscriber), "content": check_text(content, "content")},
        )

    def send_sms(self, subscriber: SubscriberRef, content: str) -> Ack:
        """Send an SMS. POST /subscriber/send-sms"""
        return self._action(
            "POST /subscriber/send-sms",
            body={"user_ns": user_ns_of(subscriber), "content": check_text(content, "content")},
        )

    def send_email(
        self, subscriber: SubscriberRef, content: str, *, subject: str | None = None
    ) -> Ack:
        """Send an email. POST /subscriber/send-email"""
        body = {"user_ns": user_ns_of(subscriber), "content": check_text(content, "content")}
        if subject is not None:
            body["subject"] = check_text(subject, "subject")
        return self._action("POST /subscriber/send-email", body=body)

    def send_content(
        self, subscriber: SubscriberRef, content: Content, *, send_as_agent: bool = False
    ) -> Ack:
        """Send texts, media, cards, buttons and quick replies at once.

        `content` is built of the parts in `flochat.content`, which are checked when they are made.
        With `send_as_agent` it comes from an agent instead of the bot.

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

        `template` comes from `client.whatsapp_templates`; `values` are
        `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`. What the
        template asks for and is not given, and values that are empty or of several lines, are
        refused before anything is sent. To a `UserId("61412345678")` it can also be sent when
        nobody has that number yet: `create_if_not_found` makes them, with the names in `contact`.

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
        """Send a utility message template of Facebook, with its variables filled in.

        `template` comes from `client.facebook_templates`; `values` are
        `TemplateValues(body=["Ana", 7])`, or as on the wire, `{"BODY_{{1}}": "Ana"}`. What the
        template asks for and is not given is refused before anything is sent, unless
        `use_default_values` has the template's own stand in.

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

        `subscriber` is a subscriber, a `user_ns`, or a `UserId("61412345678")`; `sub_flow` a sub
        flow, its namespace (f12s34) or, except with a `UserId`, its name.

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
        """Start the main flow for a subscriber. POST /subscriber/send-main-flow"""
        return self._action(
            "POST /subscriber/send-main-flow", body={"user_ns": user_ns_of(subscriber)}
        )

    def send_node(self, subscriber: SubscriberRef, node_ns: str) -> Ack:
        """Start a flow at one of its nodes, `node_ns` of the form f12n34.

        POST /subscriber/send-node
        """
        return self._action(
            "POST /subscriber/send-node",
            body={"user_ns": user_ns_of(subscriber), "node_ns": node_ns_of(node_ns)},
        )
