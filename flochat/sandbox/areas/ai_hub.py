"""AI agents and AI tasks, which only the editor creates, and the providers that they run on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from ..._values.identifiers import AI_AGENT, AI_TASK, parse_namespace
from ..answers import Answer, Invalid, answer, ok, one
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store

_AI_COLUMNS: Final = """
    id TEXT NOT NULL, flow_ns TEXT NOT NULL, name TEXT NOT NULL UNIQUE, ai_provider TEXT NOT NULL,
    ai_model TEXT, max_tokens INTEGER
"""

TABLES: Final = f"""
CREATE TABLE ai_agents (ai_agent_ns TEXT PRIMARY KEY, {_AI_COLUMNS}, prompt TEXT);
CREATE TABLE ai_tasks (ai_task_ns TEXT PRIMARY KEY, {_AI_COLUMNS});
CREATE TABLE flow_settings (name TEXT PRIMARY KEY, value TEXT);
"""

AI_AGENTS: Final = ResourceKind(
    "AI agent", "ai_agents", "ai_agent_ns", {"ai_agent_ns": "ai_agent_ns"}
)
AI_TASKS: Final = ResourceKind("AI task", "ai_tasks", "ai_task_ns", {"ai_task_ns": "ai_task_ns"})

_NS_KINDS: Final = {"ai_agent_ns": AI_AGENT, "ai_task_ns": AI_TASK}
_PROVIDER_KEYS: Final = ("ai_provider", "ai_model", "max_tokens")

#: What a flow runs on until another is chosen.
_DEFAULT_PROVIDER: Final = {"ai_provider": "openai", "ai_model": "gpt-5"}
#: The same where hosts differ in it.
_NO_PROVIDER: Final[Mapping[str, dict[str, str | None]]] = {
    "openai": {**_DEFAULT_PROVIDER},
    "null": dict.fromkeys(_DEFAULT_PROVIDER),
    "empty": {},
}


def list_all(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    exact = {name: f"{name} = :{name}" for name in (kind.key, "ai_provider")}
    return list_page(request, store, Listing(kind.table, "*", NAME_FILTER | exact))


def get_info(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    key = request.json[kind.key]
    row = store.row(f"SELECT * FROM {kind.table} WHERE {kind.key} = ?", (key,))
    if row is None:
        raise kind.not_found(key)
    return one(request.profile.shape(row), form="ok list")


def set_provider(kind: ResourceKind, request: SandboxRequest, store: Store) -> Answer:
    key = kind.named_in(request.json, kind.key, store)
    if request.json.get("max_tokens", 1) < 1:
        raise Invalid({"max_tokens": ["max_tokens must be at least 1."]})
    changes: Row = {name: request.json[name] for name in _PROVIDER_KEYS if name in request.json}
    store.update(kind.table, kind.key, {kind.key: key, **changes})
    return ok()


def get_default_provider(request: SandboxRequest, store: Store) -> Answer:
    chosen = settings(store, *_DEFAULT_PROVIDER)
    provider = _NO_PROVIDER[request.habits["no_provider"]] | chosen
    if not provider:
        return answer({"status": "ok", "data": []})
    return one(request.profile.shape(provider))


def set_default_provider(request: SandboxRequest, store: Store) -> Answer:
    choose_provider(request.json, store)
    return ok()


def set_audio_transcription(request: SandboxRequest, store: Store) -> Answer:
    _set(store, {"stt_model": request.text("stt_model")})
    return ok()


def insert(kind: ResourceKind, name: str, provider: Row, store: Store) -> str:
    """Create an AI agent or an AI task; returns its identifier."""
    namespace = store.new_ns(_NS_KINDS[kind.key])
    flow, _, number = parse_namespace(namespace)
    keys = {kind.key: namespace, "id": str(number), "flow_ns": f"f{flow}"}
    store.insert(kind.table, keys | {"name": name} | provider)
    return namespace


def choose_provider(provider: Mapping[str, Any], store: Store) -> None:
    """Let AI agents and tasks run on a provider and its model, unless they say otherwise."""
    _set(store, {name: provider.get(name) for name in _DEFAULT_PROVIDER})


def settings(store: Store, *names: str) -> dict[str, str | None]:
    """The settings of those names that were chosen."""
    rows = store.rows("SELECT name, value FROM flow_settings")
    return {row["name"]: row["value"] for row in rows if row["name"] in names}


def _set(store: Store, values: Mapping[str, Any]) -> None:
    for setting in values.items():
        store.run("INSERT OR REPLACE INTO flow_settings VALUES (?, ?)", setting)


def _routes(slug: str, kind: ResourceKind) -> dict[str, Handler]:
    return {
        f"GET /flow/{slug}s": partial(list_all, kind),
        f"POST /flow/{slug}-info": partial(get_info, kind),
        f"POST /flow/update-{slug}-provider": partial(set_provider, kind),
    }


class AiHubSeeds(AreaSeeds):
    def ai_agent(
        self,
        name: str,
        ai_provider: str = "openai",
        *,
        ai_model: str | None = None,
        max_tokens: int | None = None,
        prompt: str | None = None,
    ) -> str:
        """An AI agent; its `ai_agent_ns`."""
        row = {"ai_provider": ai_provider, "ai_model": ai_model, "max_tokens": max_tokens}
        return self._ai_resource(AI_AGENTS, name, row | {"prompt": prompt})

    def ai_task(
        self,
        name: str,
        ai_provider: str = "openai",
        *,
        ai_model: str | None = None,
        max_tokens: int | None = None,
    ) -> str:
        """An AI task; its `ai_task_ns`."""
        row = {"ai_provider": ai_provider, "ai_model": ai_model, "max_tokens": max_tokens}
        return self._ai_resource(AI_TASKS, name, row)

    def _ai_resource(self, kind: ResourceKind, name: str, row: Row) -> str:
        return self._find_or_create(kind, name, lambda name, store: insert(kind, name, row, store))


ROUTES: Final[dict[str, Handler]] = {
    **_routes("ai-agent", AI_AGENTS),
    **_routes("ai-task", AI_TASKS),
    "GET /flow/settings/get-default-ai-provider": get_default_provider,
    "POST /flow/settings/set-default-ai-provider": set_default_provider,
    "POST /flow/settings/set-audio-transcription": set_audio_transcription,
}
