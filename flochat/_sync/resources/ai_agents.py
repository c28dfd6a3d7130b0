# Derived by scripts/sync_twin.py from
# flochat/_async/resources/ai_agents.py: edit that one.
"""The AI agents of the flow."""

from __future__ import annotations

from ...ai_hub import AI_AGENT, PROVIDER, AiAgentRef
from ...bodies import changes
from ...given import NOT_GIVEN, NotGiven
from ...models.ai_hub import AiAgent
from ...models.base import Ack
from ...references import namespace
from ...values import optional_text, texts
from ..pager import Pager
from ..resource import Resource


class AiAgentsAPI(Resource):
    """`client.flow.ai_agents`: AI agents, which the editor makes. Needs the scope Manage Flow.

    Where an AI agent is asked for, it is an `AiAgent` or its namespace (f12ag34); the API takes no
    name.
    """

    def list(self, *, name: str | None = None, provider: str | None = None) -> Pager[AiAgent]:
        """All AI agents, or those whose name contains `name`, or who run on a provider.

        `provider` is openai, openai-responses, claude, gemini, groq, deepseek, xai, ... The service
        hands out 100 pages of 100 at the most (`PageCapError` beyond).

        GET /flow/ai-agents
        """
        query = {**texts(name=name), "ai_provider": optional_text(provider, "provider")}
        return self._list("GET /flow/ai-agents", AiAgent, query=query)

    def get(self, ai_agent: AiAgentRef) -> AiAgent:
        """One AI agent. Raises `NotFoundError`. POST /flow/ai-agent-info"""
        body = {"ai_agent_ns": namespace(ai_agent, AI_AGENT)}
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

        `provider` is as in `list`, `model` a model of that provider; what is not given stays.

        POST /flow/update-ai-agent-provider
        """
        body = {"ai_agent_ns": namespace(ai_agent, AI_AGENT)}
        body |= changes(PROVIDER, provider=provider, model=model, max_tokens=max_tokens)
        return self._action("POST /flow/update-ai-agent-provider", body=body)
