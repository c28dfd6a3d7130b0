"""AI agents and tasks: how they are referred to, and how their provider is sent."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values import identifiers
from .._values.checks import check_count, check_text
from ..models.ai_hub import AiAgent, AiTask
from .bodies import BodySchema, encode_with
from .references import ReferenceKind

#: An AI agent, or its namespace of the form f12ag34.
AiAgentRef: TypeAlias = AiAgent | str
#: An AI task, or its namespace of the form f12at34.
AiTaskRef: TypeAlias = AiTask | str

AI_AGENT: Final = ReferenceKind("AI agent", identifiers.AI_AGENT, AiAgent, "ai_agent_ns")
AI_TASK: Final = ReferenceKind("AI task", identifiers.AI_TASK, AiTask, "ai_task_ns")


def _check_tokens(value: int, argument: str) -> int:
    return check_count(value, argument, minimum=1)


PROVIDER: Final[BodySchema] = {
    "provider": encode_with(check_text, "ai_provider"),
    "model": encode_with(check_text, "ai_model"),
    "max_tokens": encode_with(_check_tokens),
}
