from __future__ import annotations

from typing import Any

import pytest

from flochat import (
    Agent,
    AiAgent,
    AiProvider,
    ClosingNote,
    InvalidArgumentError,
    NotFoundError,
    RejectedError,
    Shortcut,
)
from flochat.sandbox import Server
from tests.support.ledger import bodies, operations


@pytest.mark.habits(name_filter="part")
def test_a_shortcut_is_created_read_changed_and_deleted(client: Any, sandbox: Server) -> None:
    hi = client.flow.shortcuts.create("hi", "Hello, how can I help?")
    assert hi == Shortcut(id=hi.id, name="hi", value="Hello, how can I help?")
    assert client.flow.shortcuts.get(hi) == client.flow.shortcuts.get(hi.id) == hi
    changed = client.flow.shortcuts.update(hi, value="Hi there")
    assert (changed.name, changed.value) == ("hi", "Hi there")
    sandbox.seed.shortcut("bye", "Goodbye")
    assert [row.name for row in client.flow.shortcuts.list(name="h")] == ["hi"]
    client.flow.shortcuts.delete(hi)
    assert [row.name for row in client.flow.shortcuts.list()] == ["bye"]
    assert operations(sandbox) == [
        "POST /flow/create-shortcut",
        "GET /flow/shortcuts/{}",
        "GET /flow/shortcuts/{}",
        "PUT /flow/update-shortcut",
        "GET /flow/shortcuts",
        "DELETE /flow/delete-shortcut",
        "GET /flow/shortcuts",
    ]
    assert bodies(sandbox)[3] == {"id": hi.id, "value": "Hi there"}


@pytest.mark.habits(name_filter="part")
def test_a_closing_note_is_created_read_changed_and_deleted(client: Any) -> None:
    solved = client.flow.closing_notes.create("Solved", require_summary=2)
    assert isinstance(solved, ClosingNote)
    assert (solved.name, solved.require_summary, solved.note_ns) == ("Solved", 2, "f280503cn1")
    assert client.flow.closing_notes.get(solved) == solved
    named = client.flow.closing_notes.update(solved, description="All is well")
    assert (named.description, named.require_summary) == ("All is well", 2)
    emptied = client.flow.closing_notes.update(solved.id, description=None, require_attachment=1)
    assert (emptied.description, emptied.require_attachment) == ("", 1)
    assert client.flow.closing_notes.list(name="Sol").to_list() == [emptied]
    client.flow.closing_notes.delete(solved)
    assert client.flow.closing_notes.list().to_list() == []


@pytest.mark.habits(missing="null", name_filter="part")
def test_the_people_who_answer_are_listed(client: Any, sandbox: Server) -> None:
    kim = sandbox.seed.agent("Kim", email="kim@example.com", role="owner", is_online=True)
    sandbox.seed.agent("Lee")
    (owner,) = client.flow.agents.list(role="owner")
    assert owner == Agent(id=kim, name="Kim", email="kim@example.com", role="owner", is_online=True)
    assert [agent.name for agent in client.flow.agents.list(name="le")] == ["Lee"]


@pytest.mark.habits(name_filter="part")
@pytest.mark.parametrize("kind", ["ai_agents", "ai_tasks"])
def test_ai_is_listed_read_and_moved_to_another_provider(
    client: Any, sandbox: Server, kind: str
) -> None:
    resource, word = getattr(client.flow, kind), kind.removesuffix("s")
    namespace = getattr(sandbox.seed, word)("Guide", ai_model="gpt-5", max_tokens=200)
    getattr(sandbox.seed, word)("Other", "claude")
    guide = resource.get(namespace)
    assert (getattr(guide, f"{word}_ns"), guide.ai_model, guide.max_tokens) == (
        namespace,
        "gpt-5",
        200,
    )
    assert resource.list(provider="openai").to_list() == [guide]
    assert resource.list(name="gui").to_list() == [guide]
    resource.set_provider(guide, "xai", model="grok-4")
    resource.set_provider(namespace, max_tokens=500)
    updated = resource.get(guide)
    assert (updated.ai_provider, updated.ai_model, updated.max_tokens) == ("xai", "grok-4", 500)


def test_the_flow_s_own_provider_is_read_and_chosen(client: Any, sandbox: Server) -> None:
    settings = client.flow.settings
    assert settings.get_default_ai_provider() == AiProvider(ai_provider="openai", ai_model="gpt-5")
    settings.set_default_ai_provider("claude", model="opus")
    assert settings.get_default_ai_provider() == AiProvider(ai_provider="claude", ai_model="opus")
    read = "GET /flow/settings/get-default-ai-provider"
    sandbox.answer_next(operation=read, json={"status": "ok", "data": {}})
    with pytest.raises(NotFoundError):
        settings.get_default_ai_provider()


def test_voice_messages_are_written_down_or_not(client: Any, sandbox: Server) -> None:
    client.flow.settings.set_audio_transcription("whisper-1")
    assert sandbox.audio_transcription == "whisper-1"
    client.flow.settings.set_audio_transcription(None)
    assert sandbox.audio_transcription == "none"


@pytest.mark.habits(unknown_path="404", unknown_resource="200 error")
def test_what_is_not_there_is_told(client: Any) -> None:
    for resource in (client.flow.shortcuts, client.flow.closing_notes):
        with pytest.raises(NotFoundError):
            resource.get(7)
        with pytest.raises(RejectedError):
            resource.delete(7)
    for ai, namespace in ((client.flow.ai_agents, "f1ag2"), (client.flow.ai_tasks, "f1at2")):
        with pytest.raises(NotFoundError):
            ai.get(namespace)


def test_bad_input_costs_no_request(client: Any, sandbox: Server) -> None:
    flow = client.flow
    calls: list[tuple[Any, list[Any], dict[str, Any], str]] = [
        (flow.shortcuts.create, ["", "Hello"], {}, "name must not be empty"),
        (flow.shortcuts.create, ["hi", None], {}, "requires value"),
        (flow.shortcuts.update, [7], {}, "nothing to change"),
        (flow.shortcuts.get, ["hi"], {}, "neither a Shortcut nor the id"),
        (flow.shortcuts.delete, [Shortcut(name="hi")], {}, "has no id"),
        (flow.closing_notes.create, ["Solved"], {"require_summary": 3}, "0, 1 or 2"),
        (flow.closing_notes.update, [7], {"require_attachment": True}, "whole number"),
        (flow.ai_agents.get, ["Guide"], {}, "does not take an AI agent by name"),
        (flow.ai_agents.get, [AiAgent()], {}, "neither ai_agent_ns nor name"),
        (flow.ai_tasks.get, ["f1ag2"], {}, "of something else"),
        (flow.ai_agents.set_provider, ["f1ag2"], {}, "nothing to change"),
        (flow.ai_tasks.set_provider, ["f1at2", ""], {}, "provider must not be empty"),
        (flow.ai_tasks.set_provider, ["f1at2"], {"max_tokens": 0}, "at least 1"),
        (flow.settings.set_default_ai_provider, [" "], {}, "provider must not be empty"),
        (flow.settings.set_default_ai_provider, [None], {}, "requires ai_provider"),
        (flow.settings.set_audio_transcription, [""], {}, "model must not be empty"),
    ]
    for method, arguments, options, message in calls:
        with pytest.raises(InvalidArgumentError, match=message):
            method(*arguments, **options)
    assert sandbox.requests == []
