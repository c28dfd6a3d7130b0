# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/ai_hub.py: edit that one.
"""The AI of the flow: its agents and tasks."""

from __future__ import annotations

from ...._requests.ai_hub import AI_AGENT, AI_TASK, PROVIDER, AiAgentRef, AiTaskRef
from ...._requests.bodies import update_body
from ...._requests.references import namespace_of
from ...._values.checks import check_optional_text, check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.ai_hub import AiAgent, AiTask
from ....models.base import Ack
from ...base import Resource
from ...pager import Pager


class AiAgentsAPI(Resource):
    """`client.flow.ai_agents`: AI agents, which the editor makes. Needs the scope Manage Flow.

    Where an AI agent is asked for, it is an `AiAgent` or its namespace (f12ag34); the API does not
    take a name.
    """

    def list(self, *, name: str | None = None, provider: str | None = None) -> Pager[AiAgent]:
        """List the AI agents, all or those that match both filters.

        `name` is part of a name; `provider` is openai, openai-responses, claude, gemini, groq,
        deepseek, xai, ...; None does not filter. The service hands out at most 100 pages of 100
        (`PageCapError` beyond).

        GET /flow/ai-agents
        """
        query = {**check_texts(name=name), "ai_provider": check_optional_text(provider, "provider")}
        return self._list("GET /flow/ai-agents", AiAgent, query=query)

    def get(self, ai_agent: AiAgentRef) -> AiAgent:
        """Return one AI agent; `ai_agent` is an `AiAgent` or its namespace (f12ag34).

        Raises `NotFoundError`.

        POST /flow/ai-agent-info
        """
        body = {"ai_agent_ns": namespace_of(ai_agent, AI_AGENT)}
        return self._record("POST /flow/ai-agent-info", AiAgent, body=body)

    def set_provider(
        self,
        ai_agent: AiAgentRef,
        provider: str | NotGiven = NOT_GIVEN,
        *,
        model: str | NotGiven = NOT_GIVEN,
        max_tokens: int | NotGiven = NOT_GIVEN,
    ) -> Ack:
        """Have an AI agent run on another provider or model, or with another limit of tokens.

        Args:
            ai_agent: an `AiAgent` or its namespace (f12ag34).
            provider: the provider: openai, claude, gemini, groq, deepseek, xai, ...; NOT_GIVEN
                leaves it.
            model: a model of that provider, "gpt-4o-mini" for example; NOT_GIVEN leaves it.
            max_tokens: the limit of tokens, at least 1; NOT_GIVEN leaves it.

        POST /flow/update-ai-agent-provider
        """
        body = {"ai_agent_ns": namespace_of(ai_agent, AI_AGENT)}
        body |= update_body(PROVIDER, provider=provider, model=model, max_tokens=max_tokens)
        return self._action("POST /flow/update-ai-agent-provider", body=body)


class AiTasksAPI(Resource):
    """`client.flow.ai_tasks`: AI tasks, which the editor makes. Needs the scope Manage Flow.

    Where an AI task is asked for, it is an `AiTask` or its namespace (f12at34); the API does not
    take a name.
    """

    def list(self, *, name: str | None = None, provider: str | None = None) -> Pager[AiTask]:
        """List the AI tasks, all or those that match both filters.

        `name` is part of a name; `provider` is openai, claude, gemini, groq, deepseek, xai, ...;
        None does not filter. The service hands out at most 100 pages of 100 (`PageCapError`
        beyond).

        GET /flow/ai-tasks
        """
        query = {**check_texts(name=name), "ai_provider": check_optional_text(provider, "provider")}
        return self._list("GET /flow/ai-tasks", AiTask, query=query)

    def get(self, ai_task: AiTaskRef) -> AiTask:
        """Return one AI task; `ai_task` is an `AiTask` or its namespace (f12at34).

        Raises `NotFoundError`.

        POST /flow/ai-task-info
        """
        body = {"ai_task_ns": namespace_of(ai_task, AI_TASK)}
        return self._record("POST /flow/ai-task-info", AiTask, body=body)

    def set_provider(
        self,
        ai_task: AiTaskRef,
        provider: str | NotGiven = NOT_GIVEN,
        *,
        model: str | NotGiven = NOT_GIVEN,
        max_tokens: int | NotGiven = NOT_GIVEN,
    ) -> Ack:
        """Have an AI task run on another provider or model, or with another limit of tokens.

        Args:
            ai_task: an `AiTask` or its namespace (f12at34).
            provider: the provider: openai, claude, gemini, groq, deepseek, xai, ...; NOT_GIVEN
                leaves it.
            model: a model of that provider, "gpt-4o-mini" for example; NOT_GIVEN leaves it.
            max_tokens: the limit of tokens, at least 1; NOT_GIVEN leaves it.

        POST /flow/update-ai-task-provider
        """
        body = {"ai_task_ns": namespace_of(ai_task, AI_TASK)}
        body |= update_body(PROVIDER, provider=provider, model=model, max_tokens=max_tokens)
        return self._action("POST /flow/update-ai-task-provider", body=body)
