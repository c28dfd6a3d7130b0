from typing import Literal

WorkspaceWhatsappCallLogsStatus = Literal[
    "AI_ANSWERED", "ANSWERED", "MISSED", "NO_ANSWER", "REJECTED", "RINGING"
]

WORKSPACE_WHATSAPP_CALL_LOGS_STATUS_VALUES: set[WorkspaceWhatsappCallLogsStatus] = {
    "AI_ANSWERED",
    "ANSWERED",
    "MISSED",
    "NO_ANSWER",
    "REJECTED",
    "RINGING",
}


def check_workspace_whatsapp_call_logs_status(
    value: str,
) -> WorkspaceWhatsappCallLogsStatus:
    if value in WORKSPACE_WHATSAPP_CALL_LOGS_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WORKSPACE_WHATSAPP_CALL_LOGS_STATUS_VALUES!r}"
    )
