from typing import Literal

FlowBotUsersCountResponse200DataItemStatus = Literal["done", "open", "pending", "spam"]

FLOW_BOT_USERS_COUNT_RESPONSE_200_DATA_ITEM_STATUS_VALUES: set[
    FlowBotUsersCountResponse200DataItemStatus
] = {
    "done",
    "open",
    "pending",
    "spam",
}


def check_flow_bot_users_count_response_200_data_item_status(
    value: str,
) -> FlowBotUsersCountResponse200DataItemStatus:
    if value in FLOW_BOT_USERS_COUNT_RESPONSE_200_DATA_ITEM_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_BOT_USERS_COUNT_RESPONSE_200_DATA_ITEM_STATUS_VALUES!r}"
    )
