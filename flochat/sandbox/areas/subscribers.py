"""The people of a flow."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import partial
from typing import Any, Final

from attrs import evolve

from flochat.identifiers import USER

from ..answers import Answer, Invalid, Missing, Rejected, answer, ok
from ..kinds import SUBSCRIBERS, TAGS, USER_FIELDS
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest, check_cap
from ..store import SUBSCRIBER_COLUMNS, Row, Store
from . import fields, tags

MAX_USERS: Final = 100
MAX_TAGS_OF_A_NEW_USER: Final = 10
MAX_FIELDS_OF_A_NEW_USER: Final = 10
MAX_PAGE: Final = 1_000
DAY: Final = 86_400

#: Name in a body -> column.
_GIVEN: Final = {
    "first_name": "first_name",
    "last_name": "last_name",
    "name": "name",
    "phone": "phone",
    "email": "email",
    "gender": "gender",
    "image": "profile_pic",
}
_GENDERS: Final = ("male", "female")

#: What a person carries, by key of the answer; `?` is a JSON list of `user_ns`.
_CARRIED: Final = {
    "tags": """
        SELECT user_ns, tag_ns, name FROM subscriber_tags JOIN tags USING (tag_ns)
        WHERE user_ns IN (SELECT value FROM json_each(?)) ORDER BY tags.rowid""",
    "labels": """
        SELECT user_ns, id, name FROM subscriber_labels JOIN labels USING (id)
        WHERE user_ns IN (SELECT value FROM json_each(?)) ORDER BY id""",
    "user_fields": """
        SELECT user_ns, var_ns, name, var_type, subscriber_fields.value
        FROM subscriber_fields JOIN user_fields USING (var_ns)
        WHERE user_ns IN (SELECT value FROM json_each(?)) ORDER BY user_fields.rowid""",
}
#: Key of the answer -> the time that has to be less than a day ago.
_RECENT: Final = {
    "is_last_message_in_last_24h": "last_message_at",
    "is_bot_interacted_in_last_24h": "bot_interacted_at",
}


def _since(column: str, wire: str) -> str:
    return f"(coalesce({column}, '') >= :day_ago) = (:{wire} = 'yes')"


def _among(table: str, column: str, wire: str) -> str:
    return f"user_ns IN (SELECT user_ns FROM {table} WHERE {column} = :{wire})"


_LISTING: Final = Listing(
    table="subscribers",
    columns="*",
    filters=NAME_FILTER
    | {
        "phone": "instr(phone, :phone)",
        "email": "instr(lower(email), lower(:email))",
        "is_channel": "channel = :is_channel",
        "is_opt_in_email": "(opted_in_email IS NOT NULL) = (:is_opt_in_email = 'yes')",
        "is_opt_in_sms": "(opted_in_sms IS NOT NULL) = (:is_opt_in_sms = 'yes')",
        "is_interacted_in_last_24h": _since("last_interaction", "is_interacted_in_last_24h"),
        "is_bot_interacted_in_last_24h": _since(
            "bot_interacted_at", "is_bot_interacted_in_last_24h"
        ),
        "is_last_message_in_last_24h": _since("last_message_at", "is_last_message_in_last_24h"),
        "segment_ns": _among("subscriber_segments", "segment_ns", "segment_ns"),
        "tag_ns": _among("subscriber_tags", "tag_ns", "tag_ns"),
        "label_id": _among("subscriber_labels", "id", "label_id"),
        "event_ns": _among("subscriber_events", "event_ns", "event_ns"),
        "user_field_ns": _among("subscriber_fields", "var_ns", "user_field_ns"),
        # Without a field it has nothing to say.
        "user_field_value": "(:user_field_ns IS NULL OR user_ns IN (SELECT user_ns"
        " FROM subscriber_fields WHERE var_ns = :user_field_ns AND value = :user_field_value))",
    },
    order="last_interaction DESC, rowid DESC",
    max_page=MAX_PAGE,
)


#: The filters that the list of the people of all flows has too.
_PERSONAL: Final = (
    *("name", "phone", "email", "is_channel", "is_opt_in_email", "is_opt_in_sms"),
    *("is_interacted_in_last_24h", "is_bot_interacted_in_last_24h", "is_last_message_in_last_24h"),
)
_LISTING_OF_ALL_FLOWS: Final = evolve(
    _LISTING, filters={name: _LISTING.filters[name] for name in _PERSONAL}
)


def list_people(listing: Listing, request: SandboxRequest, store: Store) -> Answer:
    day_ago = {"day_ago": store.time(seconds_ago=DAY)}
    return list_page(request, store, listing, day_ago, lambda rows: _records(rows, store))


def get_info(wire: str, request: SandboxRequest, store: Store) -> Answer:
    try:
        user_ns = SUBSCRIBERS.named_in(request.query, wire, store)
    except Rejected as stranger:
        raise Missing(stranger.payload["message"]) from None
    return _answer(user_ns, request, store)


def move_last_to_front(store: Store) -> None:
    """Have the person at the end of the list turn up again."""
    store.run(
        """UPDATE subscribers SET last_interaction =
        (SELECT datetime(max(last_interaction), '+1 second') FROM subscribers)
        WHERE rowid = (SELECT rowid FROM subscribers ORDER BY last_interaction, rowid LIMIT 1)"""
    )


def create(request: SandboxRequest, store: Store) -> Answer:
    person = _new_person(request.json)
    if _is_known(person, store):
        raise Rejected("There is a subscriber with this phone or email.")
    return _answer(insert(person, store), request, store)


def create_many(request: SandboxRequest, store: Store) -> Answer:
    for user in request.items("users", MAX_USERS):
        person = _new_person(user)
        if not _is_known(person, store):
            _mark(insert(person, store), user, store)
    return ok()


def update(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    changes = _given(request.json)
    if changes:
        assignments = ", ".join(f"{column} = :{column}" for column in changes)
        store.run(
            f"UPDATE subscribers SET {assignments} WHERE user_ns = :user_ns",
            changes | {"user_ns": user_ns},
        )
    return _answer(user_ns, request, store)


def insert(person: Row, store: Store) -> str:
    """Make a person of the columns that are known; the identifier."""
    user_ns = store.new_ns(USER)
    now = store.time()
    names = (person.get("first_name"), person.get("last_name"))
    made_up = {
        "user_id": person.get("phone") or user_ns,
        "name": " ".join(filter(None, names)),
        "email": "",
        "phone": "",
        "channel": "whatsapp_cloud" if person.get("phone") else "web",
        "status": "open",
        "subscribed": now,
        "last_interaction": now,
        "last_seen": now,
    }
    store.insert("subscribers", made_up | person | {"user_ns": user_ns})
    return user_ns


def _given(body: dict[str, Any]) -> Row:
    """The columns that a body gives, as the platform keeps them."""
    person = {column: body[wire] for wire, column in _GIVEN.items() if wire in body}
    if "phone" in person:
        person["phone"] = re.sub(r"[^0-9]", "", person["phone"])
    if person.get("gender") not in _GENDERS:
        person.pop("gender", None)
    return person


def _new_person(body: dict[str, Any]) -> Row:
    person = _given(body)
    if not (person.get("phone") or person.get("email")):
        raise Invalid({"phone": ["phone or email is required."]})
    return person


def _is_known(person: Row, store: Store) -> bool:
    return any(
        person.get(column) and SUBSCRIBERS.find(column, person[column], store)
        for column in ("phone", "email")
    )


def _mark(user_ns: str, user: dict[str, Any], store: Store) -> None:
    """Give a new person the tags and field values that came with it."""
    for tag in _capped(user, "tags", MAX_TAGS_OF_A_NEW_USER):
        tags.attach(user_ns, TAGS.named_or_created(tag, "tag_name", store, tags.insert), store)
    for field in _capped(user, "user_fields", MAX_FIELDS_OF_A_NEW_USER):
        var_ns = USER_FIELDS.named_in(field, "var_ns", store)
        fields.set_value(user_ns, var_ns, fields.value_of(field), store)


def _capped(user: dict[str, Any], name: str, cap: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = user.get(name, [])
    check_cap(name, items, cap)
    return items


def _answer(user_ns: str, request: SandboxRequest, store: Store) -> Answer:
    rows = store.rows("SELECT * FROM subscribers WHERE user_ns = ?", (user_ns,))
    return answer(request.profile.shape(_records(rows, store)[0]))


def _records(rows: list[Row], store: Store) -> list[Row]:
    """What the platform says of people: their columns, and what they carry."""
    people = json.dumps([row["user_ns"] for row in rows])
    carried = {key: _by_person(store.rows(sql, (people,))) for key, sql in _CARRIED.items()}
    day_ago = store.time(seconds_ago=DAY)
    return [
        {column: row[column] for column in SUBSCRIBER_COLUMNS}
        | {key: (row[column] or "") >= day_ago for key, column in _RECENT.items()}
        | {key: of_person.get(row["user_ns"], []) for key, of_person in carried.items()}
        for row in rows
    ]


def _by_person(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.pop("user_ns")].append(row)
    return found


ROUTES: Final[dict[str, Handler]] = {
    "GET /subscribers": partial(list_people, _LISTING),
    "GET /team-bot-users": partial(list_people, _LISTING_OF_ALL_FLOWS),
    "GET /subscriber/get-info": partial(get_info, "user_ns"),
    "GET /subscriber/get-info-by-user-id": partial(get_info, "user_id"),
    "POST /subscriber/create": create,
    "POST /subscriber/create-many": create_many,
    "PUT /subscriber/update": update,
    "DELETE /subscriber/delete": partial(SUBSCRIBERS.delete, "user_ns"),
}
