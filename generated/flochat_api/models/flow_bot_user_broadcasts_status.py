from typing import Literal

FlowBotUserBroadcastsStatus = Literal["Cancelled", "Completed", "New", "Scheduled"]

FLOW_BOT_USER_BROADCASTS_STATUS_VALUES: set[FlowBotUserBroadcastsStatus] = {
    "Cancelled",
    "Completed",
    "New",
    "Scheduled",
}


def check_flow_bot_user_broadcasts_status(value: str) -> FlowBotUserBroadcastsStatus:
    if value in FLOW_BOT_USER_BROADCASTS_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_BOT_USER_BROADCASTS_STATUS_VALUES!r}"
    )
