from typing import Literal

CreateProductBodyStatus = Literal["active", "inactive"]

CREATE_PRODUCT_BODY_STATUS_VALUES: set[CreateProductBodyStatus] = {
    "active",
    "inactive",
}


def check_create_product_body_status(value: str) -> CreateProductBodyStatus:
    if value in CREATE_PRODUCT_BODY_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_BODY_STATUS_VALUES!r}"
    )
