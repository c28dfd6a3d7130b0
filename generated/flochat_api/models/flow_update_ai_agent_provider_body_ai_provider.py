from typing import Literal

FlowUpdateAiAgentProviderBodyAiProvider = Literal[
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

FLOW_UPDATE_AI_AGENT_PROVIDER_BODY_AI_PROVIDER_VALUES: set[
    FlowUpdateAiAgentProviderBodyAiProvider
] = {
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


def check_flow_update_ai_agent_provider_body_ai_provider(
    value: str,
) -> FlowUpdateAiAgentProviderBodyAiProvider:
    if value in FLOW_UPDATE_AI_AGENT_PROVIDER_BODY_AI_PROVIDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_UPDATE_AI_AGENT_PROVIDER_BODY_AI_PROVIDER_VALUES!r}"
    )
