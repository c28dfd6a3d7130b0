"""Calls of what agents, human and not, work with, each with a good outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flochat.sandbox import Server

Call = Callable[..., Any]
Answered = Iterator[tuple[str, Any]]


def live_chat_calls(server: Server, call: Call) -> Answered:
    """Each operation once: what it is called, and what it answered."""
    server.seed.agent("Lee", email="lee@example.com", role="admin", is_online=True)
    yield "GET /flow/agents", call("GET /flow/agents")
    yield from _life(call, "shortcut", {"name": "hi", "value": "Hello"}, {"value": "Hi there"})
    yield from _life(call, "closing-note", {"name": "Solved"}, {"require_summary": 2})
    yield from _ai(call, "ai-agent", {"ai_agent_ns": server.seed.ai_agent("Guide")})
    yield from _ai(call, "ai-task", {"ai_task_ns": server.seed.ai_task("Sum up")})
    yield from _settings(call)


def _life(call: Call, kind: str, body: Any, changed: Any) -> Answered:
    """A resource created, listed, read, changed and deleted."""
    created = call(f"POST /flow/create-{kind}", body)
    yield f"POST /flow/create-{kind}", created
    number = {"id": created["data"][0]["id"]}
    yield f"GET /flow/{kind}s", call(f"GET /flow/{kind}s")
    one = f"GET /flow/{kind}s/{number['id']}"
    yield one, call(one)
    yield f"PUT /flow/update-{kind}", call(f"PUT /flow/update-{kind}", number | changed)
    yield f"DELETE /flow/delete-{kind}", call(f"DELETE /flow/delete-{kind}", number)


def _ai(call: Call, kind: str, worker: dict[str, str]) -> Answered:
    yield f"GET /flow/{kind}s", call(f"GET /flow/{kind}s")
    yield f"POST /flow/{kind}-info", call(f"POST /flow/{kind}-info", worker)
    chosen = worker | {"ai_provider": "claude", "ai_model": "opus", "max_tokens": 500}
    operation = f"POST /flow/update-{kind}-provider"
    yield operation, call(operation, chosen)


def _settings(call: Call) -> Answered:
    for operation, body in [
        ("POST /flow/settings/set-default-ai-provider", {"ai_provider": "xai"}),
        ("GET /flow/settings/get-default-ai-provider", None),
        ("POST /flow/settings/set-audio-transcription", {"stt_model": "whisper-1"}),
    ]:
        yield operation, call(operation, body)
