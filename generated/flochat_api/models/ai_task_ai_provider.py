from typing import Literal

AiTaskAiProvider = Literal[
    "ainvented", "claude", "deepseek", "gemini", "groq", "openai", "xai"
]

AI_TASK_AI_PROVIDER_VALUES: set[AiTaskAiProvider] = {
    "ainvented",
    "claude",
    "deepseek",
    "gemini",
    "groq",
    "openai",
    "xai",
}


def check_ai_task_ai_provider(value: str) -> AiTaskAiProvider:
    if value in AI_TASK_AI_PROVIDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AI_TASK_AI_PROVIDER_VALUES!r}"
    )
