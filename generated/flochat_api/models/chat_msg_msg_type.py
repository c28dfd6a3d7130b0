from typing import Literal

ChatMsgMsgType = Literal["audio", "file", "image", "text", "video"]

CHAT_MSG_MSG_TYPE_VALUES: set[ChatMsgMsgType] = {
    "audio",
    "file",
    "image",
    "text",
    "video",
}


def check_chat_msg_msg_type(value: str) -> ChatMsgMsgType:
    if value in CHAT_MSG_MSG_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CHAT_MSG_MSG_TYPE_VALUES!r}"
    )
