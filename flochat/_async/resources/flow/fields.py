"""User fields and bot fields of the flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...._requests.batches import BatchForm, single_request
from ...._requests.bodies import BodySchema, creation_body, encode_with, update_body
from ...._requests.fields import (
    BOT_FIELD,
    FIELD,
    SETTLE_SECONDS,
    USER_FIELD,
    BotFieldKey,
    BotFieldRef,
    ReadBack,
    UserFieldRef,
    bot_field_requests,
    not_all_matched,
)
from ...._requests.references import namespace_of
from ...._values.checks import check_text, check_texts
from ...._values.field_values import (
    FieldValue,
    encode_field_value,
    encode_field_values,
    encode_value_for,
)
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.fields import BotField, UserField
from ...base import AsyncResource
from ...pager import AsyncPager

#: What can be changed of a user field.
_RENAMING: Final[BodySchema] = {
    "name": encode_with(check_text),
    "display_type": encode_with(check_text),
}


class AsyncUserFieldsAPI(AsyncResource):
    """`client.flow.user_fields`: the custom fields of subscribers. Needs the scope Manage Flow.

    Their values are set on a subscriber: `client.subscribers.set_fields(...)`.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[UserField]:
        """List the user fields, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/user-fields
        """
        return self._list("GET /flow/user-fields", UserField, query=check_texts(name=name))

    async def create(
        self,
        name: str,
        var_type: str = "text",
        *,
        value: FieldValue = "",
        description: str | None = None,
    ) -> UserField:
        """Create a user field.

        Args:
            name: what the field is called.
            var_type: text, number, boolean, date, datetime, array (JSON) or longtext.
            value: what the field starts with, a value that fits `var_type`.
            description: what the field is for; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            level = await client.flow.user_fields.create("Level", "number", value=1)

        POST /flow/create-user-field
        """
        return await self._record(
            "POST /flow/create-user-field",
            UserField,
            body=_new_field(name, var_type, value, description),
        )

    async def update(
        self,
        field: UserFieldRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        display_type: str | NotGiven = NOT_GIVEN,
    ) -> Ack:
        """Rename a user field, or change how it is shown.

        `field` is a `UserField` or its namespace (f12v34), and the API does not take a name here.
        `name` is its new name, `display_type` how it is shown, as a text; NOT_GIVEN leaves each.

        POST /flow/update-user-field
        """
        body = {"var_ns": namespace_of(field, USER_FIELD)}
        body |= update_body(_RENAMING, name=name, display_type=display_type)
        return await self._action("POST /flow/update-user-field", body=body)

    async def delete(self, field: UserFieldRef) -> Ack:
        """Delete a user field, and everyone's value of it.

        `field` is a `UserField`, its namespace (f12v34) or its name.

        DELETE /flow/delete-user-field, or DELETE /flow/delete-user-field-by-name for a name.
        """
        return await self._one(
            field,
            USER_FIELD,
            by_namespace=BatchForm("DELETE /flow/delete-user-field", "var_ns"),
            by_name=BatchForm("DELETE /flow/delete-user-field-by-name", "name"),
        )


class AsyncBotFieldsAPI(AsyncResource):
    """`client.flow.bot_fields`: the variables of the flow itself. Needs the scope Manage Flow."""

    def list(self, *, name: str | None = None) -> AsyncPager[BotField]:
        """List the bot fields with their values, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/bot-fields
        """
        return self._list("GET /flow/bot-fields", BotField, query=check_texts(name=name))

    async def create(
        self,
        name: str,
        var_type: str = "text",
        *,
        value: FieldValue = "",
        description: str | None = None,
    ) -> BotField:
        """Create a bot field.

        Args:
            name: what the field is called.
            var_type: text, number, boolean, date, datetime, array (JSON) or longtext.
            value: the value of the field, one that fits `var_type`.
            description: what the field is for; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        POST /flow/create-bot-field
        """
        return await self._record(
            "POST /flow/create-bot-field",
            BotField,
            body=_new_field(name, var_type, value, description),
        )

    async def update(self, field: BotFieldRef, value: FieldValue) -> BotField:
        """Set one bot field, and return it as it is now.

        `field` is a `BotField`, its namespace (f12v34) or its name; `value` is as in `set`. Several
        fields cost less with `set`: twenty go in one request.

        PUT /flow/set-bot-field, or PUT /flow/set-bot-field-by-name for a name.
        """
        part = single_request(
            field,
            BOT_FIELD,
            by_namespace=BatchForm("PUT /flow/set-bot-field", "var_ns"),
            by_name=BatchForm("PUT /flow/set-bot-field-by-name", "name"),
            common={"value": encode_value_for(field, value)},
        )
        return await self._record(part.operation, BotField, body=part.body)

    async def set(self, values: Mapping[BotFieldKey, FieldValue], *, verify: bool = False) -> Ack:
        """Set bot fields, twenty per request.

        `values` maps a bot field, its namespace (f12v34) or its name to the value: text, numbers,
        flags, dates, aware datetimes, lists and mappings. Raises `BatchError` when one of several
        requests fails.

        The service cuts what is too long, or ignores it, and says ok all the same. With `verify`
        the fields are read back, 100 per request, once more after 1.5 seconds when they differ, and
        `ReadBackError` says which do not hold what was sent. Without it, the fields of a request of
        which the service says that it matched fewer are read back once, after 1.5 seconds.

        Nothing empties a bot field but an empty text, which some hosts refuse: each goes in a
        request of its own, after the rest, and a `BatchError` says which were refused.

        Example:
            await client.flow.bot_fields.set({"Opening hours": "9 to 6"}, verify=True)

        PUT /flow/set-bot-fields and, for names, PUT /flow/set-bot-fields-by-name; to verify
        or in doubt, GET /flow/bot-fields.
        """
        sent = encode_field_values(values)
        requests = bot_field_requests(
            sent,
            by_namespace=BatchForm("PUT /flow/set-bot-fields", "var_ns"),
            by_name=BatchForm("PUT /flow/set-bot-fields-by-name", "name"),
        )
        ack = await self._batch(requests)
        if verify and sent:
            await self._verify(sent)
        elif doubtful := not_all_matched(requests, ack):
            await self._transport.runtime.sleep(SETTLE_SECONDS)
            (await self._read_back({field: sent[field] for field in doubtful})).check()
        return ack

    async def delete(self, field: BotFieldRef) -> Ack:
        """Delete a bot field.

        `field` is a `BotField`, its namespace (f12v34) or its name.

        DELETE /flow/delete-bot-field, or DELETE /flow/delete-bot-field-by-name for a name.
        """
        return await self._one(
            field,
            BOT_FIELD,
            by_namespace=BatchForm("DELETE /flow/delete-bot-field", "var_ns"),
            by_name=BatchForm("DELETE /flow/delete-bot-field-by-name", "name"),
        )

    async def _verify(self, sent: Mapping[BotFieldKey, str]) -> None:
        """Read back what was set; it may be applied only a moment later."""
        if (await self._read_back(sent)).differing():
            await self._transport.runtime.sleep(SETTLE_SECONDS)
            (await self._read_back(sent)).check()

    async def _read_back(self, sent: Mapping[BotFieldKey, str]) -> ReadBack:
        reading = ReadBack(sent)
        async for field in self.list():
            reading.feed(field)
            if not reading.has_more:
                break
        return reading


def _new_field(
    name: str, var_type: str, value: FieldValue, description: str | None
) -> dict[str, Any]:
    """The body that makes a field; the service wants a value even where there is none."""
    fitting = encode_field_value(value, var_type=check_text(var_type, "var_type"))
    return creation_body(
        FIELD, name=name, var_type=var_type, value=fitting, description=description
    )
