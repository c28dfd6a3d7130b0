"""Message templates of WhatsApp and Facebook, which Meta has to approve."""

from __future__ import annotations

from collections.abc import Iterable

from ..._requests.references import identifier_of
from ..._requests.templates import new_template_body, pick_template
from ..._values.checks import check_text, check_texts
from ...models.base import Ack
from ...models.templates import FacebookTemplate, TemplateComponent, WhatsAppTemplate
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncWhatsAppTemplatesAPI(AsyncResource):
    """`client.whatsapp_templates`: templates that Meta approves. Needs the scope Manage Flow.

    They are for `client.messages.send_whatsapp_template` and the broadcasts of templates.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[WhatsAppTemplate]:
        """List the WhatsApp templates, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        POST /whatsapp-template/list, which only reads.
        """
        return self._list(
            "POST /whatsapp-template/list", WhatsAppTemplate, query=check_texts(name=name)
        )

    async def get(self, name: str, *, language: str | None = None) -> WhatsAppTemplate:
        """Return the template with that exact name.

        `name` is the exact name; `language` ("en", "pt_BR") chooses where it has several, and None
        does not. Raises `NotFoundError` when there is none, `AmbiguousMatchError` when there are
        several. Keep the template: a send with it costs one request.

        Example:
            welcome = await client.whatsapp_templates.get("welcome", language="en")

        POST /whatsapp-template/list, which only reads.
        """
        found = await self.list(name=check_text(name, "name")).to_list()
        return pick_template(found, name, language, operation="POST /whatsapp-template/list")

    async def create(
        self,
        name: str,
        *,
        language: str,
        category: str,
        components: Iterable[TemplateComponent],
    ) -> Ack:
        """Submit a template for approval.

        Args:
            name: the name of the template.
            language: its language, "en" or "pt_BR" for example.
            category: MARKETING, UTILITY or AUTHENTICATION.
            components: at least one `TemplateComponent` of the type BODY:
                `TemplateComponent(type="BODY", text="Hello {{1}}", example={"body_text":
                [["Ana"]]})`. Meta refuses a template whose variables have no examples.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        POST /whatsapp-template/create
        """
        body = new_template_body(name, language, components) | {
            "category": check_text(category, "category")
        }
        return await self._action("POST /whatsapp-template/create", body=body)

    async def delete(self, template: WhatsAppTemplate | str) -> Ack:
        """Delete `template`, a `WhatsAppTemplate` or its name, in all its languages.

        DELETE /whatsapp-template/delete
        """
        return await self._action(
            "DELETE /whatsapp-template/delete",
            body={"name": identifier_of(template, WhatsAppTemplate, "name")},
        )

    async def sync(self) -> Ack:
        """Have Flochat fetch the templates from Meta again. POST /whatsapp-template/sync"""
        return await self._action("POST /whatsapp-template/sync")


class AsyncFacebookTemplatesAPI(AsyncResource):
    """`client.facebook_templates`: Facebook utility templates. Needs the scope Manage Flow.

    They are for `client.messages.send_facebook_utility_template` and their broadcasts.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[FacebookTemplate]:
        """List the utility templates, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        POST /facebook-utility-message-template/list, which only reads.
        """
        return self._list(
            "POST /facebook-utility-message-template/list",
            FacebookTemplate,
            query=check_texts(name=name),
        )

    async def get(self, name: str, *, language: str | None = None) -> FacebookTemplate:
        """Return the template with that exact name.

        `name` is the exact name; `language` ("en", "pt_BR") chooses where it has several, and None
        does not. Raises `NotFoundError` when there is none, `AmbiguousMatchError` when there are
        several. Keep the template: a send with it costs one request.

        POST /facebook-utility-message-template/list, which only reads.
        """
        operation = "POST /facebook-utility-message-template/list"
        found = await self.list(name=check_text(name, "name")).to_list()
        return pick_template(found, name, language, operation=operation)

    async def create(
        self, name: str, *, language: str, components: Iterable[TemplateComponent]
    ) -> Ack:
        """Submit a template for approval.

        `name` is its name, `language` its language, "en" or "pt_BR" for example; `components` are
        `TemplateComponent`s, at least one of the type BODY: `TemplateComponent(type="BODY",
        text="Hello {{1}}", example={"body_text": [["Ana"]]})`. Meta refuses a template whose
        variables have no examples. Not retried: raises `OutcomeUnknownError` when no clear answer
        comes.

        POST /facebook-utility-message-template/create
        """
        body = new_template_body(name, language, components)
        return await self._action("POST /facebook-utility-message-template/create", body=body)

    async def delete(self, template: FacebookTemplate | str) -> Ack:
        """Delete `template`, a `FacebookTemplate` or its name.

        DELETE /facebook-utility-message-template/delete
        """
        return await self._action(
            "DELETE /facebook-utility-message-template/delete",
            body={"name": identifier_of(template, FacebookTemplate, "name")},
        )

    async def sync(self) -> Ack:
        """Have Flochat fetch the templates from Meta again.

        POST /facebook-utility-message-template/sync
        """
        return await self._action("POST /facebook-utility-message-template/sync")
