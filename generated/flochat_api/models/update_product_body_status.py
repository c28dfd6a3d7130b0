from typing import Literal

UpdateProductBodyStatus = Literal["active", "inactive"]

UPDATE_PRODUCT_BODY_STATUS_VALUES: set[UpdateProductBodyStatus] = {
    "active",
    "inactive",
}


def check_update_product_body_status(value: str) -> UpdateProductBodyStatus:
    if value in UPDATE_PRODUCT_BODY_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {UPDATE_PRODUCT_BODY_STATUS_VALUES!r}"
    )
