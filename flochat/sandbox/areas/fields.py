"""User fields and bot fields, and the values that people have in user fields."""

from __future__ import annotations

import json
from functools import partial
from itertools import accumulate
from typing import Any, Final

from ..._values.identifiers import FIELD
from ..answers import Answer, Invalid, ok, one
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store

_FIELD_COLUMNS: Final = """
    var_ns TEXT PRIMARY KEY, name TEXT NOT NULL, var_type TEXT NOT NULL, description TEXT,
    value TEXT NOT NULL, is_template_field INTEGER NOT NULL DEFAULT FALSE
"""

TABLES: Final = f"""
CREATE TABLE user_fields ({_FIELD_COLUMNS});
CREATE TABLE bot_fields ({_FIELD_COLUMNS});
CREATE TABLE subscriber_fields (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    var_ns TEXT REFERENCES user_fields ON DELETE CASCADE,
    value TEXT NOT NULL, PRIMARY KEY (user_ns, var_ns)
);
"""

_FIELD_NAMES: Final = {"var_ns": "var_ns", "name": "name", "field_name": "name"}
USER_FIELDS: Final = ResourceKind("user field", "user_fields", "var_ns", _FIELD_NAMES)
BOT_FIELDS: Final = ResourceKind("bot field", "bot_fields", "var_ns", _FIELD_NAMES)

#: How much of a value is stored: of an `array` as JSON escapes it, of all others as it is.
MAX_ESCAPED_CHARACTERS: Final = 20_000
MAX_CHARACTERS: Final = 500_000

_BODY_KEYS: Final = ("name", "var_type", "description", "value", "is_template_field")
_COLUMNS: Final = ", ".join(("var_ns", *_BODY_KEYS))


def list_fields(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    listing = Listing(kind.table, _COLUMNS, NAME_FILTER)
    return list_page(request, store, listing, finish=_as_records)


def create_field(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    columns: Row = {key: request.json[key] for key in _BODY_KEYS if key in request.json}
    var_ns = kind.with_name(name, store) or insert(kind, columns | {"name": name}, store)
    return one(request.profile.shape(_record(kind, var_ns, store)))


def update_user_field(request: SandboxRequest, store: Store) -> Answer:
    var_ns = USER_FIELDS.named_in(request.json, "var_ns", store)
    # How a field is displayed (`display_type`) is accepted but never visible: no answer has it.
    if "name" in request.json:
        _rename(var_ns, request.text("name").strip(), store)
    return ok()


def set_bot_field(wire: str, request: SandboxRequest, store: Store) -> Answer:
    check_not_refused(request.json, request.habits["empty_bot_value"])
    var_ns = set_bot_value(wire, request.json, store)
    return one(request.profile.shape(_record(BOT_FIELDS, var_ns, store)), form="bare")


def set_bot_fields(wire: str, request: SandboxRequest, store: Store) -> Answer:
    entries, habit = request.entries(), request.habits["unknown_bot_field"]
    if habit != "refused":
        entries = [entry for entry in entries if BOT_FIELDS.is_there(entry, wire, store)]

    def write(entry: dict[str, Any]) -> None:
        check_not_refused(entry, request.habits["empty_bot_value"])
        set_bot_value(wire, entry, store)

    request.each(entries, write)
    return ok(matched_items=len(entries)) if habit == "counted" else ok()


def insert(kind: ResourceKind, field: Row, store: Store) -> str:
    """Create a field of `name`, `var_type`, `value` and other columns; returns its `var_ns`."""
    var_ns = store.new_ns(FIELD)
    value = stored_value(field["value"], field["var_type"], store)
    store.insert(kind.table, field | {"var_ns": var_ns, "value": value})
    return var_ns


def set_value(user_ns: str, var_ns: str, value: str, store: Store) -> None:
    """Give a person a value in a user field."""
    var_type = _var_type(USER_FIELDS, var_ns, store)
    store.run(
        "INSERT OR REPLACE INTO subscriber_fields VALUES (?, ?, ?)",
        (user_ns, var_ns, stored_value(value, var_type, store)),
    )


def set_bot_value(wire: str, entry: dict[str, Any], store: Store) -> str:
    """Give a bot field, named by a key, the value of an entry; returns its identifier."""
    var_ns: str = BOT_FIELDS.named_in(entry, wire, store)
    value = stored_value(value_of(entry), _var_type(BOT_FIELDS, var_ns, store), store)
    store.run("UPDATE bot_fields SET value = ? WHERE var_ns = ?", (value, var_ns))
    return var_ns


def clear_value(user_ns: str, var_ns: str, store: Store) -> bool:
    """Remove a person's value in a user field; whether they had one."""
    value = (user_ns, var_ns)
    return store.run("DELETE FROM subscriber_fields WHERE user_ns = ? AND var_ns = ?", value) > 0


def value_of(entry: dict[str, Any]) -> str:
    """The value of an entry; the contract does not require it of the items of a list."""
    if "value" not in entry:
        raise Invalid({"value": ["value is required."]})
    value: str = entry["value"]
    return value


def check_not_refused(entry: dict[str, Any], habit: str) -> None:
    """Raise `Invalid` for an empty value where the host refuses those."""
    if habit == "422" and entry.get("value") == "":
        raise Invalid({"value": ["The value field is required."]})


def stored_value(value: str, var_type: str, store: Store) -> str:
    """What the platform stores of a value; it drops the rest without an error, or refuses it."""
    stored = truncate(value, var_type)
    if store.habits["long_value"] == "422" and stored != value.removesuffix("\n"):
        raise Invalid({"value": ["The value is too long."]})
    return stored


def truncate(value: str, var_type: str) -> str:
    """As much of a value as the platform stores."""
    value = value.removesuffix("\n")
    if var_type != "array":
        return value[:MAX_CHARACTERS]
    lengths = accumulate(map(_escaped_length, value[:MAX_ESCAPED_CHARACTERS]))
    return value[: sum(length <= MAX_ESCAPED_CHARACTERS for length in lengths)]


def _escaped_length(text: str) -> int:
    return len(json.dumps(text)) - len('""')


def _rename(var_ns: str, name: str, store: Store) -> None:
    if USER_FIELDS.find("name", name, store) != var_ns:
        USER_FIELDS.check_name_free(name, store)
    store.run("UPDATE user_fields SET name = ? WHERE var_ns = ?", (name, var_ns))


def _var_type(kind: ResourceKind, var_ns: str, store: Store) -> str:
    var_type: str = store.value(f"SELECT var_type FROM {kind.table} WHERE var_ns = ?", (var_ns,))
    return var_type


def _record(kind: ResourceKind, var_ns: str, store: Store) -> Row:
    query = f"SELECT {_COLUMNS} FROM {kind.table} WHERE var_ns = ?"
    return _as_records(store.rows(query, (var_ns,)))[0]


def _as_records(rows: list[Row]) -> list[Row]:
    return [row | {"is_template_field": bool(row["is_template_field"])} for row in rows]


class FieldSeeds(AreaSeeds):
    def user_field(
        self, name: str, var_type: str = "text", *, value: str = "", description: str | None = None
    ) -> str:
        """A user field; its `var_ns`."""
        row = {"var_type": var_type, "value": value, "description": description}
        return self._field(USER_FIELDS, name, row)

    def bot_field(
        self,
        name: str,
        var_type: str = "text",
        *,
        value: str = "",
        description: str | None = None,
        is_template_field: bool = False,
    ) -> str:
        """A bot field; its `var_ns`."""
        row = {"var_type": var_type, "value": value, "description": description}
        return self._field(BOT_FIELDS, name, row | {"is_template_field": is_template_field})

    def _field(self, kind: ResourceKind, name: str, row: Row) -> str:
        return self._find_or_create(
            kind, name, lambda name, store: insert(kind, row | {"name": name}, store)
        )


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
}
