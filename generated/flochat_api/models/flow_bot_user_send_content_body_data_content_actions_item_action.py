from typing import Literal

FlowBotUserSendContentBodyDataContentActionsItemAction = Literal[
    "add_tag", "remove_tag", "set_field_value", "unset_field_value"
]

FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_ACTIONS_ITEM_ACTION_VALUES: set[
    FlowBotUserSendContentBodyDataContentActionsItemAction
] = {
    "add_tag",
    "remove_tag",
    "set_field_value",
    "unset_field_value",
}


def check_flow_bot_user_send_content_body_data_content_actions_item_action(
    value: str,
) -> FlowBotUserSendContentBodyDataContentActionsItemAction:
    if value in FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_ACTIONS_ITEM_ACTION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_ACTIONS_ITEM_ACTION_VALUES!r}"
    )
