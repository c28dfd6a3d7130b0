from typing import Literal

BotUserGender = Literal["female", "male"]

BOT_USER_GENDER_VALUES: set[BotUserGender] = {
    "female",
    "male",
}


def check_bot_user_gender(value: str) -> BotUserGender:
    if value in BOT_USER_GENDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BOT_USER_GENDER_VALUES!r}"
    )
