"""What a team shares: its labels, members, groups, files and calls."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from ..answers import Answer, Invalid, ok, one
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest, check_flags
from ..seeding import AreaSeeds
from ..store import Row, Store
from . import live_chat
from .live_chat import AGENTS

TABLES: Final = """
CREATE TABLE labels (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, color TEXT
);
CREATE TABLE subscriber_labels (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    id INTEGER REFERENCES labels ON DELETE CASCADE,
    PRIMARY KEY (user_ns, id)
);
CREATE TABLE agent_groups (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, image TEXT,
    assign_method TEXT NOT NULL DEFAULT 'random', online_first INTEGER NOT NULL DEFAULT FALSE,
    only_view_assigned_to_me INTEGER NOT NULL DEFAULT FALSE
);
CREATE TABLE agent_group_members (
    group_id INTEGER REFERENCES agent_groups ON DELETE CASCADE,
    agent_id INTEGER REFERENCES agents ON DELETE CASCADE,
    weighting INTEGER NOT NULL, PRIMARY KEY (group_id, agent_id)
);
CREATE TABLE media (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, type TEXT NOT NULL,
    size INTEGER NOT NULL, provider TEXT NOT NULL,
    user_id INTEGER REFERENCES agents ON DELETE CASCADE
);
CREATE TABLE call_logs (
    id INTEGER PRIMARY KEY, call_id TEXT NOT NULL UNIQUE, flow_ns TEXT NOT NULL,
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE, agent_id INTEGER, ai_agent_ns TEXT,
    platform TEXT NOT NULL DEFAULT 'whatsapp', phone_number_id TEXT, from_number TEXT,
    to_number TEXT, direction TEXT NOT NULL, status TEXT NOT NULL,
    is_missed INTEGER GENERATED ALWAYS AS (status = 'MISSED'), error_code INTEGER,
    duration INTEGER NOT NULL DEFAULT 0, start_time TEXT, end_time TEXT,
    created_at TEXT NOT NULL, recording_url TEXT
);
"""

LABELS: Final = ResourceKind(
    "label", "labels", "id", {"label_name": "name", "name": "name", "id": "id"}
)
AGENT_GROUPS: Final = ResourceKind("agent group", "agent_groups", "id", {"agent_group_id": "id"})

_DEFAULT_CALLS: Final = 20
_MAX_CALLS_PAGE: Final = 1_000

_FLAGS: Final = ("online_first", "only_view_assigned_to_me")
_GROUP_BODY_KEYS: Final = ("name", "image", "assign_method", *_FLAGS)


def _exact_filters(*columns: str) -> dict[str, str]:
    return {column: f"{column} = :{column}" for column in columns}


_LABELS: Final = Listing("labels", "id, name, color", NAME_FILTER)
_GROUPS: Final = Listing("agent_groups", "*", NAME_FILTER)
_MEDIA: Final = Listing("media", "*", _exact_filters("type", "user_id"))
_CALLS: Final = Listing(
    "call_logs",
    "*",
    _exact_filters("call_id", "direction", "flow_ns", "phone_number_id", "status"),
    order="id DESC",
    max_page=_MAX_CALLS_PAGE,
    default_rows=_DEFAULT_CALLS,
)


def list_labels(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _LABELS)


def create_label(request: SandboxRequest, store: Store) -> Answer:
    name = request.text("name").strip()
    number = LABELS.with_name(name, store) or insert_label(name, store)
    row = store.row("SELECT id, name FROM labels WHERE id = ?", (number,))
    return one(row or {}, form="bare")


def insert_label(name: str, store: Store) -> int:
    """Create a label; returns its id."""
    number: int = store.value("INSERT INTO labels (name) VALUES (?) RETURNING id", (name,))
    return number


def attach_label(user_ns: str, label: int, store: Store) -> bool:
    """Put a label on a person; whether they did not carry it already."""
    return store.run("INSERT OR IGNORE INTO subscriber_labels VALUES (?, ?)", (user_ns, label)) > 0


def detach_label(user_ns: str, label: int, store: Store) -> bool:
    """Take a label off a person; whether they carried it."""
    carried = (user_ns, label)
    return store.run("DELETE FROM subscriber_labels WHERE user_ns = ? AND id = ?", carried) > 0


def list_groups(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _GROUPS)


def get_group(request: SandboxRequest, store: Store) -> Answer:
    return _group(AGENT_GROUPS.in_path(request, store), request, store)


def create_group(request: SandboxRequest, store: Store) -> Answer:
    number = AGENT_GROUPS.with_name(request.text("name"), store)
    number = number or store.insert("agent_groups", _group_row(request))
    return _group(number, request, store)


def update_group(request: SandboxRequest, store: Store) -> Answer:
    number = AGENT_GROUPS.in_path(request, store)
    if AGENT_GROUPS.find("name", request.text("name"), store) != number:
        AGENT_GROUPS.check_name_free(request.text("name"), store)
    store.update("agent_groups", "id", {"id": number, **_group_row(request)})
    return _group(number, request, store)


def set_members(request: SandboxRequest, store: Store) -> Answer:
    number = AGENT_GROUPS.in_path(request, store)
    store.run("DELETE FROM agent_group_members WHERE group_id = ?", (number,))
    for entry in request.json["members"]:
        weighting = entry.get("weighting", 1)
        if weighting < 0:
            raise Invalid({"members": ["A weighting must be at least 0."]})
        member = AGENTS.named_in(entry, "user_id", store)
        store.run(
            "INSERT OR REPLACE INTO agent_group_members VALUES (?, ?, ?)",
            (number, member, weighting),
        )
    return ok()


def group_members(store: Store) -> dict[int, dict[int, int]]:
    """The members of each agent group, with their weightings."""
    groups: dict[int, dict[int, int]] = {
        row["id"]: {} for row in store.rows("SELECT id FROM agent_groups")
    }
    for row in store.rows("SELECT * FROM agent_group_members ORDER BY agent_id"):
        groups[row["group_id"]][row["agent_id"]] = row["weighting"]
    return groups


def list_media(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _MEDIA)


def list_calls(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _CALLS, finish=_as_calls)


def insert_media(row: Row, store: Store) -> int:
    """Put a file into the media library; returns its id. Without a URL it gets one."""
    row = row | {"provider": "sandbox", "url": row["url"] or f"https://example.com/{row['name']}"}
    return store.insert("media", row)


def insert_call(row: Row, store: Store) -> str:
    """Put a call into the logs; returns its `call_id`."""
    now = datetime.fromtimestamp(store.clock(), UTC)
    defaults = {
        "call_id": f"wacid.{uuid.uuid4().hex}",
        "flow_ns": store.flow_ns,
        "created_at": now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    call = defaults | row
    store.insert("call_logs", call)
    call_id: str = call["call_id"]
    return call_id


def _as_calls(rows: list[Row]) -> list[Row]:
    return [row | {"is_missed": bool(row["is_missed"])} for row in rows]


def _group_row(request: SandboxRequest) -> Row:
    """The columns that a body gives."""
    check_flags(request.json, _FLAGS)
    return {name: request.json[name] for name in _GROUP_BODY_KEYS if name in request.json}


def _group(number: int, request: SandboxRequest, store: Store) -> Answer:
    row = store.row("SELECT * FROM agent_groups WHERE id = ?", (number,))
    return one(request.profile.shape(row or {}), form="bare")


class TeamSeeds(AreaSeeds):
    def label(self, name: str, *, color: str | None = None) -> int:
        """A label of the team, with a color such as "#3b82f6"; its id."""
        number: int = self._find_or_create(LABELS, name, insert_label)
        if color is not None:
            with self._store.transaction():
                self._store.run("UPDATE labels SET color = ? WHERE id = ?", (color, number))
        return number

    def agent_group(self, name: str) -> int:
        """A group of agents; its id."""
        return self._find_or_create(
            AGENT_GROUPS, name, lambda name, store: store.insert(AGENT_GROUPS.table, {"name": name})
        )

    def media(
        self,
        name: str,
        media_type: str = "image",
        *,
        user_id: int | None = None,
        size: int = 0,
        url: str | None = None,
    ) -> int:
        """A file in the media library of an agent, or of nobody; its id."""
        row = {"name": name, "type": media_type, "user_id": user_id, "size": size, "url": url}
        with self._store.transaction():
            return insert_media(row, self._store)

    def call(
        self,
        *,
        direction: str = "in",
        status: str = "ANSWERED",
        user_ns: str | None = None,
        **columns: Any,
    ) -> str:
        """A WhatsApp call; its `call_id`.

        `columns` are other keys of a call as the platform returns them: `duration`, `agent_id`,
        `from_number`, `phone_number_id`, `flow_ns`, ...
        """
        row = {"direction": direction, "status": status, "user_ns": user_ns}
        with self._store.transaction():
            return insert_call(row | columns, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /team-members": live_chat.list_agents,
    "GET /team/labels": list_labels,
    "POST /team/create-label": create_label,
    "DELETE /team/delete-label": partial(LABELS.delete, "id"),
    "DELETE /team/delete-label-by-name": partial(LABELS.delete, "name"),
    "GET /team/agent-groups": list_groups,
    "GET /team/agent-group/{}": get_group,
    "POST /team/create-agent-group": create_group,
    "PUT /team/update-agent-group/{}": update_group,
    "POST /team/update-agent-group-users/{}": set_members,
    "DELETE /team/delete-agent-group/{}": AGENT_GROUPS.delete_in_path,
    "GET /media-library": list_media,
    "GET /wa-call-logs": list_calls,
}
