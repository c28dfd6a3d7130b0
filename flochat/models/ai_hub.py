"""The AI of a flow: agents, tasks, and their providers."""

from __future__ import annotations

from typing import ClassVar

from .base import Model, model


@model
class AiProvider(Model):
    """An AI provider (openai, claude, gemini, ...) and one of its models."""

    ai_provider: str | None = None
    ai_model: str | None = None


@model
class _AiWorker(Model):
    id: str | None = None
    flow_ns: str | None = None
    name: str | None = None
    ai_provider: str | None = None
    ai_model: str | None = None
    max_tokens: int | None = None


@model
class AiAgent(_AiWorker):
    """An AI agent of the flow; `ai_agent_ns` has the form f12ag34, `prompt` instructs it."""

    _identity: ClassVar[str] = "ai_agent_ns"
    ai_agent_ns: str | None = None
    prompt: str | None = None


@model
class AiTask(_AiWorker):
    """An AI task of the flow; `ai_task_ns` has the form f12at34."""

    _identity: ClassVar[str] = "ai_task_ns"
    ai_task_ns: str | None = None
