from typing import Literal

CreateProductVariantBodyAllowNoStockSell = Literal[0, 1]

CREATE_PRODUCT_VARIANT_BODY_ALLOW_NO_STOCK_SELL_VALUES: set[
    CreateProductVariantBodyAllowNoStockSell
] = {
    0,
    1,
}


def check_create_product_variant_body_allow_no_stock_sell(
    value: int,
) -> CreateProductVariantBodyAllowNoStockSell:
    if value in CREATE_PRODUCT_VARIANT_BODY_ALLOW_NO_STOCK_SELL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_VARIANT_BODY_ALLOW_NO_STOCK_SELL_VALUES!r}"
    )
