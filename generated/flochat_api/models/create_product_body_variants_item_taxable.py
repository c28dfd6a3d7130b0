from typing import Literal

CreateProductBodyVariantsItemTaxable = Literal[0, 1]

CREATE_PRODUCT_BODY_VARIANTS_ITEM_TAXABLE_VALUES: set[
    CreateProductBodyVariantsItemTaxable
] = {
    0,
    1,
}


def check_create_product_body_variants_item_taxable(
    value: int,
) -> CreateProductBodyVariantsItemTaxable:
    if value in CREATE_PRODUCT_BODY_VARIANTS_ITEM_TAXABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_BODY_VARIANTS_ITEM_TAXABLE_VALUES!r}"
    )
