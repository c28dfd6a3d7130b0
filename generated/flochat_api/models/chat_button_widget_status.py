from typing import Literal

ChatButtonWidgetStatus = Literal["active", "inactive"]

CHAT_BUTTON_WIDGET_STATUS_VALUES: set[ChatButtonWidgetStatus] = {
    "active",
    "inactive",
}


def check_chat_button_widget_status(value: str) -> ChatButtonWidgetStatus:
    if value in CHAT_BUTTON_WIDGET_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CHAT_BUTTON_WIDGET_STATUS_VALUES!r}"
    )
