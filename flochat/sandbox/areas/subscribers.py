"""The people of a flow, and the tags, labels and field values that they are given."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from attrs import evolve

from ... import phones
from ..._values.identifiers import USER, parse_namespace
from ...errors import InvalidArgumentError
from ..answers import Answer, Invalid, Nobody, Rejected, answer, ok, one
from ..kinds import Key, ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest, check_cap
from ..store import Row, Store
from . import custom_events, fields, segments, tags, team
from .fields import USER_FIELDS
from .tags import TAGS
from .team import LABELS

#: The columns of a person, by their names on the wire; all but `user_ns` may be missing.
SUBSCRIBER_COLUMNS: Final = (
    *("user_ns", "user_id", "first_name", "last_name", "name", "gender", "email", "phone"),
    *("profile_pic", "locale", "language", "timezone", "channel", "status"),
    *("country", "region", "city", "address", "postcode", "lead_source", "lead_status"),
    *("ip", "referrer", "landing_page", "platform", "browser", "device", "device_type"),
    *("department", "interest", "market"),
    *("subscribed", "opted_in_email", "opted_in_sms", "opted_in_through"),
    *("last_interaction", "last_seen", "last_message_at", "last_message_type"),
    *("last_agent_action_at", "agent_id", "agent_name", "agent_email"),
)

TABLES: Final = f"""
CREATE TABLE subscribers (
    {", ".join(SUBSCRIBER_COLUMNS)}, bot_interacted_at, bot_paused_until REAL, PRIMARY KEY (user_ns)
);
CREATE INDEX subscribers_by_interaction ON subscribers (last_interaction);
CREATE INDEX subscribers_by_user_id ON subscribers (user_id);
CREATE INDEX subscribers_by_phone ON subscribers (phone);
CREATE INDEX subscribers_by_email ON subscribers (email);
"""

SUBSCRIBERS: Final = ResourceKind(
    "subscriber", "subscribers", "user_ns", {"user_ns": "user_ns", "user_id": "user_id"}
)

MAX_USERS: Final = 100
MAX_TAGS_OF_A_NEW_USER: Final = 10
MAX_FIELDS_OF_A_NEW_USER: Final = 10
MAX_PAGE: Final = 1_000
DAY: Final = 86_400

#: Name in a body -> column.
_BODY_KEYS: Final = {
    "first_name": "first_name",
    "last_name": "last_name",
    "name": "name",
    "phone": "phone",
    "email": "email",
    "gender": "gender",
    "image": "profile_pic",
}
_GENDERS: Final = ("male", "female")
#: Value of the habit `phone_stored` -> which of the spellings of `flochat.phones` it is.
_SPELLED: Final = {"E.164": 0, "national": 2, "national with zero": 3}

#: What belongs to a person, by key of the answer; `?` is a JSON list of `user_ns`.
_RELATED: Final = {
    "tags": """
        SELECT user_ns, tag_ns, name FROM subscriber_tags JOIN tags USING (tag_ns)
        WHERE user_ns IN (SELECT value FROM json_each(?)) ORDER BY tags.rowid""",
    "labels": """
        SELECT user_ns, id, name, color FROM subscriber_labels JOIN labels USING (id)
        WHERE user_ns IN (SELECT value FROM json_each(?)) ORDER BY id""",
    "user_fields": """
        SELECT user_ns, var_ns, name, var_type, subscriber_fields.value
        FROM subscriber_fields JOIN user_fields USING (var_ns)
        WHERE user_ns IN (SELECT value FROM json_each(?)) ORDER BY user_fields.rowid""",
}
#: Key of the answer -> the time that must be less than a day ago.
_RECENT: Final = {
    "is_last_message_in_last_24h": "last_message_at",
    "is_bot_interacted_in_last_24h": "bot_interacted_at",
}


def _since(column: str, wire: str) -> str:
    return f"(coalesce({column}, '') >= :day_ago) = (:{wire} = 'yes')"


def _has(table: str, column: str, wire: str) -> str:
    return f"user_ns IN (SELECT user_ns FROM {table} WHERE {column} = :{wire})"


def _digits_in(text: str) -> str:
    """The SQL of a text without what people write between digits."""
    for character in "+-.()/ ":
        text = f"replace({text}, '{character}', '')"
    return text


#: Value of the habit -> the condition.
_PHONE_FILTERS: Final = {
    "part": "instr(phone, :phone)",
    "equal": "phone = :phone",
    "digits": f"{_digits_in('phone')} = {_digits_in(':phone')}",
}
_EMAIL_FILTERS: Final = {
    "part": "instr(lower(email), lower(:email))",
    "equal": "lower(email) = lower(:email)",
    "exact": "email = :email",
}
#: Values of the habits `people_order` and `no_interaction` -> the order of people.
_ORDERS: Final = {
    ("latest interaction", "last"): "last_interaction DESC, rowid DESC",
    ("latest interaction", "first"): "last_interaction DESC NULLS FIRST, rowid DESC",
    ("newest person", "last"): "rowid DESC",
    ("newest person", "first"): "rowid DESC",
}
_LISTING: Final = Listing(
    table="subscribers",
    columns="*",
    filters=NAME_FILTER
    | {
        "phone": _PHONE_FILTERS["part"],
        "email": _EMAIL_FILTERS["part"],
        "is_channel": "channel = :is_channel",
        "is_opt_in_email": "(opted_in_email IS NOT NULL) = (:is_opt_in_email = 'yes')",
        "is_opt_in_sms": "(opted_in_sms IS NOT NULL) = (:is_opt_in_sms = 'yes')",
        "is_interacted_in_last_24h": _since("last_interaction", "is_interacted_in_last_24h"),
        "is_bot_interacted_in_last_24h": _since(
            "bot_interacted_at", "is_bot_interacted_in_last_24h"
        ),
        "is_last_message_in_last_24h": _since("last_message_at", "is_last_message_in_last_24h"),
        "segment_ns": _has("subscriber_segments", "segment_ns", "segment_ns"),
        "tag_ns": _has("subscriber_tags", "tag_ns", "tag_ns"),
        "label_id": _has("subscriber_labels", "id", "label_id"),
        "event_ns": _has("subscriber_events", "event_ns", "event_ns"),
        "user_field_ns": _has("subscriber_fields", "var_ns", "user_field_ns"),
        # Without a field it is ignored.
        "user_field_value": "(:user_field_ns IS NULL OR user_ns IN (SELECT user_ns"
        " FROM subscriber_fields WHERE var_ns = :user_field_ns AND value = :user_field_value))",
    },
    max_page=MAX_PAGE,
)


#: The filters that the list of the people of all flows has as well.
_COMMON_FILTERS: Final = (
    *("name", "phone", "email", "is_channel", "is_opt_in_email", "is_opt_in_sms"),
    *("is_interacted_in_last_24h", "is_bot_interacted_in_last_24h", "is_last_message_in_last_24h"),
)
_LISTING_OF_ALL_FLOWS: Final = evolve(
    _LISTING, filters={name: _LISTING.filters[name] for name in _COMMON_FILTERS}
)


def list_subscribers(listing: Listing, request: SandboxRequest, store: Store) -> Answer:
    day_ago = {"day_ago": store.time(seconds_ago=DAY)}
    by_habit = {
        "phone": _PHONE_FILTERS[request.habits["phone_filter"]],
        "email": _EMAIL_FILTERS[request.habits["email_filter"]],
    }
    order = _ORDERS[request.habits["people_order"], request.habits["no_interaction"]]
    listing = evolve(listing, filters=listing.filters | by_habit, order=order)
    return list_page(request, store, listing, day_ago, lambda rows: _records(rows, store))


def get_info(wire: str, request: SandboxRequest, store: Store) -> Answer:
    try:
        user_ns = SUBSCRIBERS.named_in(request.query, wire, store)
    except Rejected as error:
        return _nobody(wire, error.payload["message"], request)
    return _answer(user_ns, request, store)


def _nobody(wire: str, message: str, request: SandboxRequest) -> Answer:
    """What is answered when nobody is there: hosts differ in it."""
    match request.habits["unknown_person"]:
        case "200 message":
            return answer({"message": "subscriber not found"})
        case "200 error":
            return answer({"status": "error", "message": "Subscriber not found."})
        case "200 empty":
            return answer({"data": None})
        case "422":
            message = f"The selected {wire.replace('_', ' ')} is invalid."
            return answer({"message": message, "errors": {wire: [message]}}, 422)
        case "400":
            return answer({"message": message}, 400)
    raise Nobody(message)


def move_last_to_front(store: Store) -> None:
    """Let the last person of the list interact again, which moves them to the front."""
    store.run(
        """UPDATE subscribers SET last_interaction =
        (SELECT datetime(max(last_interaction), '+1 second') FROM subscribers)
        WHERE rowid = (SELECT rowid FROM subscribers ORDER BY last_interaction, rowid LIMIT 1)"""
    )


def create(request: SandboxRequest, store: Store) -> Answer:
    person = _new_person(request.json, request)
    known = _known(person, store)
    if known and request.habits["known_person"] == "refused":
        raise Rejected("There is a subscriber with this phone or email.")
    if known and request.habits["known_person"] == "returned":
        return _answer(known, request, store)
    return _answer(insert(person, store), request, store)


def create_many(request: SandboxRequest, store: Store) -> Answer:
    def write(user: dict[str, Any]) -> None:
        person = _new_person(user, request)
        if request.habits["known_person"] == "created again" or not _known(person, store):
            _add_tags_and_fields(insert(person, store), user, store)

    request.each(request.items("users", MAX_USERS), write)
    return ok()


def update(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)
    changes = _body_columns(request.json, request)
    if changes:
        assignments = ", ".join(f"{column} = :{column}" for column in changes)
        store.run(
            f"UPDATE subscribers SET {assignments} WHERE user_ns = :user_ns",
            changes | {"user_ns": user_ns},
        )
    return _answer(user_ns, request, store)


def add_tags(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)

    def write(entry: dict[str, Any]) -> None:
        tag_ns = TAGS.named_or_created(entry, wire, store, tags.insert)
        if tag_ns is not None:
            request.check_changed(tags.attach(user_ns, tag_ns, store))

    request.each(request.entries(), write)
    return ok()


def remove_tags(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)

    def write(entry: dict[str, Any]) -> None:
        tag_ns = TAGS.named_in(entry, wire, store)
        request.check_changed(tags.detach(user_ns, tag_ns, store))

    request.each(request.entries(), write)
    return ok()


def add_labels(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)

    def write(entry: dict[str, Any]) -> None:
        label = LABELS.named_or_created(entry, "label_name", store, team.insert_label)
        if label is not None:
            request.check_changed(team.attach_label(user_ns, label, store))

    request.each(request.entries(), write)
    return ok()


def remove_labels(request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)

    def write(entry: dict[str, Any]) -> None:
        label = LABELS.named_in(entry, "label_name", store)
        request.check_changed(team.detach_label(user_ns, label, store))

    request.each(request.entries(), write)
    return ok()


def set_fields(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)

    def write(entry: dict[str, Any]) -> None:
        var_ns = USER_FIELDS.named_in(entry, wire, store)
        fields.check_not_refused(entry, request.habits["empty_user_value"])
        fields.set_value(user_ns, var_ns, fields.value_of(entry), store)

    request.each(request.entries(), write)
    return ok()


def clear_fields(wire: str, request: SandboxRequest, store: Store) -> Answer:
    user_ns = SUBSCRIBERS.named_in(request.json, "user_ns", store)

    def write(entry: dict[str, Any]) -> None:
        var_ns = USER_FIELDS.named_in(entry, wire, store)
        request.check_changed(fields.clear_value(user_ns, var_ns, store))

    request.each(request.entries(), write)
    return ok()


def insert(person: Row, store: Store) -> str:
    """Create a person from the columns that are known; returns its `user_ns`."""
    user_ns: str = person.get("user_ns") or store.new_ns(USER)
    now = store.time()
    names = (person.get("first_name"), person.get("last_name"))
    is_on_whatsapp = person.get("phone") and not person.get("has_own_id")
    person = {column: value for column, value in person.items() if column != "has_own_id"}
    defaults = {
        "user_id": (is_on_whatsapp and _digits(person["phone"])) or user_ns,
        "name": " ".join(filter(None, names)),
        "email": "",
        "phone": "",
        "channel": "whatsapp_cloud" if is_on_whatsapp else "web",
        "status": "open",
        "subscribed": now,
        "last_interaction": now,
        "last_seen": now,
    }
    store.insert("subscribers", defaults | person | {"user_ns": user_ns})
    return user_ns


def pause(user_ns: str, minutes: int | None, store: Store) -> None:
    """Make the bot silent for a person for that long, or until it is resumed."""
    until = math.inf if minutes is None else store.clock() + minutes * 60
    store.update("subscribers", "user_ns", {"user_ns": user_ns, "bot_paused_until": until})


def resume(user_ns: str, store: Store) -> None:
    """Make the bot talk to a person again."""
    store.update("subscribers", "user_ns", {"user_ns": user_ns, "bot_paused_until": None})


def is_paused(user_ns: str, store: Store) -> bool:
    """Whether the bot is silent for a person."""
    until = store.value("SELECT bot_paused_until FROM subscribers WHERE user_ns = ?", (user_ns,))
    return until is not None and until > store.clock()


def note_interaction(user_ns: str, store: Store) -> None:
    """Somebody writes to the bot or presses a button now."""
    store.run(
        "UPDATE subscribers SET last_interaction = :now, last_seen = :now,"
        " bot_interacted_at = :now WHERE user_ns = :user_ns",
        {"now": store.time(), "user_ns": user_ns},
    )


def _body_columns(body: dict[str, Any], request: SandboxRequest) -> Row:
    """The columns in a body, as the platform stores them."""
    person = {column: body[wire] for wire, column in _BODY_KEYS.items() if wire in body}
    if person.get("phone"):
        person["phone"] = _stored_phone(person["phone"], request.habits["phone_stored"])
    if person.get("gender") not in _GENDERS:
        person.pop("gender", None)
    return person


def _stored_phone(phone: str, habit: str) -> str:
    """A phone as the habit stores it; one that cannot be read is stored as its digits."""
    if habit not in _SPELLED:
        return phone if habit == "as given" else _digits(phone)
    try:
        spelled = phones.spellings(phone)
    except InvalidArgumentError:
        return _digits(phone)
    return spelled[min(_SPELLED[habit], len(spelled) - 1)]


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _new_person(body: dict[str, Any], request: SandboxRequest) -> Row:
    person = _body_columns(body, request)
    if request.habits["new_person"] == "own id":
        person["has_own_id"] = True
    elif user_id := _digits(body.get("phone", "")):
        person["user_id"] = user_id
    if request.habits["new_interacts"] == "no":
        person["last_interaction"] = None
    if not (person.get("phone") or person.get("email")):
        raise Invalid({"phone": ["phone or email is required."]})
    return person


def _known(person: Row, store: Store) -> str | None:
    """The first person who has the phone or the email already."""
    found = (
        SUBSCRIBERS.find(column, person[column], store)
        for column in ("phone", "email")
        if person.get(column)
    )
    return next(filter(None, found), None)


def _add_tags_and_fields(user_ns: str, user: dict[str, Any], store: Store) -> None:
    """Give a new person the tags and field values of its entry."""
    for tag in _capped(user, "tags", MAX_TAGS_OF_A_NEW_USER):
        tag_ns = TAGS.named_or_created(tag, "tag_name", store, tags.insert)
        if tag_ns is not None:
            tags.attach(user_ns, tag_ns, store)
    for field in _capped(user, "user_fields", MAX_FIELDS_OF_A_NEW_USER):
        var_ns = USER_FIELDS.named_in(field, "var_ns", store)
        fields.set_value(user_ns, var_ns, fields.value_of(field), store)


def _capped(user: dict[str, Any], name: str, cap: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = user.get(name, [])
    check_cap(name, items, cap)
    return items


def _answer(user_ns: str, request: SandboxRequest, store: Store) -> Answer:
    return one(request.profile.shape(record_of(user_ns, store)), form="bare")


def record_of(user_ns: str, store: Store) -> Row:
    """A person as the platform returns them."""
    rows = store.rows("SELECT * FROM subscribers WHERE user_ns = ?", (user_ns,))
    return _records(rows, store)[0]


def _records(rows: list[Row], store: Store) -> list[Row]:
    """People as the platform returns them: their columns, and what belongs to them."""
    people = json.dumps([row["user_ns"] for row in rows])
    related = {key: _by_person(store.rows(sql, (people,))) for key, sql in _RELATED.items()}
    day_ago = store.time(seconds_ago=DAY)
    return [
        {column: row[column] for column in SUBSCRIBER_COLUMNS}
        | {key: (row[column] or "") >= day_ago for key, column in _RECENT.items()}
        | {key: of_person.get(row["user_ns"], []) for key, of_person in related.items()}
        for row in rows
    ]


def _by_person(rows: list[Row]) -> dict[str, list[Row]]:
    by_person: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_person[row.pop("user_ns")].append(row)
    return by_person


class SubscriberSeeds(
    custom_events.CustomEventSeeds,
    fields.FieldSeeds,
    segments.SegmentSeeds,
    tags.TagSeeds,
    team.TeamSeeds,
):
    def subscriber(
        self,
        *,
        tags: Iterable[str] = (),
        labels: Iterable[str] = (),
        segments: Iterable[str] = (),
        events: Iterable[str] = (),
        user_fields: Mapping[str, str] | None = None,
        **columns: Any,
    ) -> str:
        """A person, with the names of what they carry; the `user_ns`.

        `columns` are keys of a subscriber as the platform returns them: `phone` (digits), `email`,
        `first_name`, `channel`, `user_id`, `opted_in_sms` ("YYYY-MM-DD HH:MM:SS"), and so on. A
        `user_ns` is kept; without one the next free one is taken.
        """
        carried: list[tuple[str, Key]] = [
            *(("subscriber_tags", self.tag(name)) for name in tags),
            *(("subscriber_labels", self.label(name)) for name in labels),
            *(("subscriber_segments", self.segment(name)) for name in segments),
            *(("subscriber_events", self.event(name)) for name in events),
        ]
        values = {self.user_field(name): text for name, text in (user_fields or {}).items()}
        with self._store.transaction():
            user_ns = self._person(columns)
            for table, key in carried:
                self._store.run(f"INSERT INTO {table} VALUES (?, ?)", (user_ns, key))
            for var_ns, text in values.items():
                fields.set_value(user_ns, var_ns, text, self._store)
        return user_ns

    def subscribers(self, count: int) -> list[str]:
        """Many people with phones of their own; each `user_ns`, the oldest first."""
        with self._store.transaction():
            people = self._store.value("SELECT count(*) FROM subscribers")
            return [
                self._person({"first_name": f"Person {number}", "phone": str(61400000000 + number)})
                for number in range(people + 1, people + count + 1)
            ]

    def interaction(self, user_ns: str) -> None:
        """Somebody writes to the bot now, and so becomes the first of `/subscribers`."""
        with self._store.transaction():
            note_interaction(user_ns, self._store)

    def _person(self, columns: Row) -> str:
        unknown = columns.keys() - set(SUBSCRIBER_COLUMNS)
        if unknown:
            raise TypeError(f"a subscriber has no {', '.join(sorted(unknown))}")
        if "user_ns" in columns:
            self._store.take_ns(parse_namespace(columns["user_ns"]))
        return insert(columns, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /subscribers": partial(list_subscribers, _LISTING),
    "GET /team-bot-users": partial(list_subscribers, _LISTING_OF_ALL_FLOWS),
    "GET /subscriber/get-info": partial(get_info, "user_ns"),
    "GET /subscriber/get-info-by-user-id": partial(get_info, "user_id"),
    "POST /subscriber/create": create,
    "POST /subscriber/create-many": create_many,
    "PUT /subscriber/update": update,
    "DELETE /subscriber/delete": partial(SUBSCRIBERS.delete, "user_ns"),
    "POST /subscriber/add-tag": partial(add_tags, "tag_ns"),
    "POST /subscriber/add-tag-by-name": partial(add_tags, "tag_name"),
    "POST /subscriber/add-tags": partial(add_tags, "tag_ns"),
    "POST /subscriber/add-tags-by-name": partial(add_tags, "tag_name"),
    "DELETE /subscriber/remove-tag": partial(remove_tags, "tag_ns"),
    "DELETE /subscriber/remove-tag-by-name": partial(remove_tags, "tag_name"),
    "DELETE /subscriber/remove-tags": partial(remove_tags, "tag_ns"),
    "DELETE /subscriber/remove-tags-by-name": partial(remove_tags, "tag_name"),
    "POST /subscriber/add-labels-by-name": add_labels,
    "DELETE /subscriber/remove-labels-by-name": remove_labels,
    "PUT /subscriber/set-user-field": partial(set_fields, "var_ns"),
    "PUT /subscriber/set-user-field-by-name": partial(set_fields, "field_name"),
    "PUT /subscriber/set-user-fields": partial(set_fields, "var_ns"),
    "PUT /subscriber/set-user-fields-by-name": partial(set_fields, "name"),
    "DELETE /subscriber/clear-user-field": partial(clear_fields, "var_ns"),
    "DELETE /subscriber/clear-user-field-by-name": partial(clear_fields, "field_name"),
    "DELETE /subscriber/clear-user-fields": partial(clear_fields, "var_ns"),
    "DELETE /subscriber/clear-user-fields-by-name": partial(clear_fields, "name"),
}
