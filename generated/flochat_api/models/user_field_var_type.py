from typing import Literal

UserFieldVarType = Literal[
    "array", "boolean", "date", "datetime", "longtext", "number", "text"
]

USER_FIELD_VAR_TYPE_VALUES: set[UserFieldVarType] = {
    "array",
    "boolean",
    "date",
    "datetime",
    "longtext",
    "number",
    "text",
}


def check_user_field_var_type(value: str) -> UserFieldVarType:
    if value in USER_FIELD_VAR_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {USER_FIELD_VAR_TYPE_VALUES!r}"
    )
