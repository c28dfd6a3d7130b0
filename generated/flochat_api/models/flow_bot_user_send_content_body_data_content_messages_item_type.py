from typing import Literal

FlowBotUserSendContentBodyDataContentMessagesItemType = Literal[
    "audio", "cards", "file", "image", "text", "video"
]

FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_MESSAGES_ITEM_TYPE_VALUES: set[
    FlowBotUserSendContentBodyDataContentMessagesItemType
] = {
    "audio",
    "cards",
    "file",
    "image",
    "text",
    "video",
}


def check_flow_bot_user_send_content_body_data_content_messages_item_type(
    value: str,
) -> FlowBotUserSendContentBodyDataContentMessagesItemType:
    if value in FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_MESSAGES_ITEM_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_CONTENT_MESSAGES_ITEM_TYPE_VALUES!r}"
    )
