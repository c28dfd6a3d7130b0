"""User fields and bot fields, and the values that people have in user fields."""

from __future__ import annotations

import json
from functools import partial
from itertools import accumulate
from typing import Any, Final

from flochat.identifiers import FIELD

from ..answers import Answer, Invalid, answer, ok
from ..kinds import BOT_FIELDS, SUBSCRIBERS, USER_FIELDS, ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..store import Row, Store

#: How much of a value is kept: of an `array` as JSON escapes it, of all others as it is.
MAX_ESCAPED_CHARACTERS: Final = 20_000
MAX_CHARACTERS: Final = 500_000

_GIVEN: Final = ("name", "var_type", "description", "value", "is_template_field")
_COLUMNS: Final = ", ".join(("var_ns", *_GIVEN))


def list_fields(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    listing = Listing(kind.table, _COLUMNS, NAME_FILTER)
    return list_page(request, store, listing, finish=_as_records)


def create_field(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    kind.check_free(name, store)
    given: Row = {key: request.json[key] for key in _GIVEN if key in request.json}
    var_ns = insert(kind, given | {"name": name}, store)
    return ok(data=request.profile.shape(_record(kind, var_ns, store)))


def update_user_field(request: SandboxRequest, store: Store) -> Answer:
    var_ns = USER_FIELDS.named_in(request.json, "var_ns", store)
    # How a field is displayed (`display_type`) is taken and shows nowhere: no answer has it.
    if "name" in request.json:
        _rename(var_ns, request.text("name").strip(), store)
    return ok()


def set_bot_field(wire: str, request: SandboxRequest, store: Store) -> Answer:
    var_ns = set_bot_value(wire, request.json, store)
    return answer(request.profile.shape(_record(BOT_FIELDS, var_ns, store)))


def set_bot_fields(wire: str, request: SandboxRequest, store: Store) -> Answer:
    for entry in request.entries():
        set_bot_value(wire, entry, store)
    return ok()


def set_user_fields(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        var_ns = USER_FIELDS.named_in(entry, wire, store)
        set_value(user_ns, var_ns, value_of(entry), store)
    return ok()


def clear_user_fields(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    for entry in request.entries():
        clear_value(user_ns, USER_FIELDS.named_in(entry, wire, store), store)
    return ok()


def insert(kind: ResourceKind, field: Row, store: Store) -> str:
    """Make a field of `name`, `var_type`, `value` and what else is given; its identifier."""
    var_ns = store.new_ns(FIELD)
    value = kept(field["value"], field["var_type"])
    store.insert(kind.table, field | {"var_ns": var_ns, "value": value})
    return var_ns


def set_value(user_ns: str, var_ns: str, value: str, store: Store) -> None:
    """Give a person a value in a user field."""
    var_type = _var_type(USER_FIELDS, var_ns, store)
    store.run(
        "INSERT OR REPLACE INTO subscriber_fields VALUES (?, ?, ?)",
        (user_ns, var_ns, kept(value, var_type)),
    )


def set_bot_value(wire: str, entry: dict[str, Any], store: Store) -> str:
    """Give a bot field, named by a key, the value of an entry; its identifier."""
    var_ns: str = BOT_FIELDS.named_in(entry, wire, store)
    value = kept(value_of(entry), _var_type(BOT_FIELDS, var_ns, store))
    store.run("UPDATE bot_fields SET value = ? WHERE var_ns = ?", (value, var_ns))
    return var_ns


def clear_value(user_ns: str, var_ns: str, store: Store) -> None:
    """Take a person's value in a user field away."""
    store.run("DELETE FROM subscriber_fields WHERE user_ns = ? AND var_ns = ?", (user_ns, var_ns))


def value_of(entry: dict[str, Any]) -> str:
    """The value of an entry; the contract does not demand it of the items of a list."""
    if "value" not in entry:
        raise Invalid({"value": ["value is required."]})
    value: str = entry["value"]
    return value


def kept(value: str, var_type: str) -> str:
    """What the platform keeps of a value, without a word about the rest."""
    value = value.removesuffix("\n")
    if var_type != "array":
        return value[:MAX_CHARACTERS]
    lengths = accumulate(map(_escaped_length, value[:MAX_ESCAPED_CHARACTERS]))
    return value[: sum(length <= MAX_ESCAPED_CHARACTERS for length in lengths)]


def _escaped_length(text: str) -> int:
    return len(json.dumps(text)) - len('""')


def _rename(var_ns: str, name: str, store: Store) -> None:
    if USER_FIELDS.find("name", name, store) != var_ns:
        USER_FIELDS.check_free(name, store)
    store.run("UPDATE user_fields SET name = ? WHERE var_ns = ?", (name, var_ns))


def _var_type(kind: ResourceKind, var_ns: str, store: Store) -> str:
    found: str = store.value(f"SELECT var_type FROM {kind.table} WHERE var_ns = ?", (var_ns,))
    return found


def _record(kind: ResourceKind, var_ns: str, store: Store) -> Row:
    query = f"SELECT {_COLUMNS} FROM {kind.table} WHERE var_ns = ?"
    return _as_records(store.rows(query, (var_ns,)))[0]


def _as_records(rows: list[Row]) -> list[Row]:
    return [row | {"is_template_field": bool(row["is_template_field"])} for row in rows]


ROUTES: Final[dict[str, Handler]] = {
    "GET /flow/user-fields": partial(list_fields, USER_FIELDS),
    "POST /flow/create-user-field": partial(create_field, USER_FIELDS),
    "POST /flow/update-user-field": update_user_field,
    "DELETE /flow/delete-user-field": partial(USER_FIELDS.delete, "var_ns"),
    "DELETE /flow/delete-user-field-by-name": partial(USER_FIELDS.delete, "name"),
    "GET /flow/bot-fields": partial(list_fields, BOT_FIELDS),
    "POST /flow/create-bot-field": partial(create_field, BOT_FIELDS),
    "PUT /flow/set-bot-field": partial(set_bot_field, "var_ns"),
    "PUT /flow/set-bot-field-by-name": partial(set_bot_field, "name"),
    "PUT /flow/set-bot-fields": partial(set_bot_fields, "var_ns"),
    "PUT /flow/set-bot-fields-by-name": partial(set_bot_fields, "name"),
    "DELETE /flow/delete-bot-field": partial(BOT_FIELDS.delete, "var_ns"),
    "DELETE /flow/delete-bot-field-by-name": partial(BOT_FIELDS.delete, "name"),
    "PUT /subscriber/set-user-field": partial(set_user_fields, "var_ns"),
    "PUT /subscriber/set-user-field-by-name": partial(set_user_fields, "field_name"),
    "PUT /subscriber/set-user-fields": partial(set_user_fields, "var_ns"),
    "PUT /subscriber/set-user-fields-by-name": partial(set_user_fields, "name"),
    "DELETE /subscriber/clear-user-field": partial(clear_user_fields, "var_ns"),
    "DELETE /subscriber/clear-user-field-by-name": partial(clear_user_fields, "field_name"),
    "DELETE /subscriber/clear-user-fields": partial(clear_user_fields, "var_ns"),
    "DELETE /subscriber/clear-user-fields-by-name": partial(clear_user_fields, "name"),
}
