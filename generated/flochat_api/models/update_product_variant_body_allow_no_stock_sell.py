from typing import Literal

UpdateProductVariantBodyAllowNoStockSell = Literal[0, 1]

UPDATE_PRODUCT_VARIANT_BODY_ALLOW_NO_STOCK_SELL_VALUES: set[
    UpdateProductVariantBodyAllowNoStockSell
] = {
    0,
    1,
}


def check_update_product_variant_body_allow_no_stock_sell(
    value: int,
) -> UpdateProductVariantBodyAllowNoStockSell:
    if value in UPDATE_PRODUCT_VARIANT_BODY_ALLOW_NO_STOCK_SELL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {UPDATE_PRODUCT_VARIANT_BODY_ALLOW_NO_STOCK_SELL_VALUES!r}"
    )
