from typing import Literal

FlowBotUserSendContentBodyDataVersion = Literal["v1"]

FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_VERSION_VALUES: set[
    FlowBotUserSendContentBodyDataVersion
] = {
    "v1",
}


def check_flow_bot_user_send_content_body_data_version(
    value: str,
) -> FlowBotUserSendContentBodyDataVersion:
    if value in FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_VERSION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {FLOW_BOT_USER_SEND_CONTENT_BODY_DATA_VERSION_VALUES!r}"
    )
