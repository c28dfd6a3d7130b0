from typing import Literal

AiAgentAiProvider = Literal[
    "ainvented",
    "claude",
    "deepseek",
    "gemini",
    "groq",
    "openai",
    "openai-responses",
    "xai",
    "xai-responses",
]

AI_AGENT_AI_PROVIDER_VALUES: set[AiAgentAiProvider] = {
    "ainvented",
    "claude",
    "deepseek",
    "gemini",
    "groq",
    "openai",
    "openai-responses",
    "xai",
    "xai-responses",
}


def check_ai_agent_ai_provider(value: str) -> AiAgentAiProvider:
    if value in AI_AGENT_AI_PROVIDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AI_AGENT_AI_PROVIDER_VALUES!r}"
    )
