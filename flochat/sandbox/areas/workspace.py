"""A workspace: what it is, its flows, what was counted in them, and its settings."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Final

from ..answers import Answer, answer, ok, one
from ..days import requested_days
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest, check_flags
from ..seeding import AreaSeeds
from ..store import Row, Store
from .account import OWNER

TABLES: Final = """
CREATE TABLE flows (
    flow_ns TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, linked_label TEXT
);
CREATE TABLE workspace_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

_WORKSPACE: Final = {
    "id": 1,
    "name": "Sandbox Workspace",
    "owner_id": OWNER["id"],
    "owner_email": OWNER["email"],
    "image": None,
}

#: The flow that the key belongs to, and those that were seeded beside it.
_FLOWS: Final = Listing(
    "(SELECT :own AS flow_ns, 'Sandbox Flow' AS name, 'web' AS type, NULL AS linked_label"
    " UNION ALL SELECT * FROM flows)",
    "*",
    NAME_FILTER | {"type": "type = :type"},
    order="flow_ns",
)

#: The average of the seconds from a person's last message to an agent's answer, with a fraction.
_AVG_RESPONSE: Final = """avg(ts - (SELECT max(asked.ts) FROM chat_messages AS asked
            WHERE asked.user_ns = chat_messages.user_ns AND asked.type = 'in'
            AND asked.ts <= chat_messages.ts)) FILTER (WHERE type = 'agent')
        AS avg_agent_response_time"""
#: What is known of a day: the sandbox does not learn of opened emails.
_FLOW_SUMMARY: Final = f"""
    SELECT :flow_ns AS flow_ns, :day AS summary_date,
        (SELECT count(*) FROM subscribers WHERE date(subscribed) <= :day) AS total_bot_users,
        (SELECT count(*) FROM subscribers WHERE date(subscribed) = :day) AS day_new_bot_users,
        (SELECT count(*) FROM deliveries WHERE operation = 'POST /subscriber/send-email'
            AND date(at, 'unixepoch') = :day) AS day_email_sent,
        count(DISTINCT user_ns) FILTER (WHERE type = 'in') AS day_active_bot_users,
        count(*) FILTER (WHERE type <> 'system') AS day_total_messages,
        count(*) FILTER (WHERE type = 'in') AS day_in_messages,
        count(*) FILTER (WHERE type = 'out') AS day_out_messages,
        count(*) FILTER (WHERE type = 'agent') AS day_agent_messages,
        count(*) FILTER (WHERE type = 'note') AS day_note_messages,
        {_AVG_RESPONSE}
    FROM chat_messages WHERE date(ts, 'unixepoch') = :day
"""
_AGENT_SUMMARY: Final = f"""
    SELECT :flow_ns AS flow_ns, agent_id, :day AS summary_date,
        count(*) FILTER (WHERE type = 'agent') AS day_agent_messages,
        count(*) FILTER (WHERE type = 'note') AS day_note_messages,
        count(DISTINCT user_ns) FILTER (WHERE type = 'agent') AS day_reply_bot_users,
        {_AVG_RESPONSE},
        (SELECT json_object('id', id, 'name', name, 'email', email) FROM agents
            WHERE id = chat_messages.agent_id) AS agent
    FROM chat_messages WHERE date(ts, 'unixepoch') = :day AND agent_id IS NOT NULL
    GROUP BY agent_id ORDER BY agent_id
"""

_CHANNELS: Final = (
    *("chat", "chatwoot", "facebook", "instagram", "intercom", "jivochat", "line", "rcs", "slack"),
    *("sms", "telegram", "tiktok", "viber", "vk", "voice", "wechat", "whatsapp", "whatsapp_cloud"),
)


def team_info(request: SandboxRequest, store: Store) -> Answer:
    return one(request.profile.shape(_WORKSPACE | {"id": store.workspace_id}))


def list_flows(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _FLOWS, {"own": store.flow_ns})


def insert_flow(name: str, channel: str, store: Store) -> str:
    """Create another flow of the workspace; returns its `flow_ns`."""
    own = int(store.flow_ns.removeprefix("f"))
    flow_ns = f"f{own + 1 + store.value('SELECT count(*) FROM flows')}"
    store.insert("flows", {"flow_ns": flow_ns, "name": name, "type": channel})
    return flow_ns


def introduce_flow(flow_ns: str, store: Store) -> None:
    """Put a flow that has a state of its own into the list of its workspace."""
    with store.transaction():
        store.run(
            "INSERT OR IGNORE INTO flows (flow_ns, name, type) VALUES (?, 'Sandbox Flow', 'web')",
            (flow_ns,),
        )


def summary(sql: str) -> Handler:
    """Answers with what a query says of each day that a request asks for."""

    def handle(request: SandboxRequest, store: Store) -> Answer:
        rows: list[Row] = []
        if request.query.get("flow_ns", store.flow_ns) == store.flow_ns:
            for day in _days(request, store):
                rows += map(_with_agent, store.rows(sql, _of_day(day, store)))
        return answer({"data": [request.profile.shape(row) for row in rows]})

    return handle


def _of_day(day: date, store: Store) -> dict[str, str]:
    return {"flow_ns": store.flow_ns, "day": day.isoformat()}


def _with_agent(row: Row) -> Row:
    return row | {"agent": json.loads(row["agent"])} if row.get("agent") else row


def _days(request: SandboxRequest, store: Store) -> list[date]:
    first, last = requested_days(request, store, default=request.habits["summary_range"])
    return [first + timedelta(days) for days in range((last - first).days + 1)]


def get_channels(request: SandboxRequest, store: Store) -> Answer:
    return one(request.profile.shape(_channels(store)))


def update_channels(request: SandboxRequest, store: Store) -> Answer:
    check_flags(request.json, _CHANNELS)
    changes = {name: request.json[name] for name in _CHANNELS if name in request.json}
    _set_setting("channels", _channels(store) | changes, store)
    return get_channels(request, store)


def get_sidebar(_request: SandboxRequest, store: Store) -> Answer:
    return ok(data=_get_setting("live_chat_sidebar", [], store))


def update_sidebar(request: SandboxRequest, store: Store) -> Answer:
    if "data" in request.json:
        _set_setting("live_chat_sidebar", request.json["data"], store)
    return get_sidebar(request, store)


def _channels(store: Store) -> dict[str, int]:
    channels: dict[str, int] = _get_setting("channels", dict.fromkeys(_CHANNELS, 1), store)
    return channels


def _get_setting(name: str, default: Any, store: Store) -> Any:
    value = store.value("SELECT value FROM workspace_settings WHERE name = ?", (name,))
    return default if value is None else json.loads(value)


def _set_setting(name: str, value: object, store: Store) -> None:
    setting = (name, json.dumps(value))
    store.run("INSERT OR REPLACE INTO workspace_settings VALUES (?, ?)", setting)


class WorkspaceSeeds(AreaSeeds):
    def flow(self, name: str, channel: str = "whatsapp_cloud") -> str:
        """Another flow of the workspace, which has nothing in it; its `flow_ns`."""
        with self._store.transaction():
            return insert_flow(name, channel, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "GET /team-info": team_info,
    "GET /team-flows": list_flows,
    "GET /flow-summary": summary(_FLOW_SUMMARY),
    "GET /flow-agent-summary": summary(_AGENT_SUMMARY),
    "GET /workspace-settings/channels": get_channels,
    "POST /workspace-settings/update-channels": update_channels,
    "GET /workspace-settings/live-chat-sidebar": get_sidebar,
    "POST /workspace-settings/update-live-chat-sidebar": update_sidebar,
}
