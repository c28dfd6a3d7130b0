"""Shortcuts, closing notes, agents, AI agents and tasks, and the settings of a flow."""

from __future__ import annotations

from typing import Any

import pytest

from flochat.sandbox import Server

from .conftest import Api, ApiOf, Running

KEPT: dict[str, dict[str, Any]] = {
    "shortcut": {"name": "hi", "value": "Hello, how can I help?"},
    "closing-note": {"name": "Solved", "description": "All is well", "require_summary": 2},
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_agents_keep_is_made_read_changed_and_deleted(api: Api, kind: str) -> None:
    created = api.ok(f"POST /flow/create-{kind}", json=KEPT[kind])["data"][0]
    assert created.items() >= KEPT[kind].items()
    assert api.rows(f"GET /flow/{kind}s") == [created]
    assert api.rows(f"GET /flow/{kind}s/{created['id']}") == [created]
    changed = {"id": created["id"], "name": "other"}
    assert api.ok(f"PUT /flow/update-{kind}", json=changed)["data"] == [created | changed]
    api.ok(f"DELETE /flow/delete-{kind}", json={"id": created["id"]})
    assert api.rows(f"GET /flow/{kind}s") == []


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_not_there_is_told(api: Api, kind: str) -> None:
    assert api(f"GET /flow/{kind}s/7").status_code == 404
    for operation in (f"PUT /flow/update-{kind}", f"DELETE /flow/delete-{kind}"):
        assert api(operation, json={"id": 7}).json()["status"] == "error"


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("POST /flow/create-shortcut", {"name": "hi", "value": " "}),
        ("POST /flow/create-shortcut", {"name": "hi"}),
        ("POST /flow/create-closing-note", {"name": ""}),
        ("POST /flow/create-closing-note", {"name": "Solved", "require_summary": 3}),
        ("POST /flow/update-ai-agent-provider", {"ai_agent_ns": "f280503ag1", "max_tokens": 0}),
        ("POST /flow/update-ai-agent-provider", {"ai_agent_ns": "f280503ag1", "ai_provider": "x"}),
        ("POST /flow/settings/set-audio-transcription", {"stt_model": ""}),
    ],
)
def test_what_does_not_fit_is_refused(
    api: Api, server: Server, operation: str, body: dict[str, Any]
) -> None:
    server.seed.ai_agent("Guide")
    assert api(operation, json=body).status_code == 422


def test_a_closing_note_has_a_namespace(api: Api, server: Server) -> None:
    server.seed.closing_note("Solved")
    assert api.rows("GET /flow/closing-notes")[0]["note_ns"] == "f280503cn1"


def test_two_may_have_one_name(api: Api, server: Server) -> None:
    assert server.seed.shortcut("hi", "Hello") != server.seed.shortcut("hi", "Hi")
    assert len(api.rows("GET /flow/shortcuts", name="hi")) == 2


def test_agents_are_found_by_name_and_role(api: Api, server: Server) -> None:
    server.seed.agent("Kim", email="kim@example.com", role="owner", is_online=True)
    server.seed.agent("Lee")
    (kim,) = api.rows("GET /flow/agents", role="owner")
    assert kim.items() >= {"name": "Kim", "role": "owner", "email": "kim@example.com"}.items()
    assert [row["name"] for row in api.rows("GET /flow/agents", name="le")] == ["Lee"]


def test_whether_an_agent_is_online_has_the_type_of_the_manner(
    running: Running, api_of: ApiOf
) -> None:
    for manner, record in (("lifelike", 1), ("conforming", True)):
        server = running(manner=manner)
        server.seed.agent("Kim", is_online=True)
        (kim,) = api_of(server).rows("GET /flow/agents")
        assert kim["is_online"] is record


@pytest.mark.parametrize("kind", ["ai-agent", "ai-task"])
def test_ai_runs_on_what_it_was_told_to(api: Api, server: Server, kind: str) -> None:
    key = f"{kind.replace('-', '_')}_ns"
    seed = server.seed.ai_agent if kind == "ai-agent" else server.seed.ai_task
    worker, other = {key: seed("Guide", max_tokens=200)}, seed("Other", "claude")
    assert worker[key].startswith("f280503")
    chosen = worker | {"ai_provider": "xai", "ai_model": "grok-4"}
    api.ok(f"POST /flow/update-{kind}-provider", json=chosen)
    (record,) = api.ok(f"POST /flow/{kind}-info", json=worker)["data"]
    assert record.items() >= (chosen | {"name": "Guide", "max_tokens": 200, "id": "1"}).items()
    assert record["flow_ns"] == "f280503"
    assert [row[key] for row in api.rows(f"GET /flow/{kind}s", ai_provider="claude")] == [other]
    assert api.rows(f"GET /flow/{kind}s", **worker) == [record]


@pytest.mark.parametrize("kind", ["ai-agent", "ai-task"])
def test_unknown_ai_is_told(api: Api, kind: str) -> None:
    worker = {f"{kind.replace('-', '_')}_ns": "f1x1"}
    assert api(f"POST /flow/{kind}-info", json=worker).status_code == 404
    assert api(f"POST /flow/update-{kind}-provider", json=worker).json()["status"] == "error"


def test_settings_are_kept(api: Api, server: Server) -> None:
    read = "GET /flow/settings/get-default-ai-provider"
    assert api.ok(read)["data"] == {"ai_provider": "openai", "ai_model": "gpt-5"}
    api.ok("POST /flow/settings/set-default-ai-provider", json={"ai_provider": "claude"})
    assert api.ok(read)["data"] == {"ai_provider": "claude", "ai_model": None}
    assert server.audio_transcription is None
    api.ok("POST /flow/settings/set-audio-transcription", json={"stt_model": "whisper-1"})
    assert server.audio_transcription == "whisper-1"
