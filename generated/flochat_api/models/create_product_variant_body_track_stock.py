from typing import Literal

CreateProductVariantBodyTrackStock = Literal[0, 1]

CREATE_PRODUCT_VARIANT_BODY_TRACK_STOCK_VALUES: set[
    CreateProductVariantBodyTrackStock
] = {
    0,
    1,
}


def check_create_product_variant_body_track_stock(
    value: int,
) -> CreateProductVariantBodyTrackStock:
    if value in CREATE_PRODUCT_VARIANT_BODY_TRACK_STOCK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_VARIANT_BODY_TRACK_STOCK_VALUES!r}"
    )
