from typing import Literal

UpdateProductVariantBodyTrackStock = Literal[0, 1]

UPDATE_PRODUCT_VARIANT_BODY_TRACK_STOCK_VALUES: set[
    UpdateProductVariantBodyTrackStock
] = {
    0,
    1,
}


def check_update_product_variant_body_track_stock(
    value: int,
) -> UpdateProductVariantBodyTrackStock:
    if value in UPDATE_PRODUCT_VARIANT_BODY_TRACK_STOCK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {UPDATE_PRODUCT_VARIANT_BODY_TRACK_STOCK_VALUES!r}"
    )
