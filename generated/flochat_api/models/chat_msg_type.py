from typing import Literal

ChatMsgType = Literal["agent", "in", "out"]

CHAT_MSG_TYPE_VALUES: set[ChatMsgType] = {
    "agent",
    "in",
    "out",
}


def check_chat_msg_type(value: str) -> ChatMsgType:
    if value in CHAT_MSG_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CHAT_MSG_TYPE_VALUES!r}"
    )
