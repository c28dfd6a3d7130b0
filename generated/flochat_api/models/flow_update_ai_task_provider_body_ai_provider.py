from typing import Literal

FlowUpdateAiTaskProviderBodyAiProvider = Literal[
    "ainvented", "claude", "deepseek", "gemini", "groq", "openai", "xai"
]

FLOW_UPDATE_AI_TASK_PROVIDER_BODY_AI_PROVIDER_VALUES: set[
    FlowUpdateAiTaskProviderBodyAiProvider
] = {
    "ainvented",
    "claude",
    "deepseek",
    "gemini",
    "groq",
    "openai",
    "xai",
}


def check_flow_update_ai_task_provider_body_ai_provider(
    value: str,
) -> FlowUpdateAiTaskProviderBodyAiProvider:
    if value in FLOW_UPDATE_AI_TASK_PROVIDER_BODY_AI_PROVIDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_UPDATE_AI_TASK_PROVIDER_BODY_AI_PROVIDER_VALUES!r}"
    )
