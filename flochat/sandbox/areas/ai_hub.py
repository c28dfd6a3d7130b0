"""AI agents and AI tasks, made in the editor alone, and the providers that they run on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from flochat._values import identifiers
from flochat.sandbox.answers import Answer, Invalid, ok
from flochat.sandbox.areas.things import AI_AGENTS, AI_TASKS, Things
from flochat.sandbox.lists import NAME_FILTER, Listing, listed
from flochat.sandbox.request import Handler, SandboxRequest
from flochat.sandbox.store import Row, Store

_LETTERS: Final = {"ai_agent_ns": identifiers.AI_AGENT, "ai_task_ns": identifiers.AI_TASK}
_RUNS_ON: Final = ("ai_provider", "ai_model", "max_tokens")

#: What a flow runs on until another is chosen.
_FIRST_PROVIDER: Final = {"ai_provider": "openai", "ai_model": "gpt-5"}


def list_workers(things: Things, request: SandboxRequest, store: Store) -> Answer:
    exact = {name: f"{name} = :{name}" for name in (things.key, "ai_provider")}
    return listed(request, store, Listing(things.table, "*", NAME_FILTER | exact))


def worker_info(things: Things, request: SandboxRequest, store: Store) -> Answer:
    asked = request.json[things.key]
    row = store.row(f"SELECT * FROM {things.table} WHERE {things.key} = ?", (asked,))
    if row is None:
        raise things.missing(asked)
    return ok(data=[request.manner.shape(row)])


def set_provider(things: Things, request: SandboxRequest, store: Store) -> Answer:
    worker = things.named_in(request.json, things.key, store)
    if request.json.get("max_tokens", 1) < 1:
        raise Invalid({"max_tokens": ["max_tokens has to be 1 at the least."]})
    chosen: Row = {name: request.json[name] for name in _RUNS_ON if name in request.json}
    store.update(things.table, things.key, {things.key: worker, **chosen})
    return ok()


def get_default_provider(request: SandboxRequest, store: Store) -> Answer:
    return ok(data=request.manner.shape(_FIRST_PROVIDER | settings(store, *_FIRST_PROVIDER)))


def set_default_provider(request: SandboxRequest, store: Store) -> Answer:
    _set(store, {name: request.json.get(name) for name in _FIRST_PROVIDER})
    return ok()


def set_audio_transcription(request: SandboxRequest, store: Store) -> Answer:
    _set(store, {"stt_model": request.text("stt_model")})
    return ok()


def insert(things: Things, name: str, runs_on: Row, store: Store) -> str:
    """Make an AI agent or an AI task; its identifier."""
    namespace = store.new_ns(_LETTERS[things.key])
    flow, _, number = identifiers.parse(namespace)
    keys = {things.key: namespace, "id": str(number), "flow_ns": f"f{flow}"}
    store.insert(things.table, keys | {"name": name} | runs_on)
    return namespace


def settings(store: Store, *names: str) -> dict[str, str | None]:
    """The settings of those names that were chosen."""
    rows = store.rows("SELECT name, value FROM flow_settings")
    return {row["name"]: row["value"] for row in rows if row["name"] in names}


def _set(store: Store, values: Mapping[str, Any]) -> None:
    for setting in values.items():
        store.run("INSERT OR REPLACE INTO flow_settings VALUES (?, ?)", setting)


def _worker_routes(word: str, things: Things) -> dict[str, Handler]:
    return {
        f"GET /flow/{word}s": partial(list_workers, things),
        f"POST /flow/{word}-info": partial(worker_info, things),
        f"POST /flow/update-{word}-provider": partial(set_provider, things),
    }


ROUTES: Final[dict[str, Handler]] = {
    **_worker_routes("ai-agent", AI_AGENTS),
    **_worker_routes("ai-task", AI_TASKS),
    "GET /flow/settings/get-default-ai-provider": get_default_provider,
    "POST /flow/settings/set-default-ai-provider": set_default_provider,
    "POST /flow/settings/set-audio-transcription": set_audio_transcription,
}
