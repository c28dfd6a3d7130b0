from typing import Literal

BotFieldVarType = Literal[
    "array", "boolean", "date", "datetime", "longtext", "number", "text"
]

BOT_FIELD_VAR_TYPE_VALUES: set[BotFieldVarType] = {
    "array",
    "boolean",
    "date",
    "datetime",
    "longtext",
    "number",
    "text",
}


def check_bot_field_var_type(value: str) -> BotFieldVarType:
    if value in BOT_FIELD_VAR_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BOT_FIELD_VAR_TYPE_VALUES!r}"
    )
