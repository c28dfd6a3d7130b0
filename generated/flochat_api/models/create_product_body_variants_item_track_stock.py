from typing import Literal

CreateProductBodyVariantsItemTrackStock = Literal[0, 1]

CREATE_PRODUCT_BODY_VARIANTS_ITEM_TRACK_STOCK_VALUES: set[
    CreateProductBodyVariantsItemTrackStock
] = {
    0,
    1,
}


def check_create_product_body_variants_item_track_stock(
    value: int,
) -> CreateProductBodyVariantsItemTrackStock:
    if value in CREATE_PRODUCT_BODY_VARIANTS_ITEM_TRACK_STOCK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_BODY_VARIANTS_ITEM_TRACK_STOCK_VALUES!r}"
    )
