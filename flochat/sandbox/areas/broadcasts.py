"""Messages to many people at once: queued, sent when they are due, cancelled, deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from ..answers import Answer, Rejected, Unknown, ok
from ..kinds import ResourceKind
from ..lists import Listing, list_page
from ..request import Handler, SandboxRequest, check_cap
from ..store import Row, Store
from . import fields, messages, templates
from .fields import USER_FIELDS
from .segments import SEGMENTS
from .sub_flows import SUB_FLOWS
from .tags import TAGS

TABLES: Final = """
CREATE TABLE broadcasts (
    broadcast_ns TEXT PRIMARY KEY, operation TEXT NOT NULL, name TEXT, status TEXT NOT NULL,
    type TEXT, sub_flow_ns TEXT, scheduled_time INTEGER, max_per_minute INTEGER,
    people TEXT NOT NULL, sent TEXT NOT NULL
);
"""

MAX_PEOPLE: Final = 200
MAX_GROUPS: Final = 10
MAX_PAGE: Final = 500
#: The letter in the identifier of a broadcast.
BROADCAST: Final = "b"

_LISTING: Final = Listing(
    "broadcasts",
    "broadcast_ns, name, status, type, sub_flow_ns, scheduled_time, max_per_minute",
    {"status": "status = :status"},
    order="rowid DESC",
    max_page=MAX_PAGE,
)

_WHATSAPP: Final = "POST /subscriber/broadcast-whatsapp-template"
_FACEBOOK: Final = "POST /subscriber/broadcast-facebook-utility-message-template"

_TAGGED: Final = (
    "SELECT user_ns FROM subscriber_tags WHERE tag_ns IN (SELECT value FROM json_each(?))"
)
_IN_SEGMENTS: Final = (
    "SELECT user_ns FROM subscriber_segments WHERE segment_ns IN (SELECT value FROM json_each(?))"
)

#: The content of a broadcast, as columns of a delivery.
_Content = Callable[[dict[str, Any], Store], Row]
#: Who gets it, each `user_ns` once.
_Audience = Callable[[dict[str, Any], Store], list[str]]


def queue(sent: _Content, audience: _Audience, request: SandboxRequest, store: Store) -> Answer:
    body = request.json
    people = audience(body, store)
    _set_values(body, people, store)
    scheduled_time = body.get("scheduled_time")
    store.insert(
        "broadcasts",
        {
            "broadcast_ns": store.new_ns(BROADCAST),
            "operation": request.operation,
            "name": body.get("name"),
            "status": "New" if scheduled_time is None else "Scheduled",
            "type": body.get("type"),
            "sub_flow_ns": body.get("sub_flow_ns"),
            "scheduled_time": scheduled_time,
            "max_per_minute": body.get("max_per_minute"),
            "people": json.dumps(people),
            "sent": json.dumps(sent(body, store)),
        },
    )
    return ok()


def list_broadcasts(request: SandboxRequest, store: Store) -> Answer:
    send_due(store)
    return list_page(request, store, _LISTING)


def cancel(request: SandboxRequest, store: Store) -> Answer:
    broadcast = _named(request, store)
    if broadcast["status"] not in ("New", "Scheduled"):
        raise Rejected(f"The broadcast is {broadcast['status']} already.")
    _set_status(broadcast, "Cancelled", store)
    return ok()


def delete(request: SandboxRequest, store: Store) -> Answer:
    broadcast = _named(request, store)
    store.run("DELETE FROM broadcasts WHERE broadcast_ns = ?", (broadcast["broadcast_ns"],))
    return ok()


def send_due(store: Store) -> None:
    """Send what is queued and due; this happens on a read, since nothing runs in the background."""
    due = store.rows(
        "SELECT * FROM broadcasts WHERE status IN ('New', 'Scheduled')"
        " AND coalesce(scheduled_time, 0) <= ? ORDER BY rowid",
        (store.clock(),),
    )
    for broadcast in due:
        sent = json.loads(broadcast["sent"])
        for user_ns in json.loads(broadcast["people"]):
            messages.record_delivery(user_ns, broadcast["operation"], store, **sent)
        _set_status(broadcast, "Completed", store)


def _named(request: SandboxRequest, store: Store) -> Row:
    broadcast_ns = request.query["broadcast_ns"]
    broadcast = store.row("SELECT * FROM broadcasts WHERE broadcast_ns = ?", (broadcast_ns,))
    if broadcast is None:
        raise Unknown(f"There is no broadcast with the broadcast_ns {broadcast_ns!r}.")
    return broadcast


def _set_status(broadcast: Row, status: str, store: Store) -> None:
    store.run(
        "UPDATE broadcasts SET status = ? WHERE broadcast_ns = ?",
        (status, broadcast["broadcast_ns"]),
    )


def _sub_flow(body: dict[str, Any], store: Store) -> Row:
    return {"sub_flow_ns": SUB_FLOWS.named_in(body, "sub_flow_ns", store)}


def _template(kind: templates.Templates, wire: str, body: dict[str, Any], store: Store) -> Row:
    kind.check(body[wire], store)
    return templates.sent(body[wire])


_whatsapp: Final = partial(_template, templates.WHATSAPP, "wa_template")
_facebook: Final = partial(_template, templates.FACEBOOK, "facebook_utility_message_template")


def _set_values(body: dict[str, Any], people: list[str], store: Store) -> None:
    """Set the values that come with a broadcast: those of the flow and of each person."""
    for entry in body.get("bot_fields", []):
        fields.set_bot_value("var_ns", entry, store)
    for entry in body.get("user_fields", []):
        var_ns = USER_FIELDS.named_in(entry, "var_ns", store)
        for user_ns in people:
            fields.set_value(user_ns, var_ns, fields.value_of(entry), store)


def _people(wire: str, column: str, body: dict[str, Any], store: Store) -> list[str]:
    """Those of a list, joined by commas on the wire, who are known."""
    wanted = body[wire].split(",")
    check_cap(wire, wanted, MAX_PEOPLE)
    return _matching(f"{column} IN (SELECT value FROM json_each(?))", store, wanted)


def _tagged(body: dict[str, Any], store: Store) -> list[str]:
    """Everybody with at least one of the tags and none of the excluded ones."""
    wanted = _groups(TAGS, "tags", body["tags"], store)
    excluded = _groups(TAGS, "exclude_tags", body.get("exclude_tags", []), store)
    condition = f"user_ns IN ({_TAGGED}) AND user_ns NOT IN ({_TAGGED})"
    return _matching(condition, store, wanted, excluded)


def _in_segments(body: dict[str, Any], store: Store) -> list[str]:
    wanted = _groups(SEGMENTS, "segment_ns", body["segment_ns"].split(","), store)
    return _matching(f"user_ns IN ({_IN_SEGMENTS})", store, wanted)


def _groups(kind: ResourceKind, wire: str, named: list[str], store: Store) -> list[str]:
    check_cap(wire, named, MAX_GROUPS)
    return [kind.named_in({kind.key: one}, kind.key, store) for one in named]


def _matching(condition: str, store: Store, *lists: list[str]) -> list[str]:
    """The people who match a condition; each `?` of it is one of the lists."""
    values = [json.dumps(one) for one in lists]
    rows = store.rows(f"SELECT user_ns FROM subscribers WHERE {condition} ORDER BY rowid", values)
    return [row["user_ns"] for row in rows]


_by_user_ns: Final = partial(_people, "user_ns_list", "user_ns")
_by_user_id: Final = partial(_people, "user_id_list", "user_id")

ROUTES: Final[dict[str, Handler]] = {
    "POST /subscriber/broadcast": partial(queue, _sub_flow, _by_user_ns),
    "POST /subscriber/broadcast-by-user-id": partial(queue, _sub_flow, _by_user_id),
    "POST /subscriber/broadcast-by-tag": partial(queue, _sub_flow, _tagged),
    "POST /subscriber/broadcast-by-segment": partial(queue, _sub_flow, _in_segments),
    f"{_WHATSAPP}-by-tag": partial(queue, _whatsapp, _tagged),
    f"{_WHATSAPP}-by-user-id": partial(queue, _whatsapp, _by_user_id),
    f"{_FACEBOOK}-by-tag": partial(queue, _facebook, _tagged),
    f"{_FACEBOOK}-by-user-id": partial(queue, _facebook, _by_user_id),
    "GET /subscriber/broadcasts": list_broadcasts,
    "DELETE /subscriber/broadcast/cancel": cancel,
    "DELETE /subscriber/broadcast/delete": delete,
}
