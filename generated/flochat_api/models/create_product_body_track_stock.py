from typing import Literal

CreateProductBodyTrackStock = Literal[0, 1]

CREATE_PRODUCT_BODY_TRACK_STOCK_VALUES: set[CreateProductBodyTrackStock] = {
    0,
    1,
}


def check_create_product_body_track_stock(value: int) -> CreateProductBodyTrackStock:
    if value in CREATE_PRODUCT_BODY_TRACK_STOCK_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_BODY_TRACK_STOCK_VALUES!r}"
    )
