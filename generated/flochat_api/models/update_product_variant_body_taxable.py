from typing import Literal

UpdateProductVariantBodyTaxable = Literal[0, 1]

UPDATE_PRODUCT_VARIANT_BODY_TAXABLE_VALUES: set[UpdateProductVariantBodyTaxable] = {
    0,
    1,
}


def check_update_product_variant_body_taxable(
    value: int,
) -> UpdateProductVariantBodyTaxable:
    if value in UPDATE_PRODUCT_VARIANT_BODY_TAXABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {UPDATE_PRODUCT_VARIANT_BODY_TAXABLE_VALUES!r}"
    )
