from typing import Literal

CreateProductBodyVariantsItemAllowNoStockSell = Literal[0, 1]

CREATE_PRODUCT_BODY_VARIANTS_ITEM_ALLOW_NO_STOCK_SELL_VALUES: set[
    CreateProductBodyVariantsItemAllowNoStockSell
] = {
    0,
    1,
}


def check_create_product_body_variants_item_allow_no_stock_sell(
    value: int,
) -> CreateProductBodyVariantsItemAllowNoStockSell:
    if value in CREATE_PRODUCT_BODY_VARIANTS_ITEM_ALLOW_NO_STOCK_SELL_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_BODY_VARIANTS_ITEM_ALLOW_NO_STOCK_SELL_VALUES!r}"
    )
