from typing import Literal

FlowSetDefaultAiProviderBodyAiProvider = Literal[
    "ainvented", "claude", "deepseek", "gemini", "groq", "openai", "xai"
]

FLOW_SET_DEFAULT_AI_PROVIDER_BODY_AI_PROVIDER_VALUES: set[
    FlowSetDefaultAiProviderBodyAiProvider
] = {
    "ainvented",
    "claude",
    "deepseek",
    "gemini",
    "groq",
    "openai",
    "xai",
}


def check_flow_set_default_ai_provider_body_ai_provider(
    value: str,
) -> FlowSetDefaultAiProviderBodyAiProvider:
    if value in FLOW_SET_DEFAULT_AI_PROVIDER_BODY_AI_PROVIDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_SET_DEFAULT_AI_PROVIDER_BODY_AI_PROVIDER_VALUES!r}"
    )
