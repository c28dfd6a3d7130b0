from typing import Literal

FlowBotUserSendContentBodyDataContentQuickRepliesItemType = Literal[
    "dynamic_block_callback", "node", "url"
]

FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_QUICK_REPLIES_ITEM_TYPE_VALUES: set[
    FlowBotUserSendContentBodyDataContentQuickRepliesItemType
] = {
    "dynamic_block_callback",
    "node",
    "url",
}


def check_flow_bot_user_send_content_body_data_content_quick_replies_item_type(
    value: str,
) -> FlowBotUserSendContentBodyDataContentQuickRepliesItemType:
    if (
        value
        in FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_QUICK_REPLIES_ITEM_TYPE_VALUES
    ):
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_QUICK_REPLIES_ITEM_TYPE_VALUES!r}"
    )
