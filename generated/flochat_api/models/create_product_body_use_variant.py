from typing import Literal

CreateProductBodyUseVariant = Literal[0, 1]

CREATE_PRODUCT_BODY_USE_VARIANT_VALUES: set[CreateProductBodyUseVariant] = {
    0,
    1,
}


def check_create_product_body_use_variant(value: int) -> CreateProductBodyUseVariant:
    if value in CREATE_PRODUCT_BODY_USE_VARIANT_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_BODY_USE_VARIANT_VALUES!r}"
    )
