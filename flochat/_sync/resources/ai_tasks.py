# Derived by scripts/sync_twin.py from
# flochat/_async/resources/ai_tasks.py: edit that one.
"""The AI tasks of the flow."""

from __future__ import annotations

from ...ai_hub import AI_TASK, PROVIDER, AiTaskRef
from ...bodies import changes
from ...given import NOT_GIVEN, NotGiven
from ...models.ai_hub import AiTask
from ...models.base import Ack
from ...references import namespace
from ...values import optional_text, texts
from ..pager import Pager
from ..resource import Resource


class AiTasksAPI(Resource):
    """`client.flow.ai_tasks`: AI tasks, which the editor makes. Needs the scope Manage Flow.

    Where an AI task is asked for, it is an `AiTask` or its namespace (f12at34); the API takes no
    name.
    """

    def list(self, *, name: str | None = None, provider: str | None = None) -> Pager[AiTask]:
        """All AI tasks, or those whose name contains `name`, or which run on a provider.

        `provider` is openai, claude, gemini, groq, deepseek, xai, ... The service hands out 100
        pages of 100 at the most (`PageCapError` beyond).

        GET /flow/ai-tasks
        """
        query = {**texts(name=name), "ai_provider": optional_text(provider, "provider")}
        return self._list("GET /flow/ai-tasks", AiTask, query=query)

    def get(self, ai_task: AiTaskRef) -> AiTask:
        """One AI task. Raises `NotFoundError`. POST /flow/ai-task-info"""
        body = {"ai_task_ns": namespace(ai_task, AI_TASK)}
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

        `provider` is as in `list`, `model` a model of that provider; what is not given stays.

        POST /flow/update-ai-task-provider
        """
        body = {"ai_task_ns": namespace(ai_task, AI_TASK)}
        body |= changes(PROVIDER, provider=provider, model=model, max_tokens=max_tokens)
        return self._action("POST /flow/update-ai-task-provider", body=body)
