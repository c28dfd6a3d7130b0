from typing import Literal

WorkspaceWhatsappCallLogsDirection = Literal["agent", "in", "out"]

WORKSPACE_WHATSAPP_CALL_LOGS_DIRECTION_VALUES: set[
    WorkspaceWhatsappCallLogsDirection
] = {
    "agent",
    "in",
    "out",
}


def check_workspace_whatsapp_call_logs_direction(
    value: str,
) -> WorkspaceWhatsappCallLogsDirection:
    if value in WORKSPACE_WHATSAPP_CALL_LOGS_DIRECTION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WORKSPACE_WHATSAPP_CALL_LOGS_DIRECTION_VALUES!r}"
    )
