from typing import Literal

CreateProductVariantBodyTaxable = Literal[0, 1]

CREATE_PRODUCT_VARIANT_BODY_TAXABLE_VALUES: set[CreateProductVariantBodyTaxable] = {
    0,
    1,
}


def check_create_product_variant_body_taxable(
    value: int,
) -> CreateProductVariantBodyTaxable:
    if value in CREATE_PRODUCT_VARIANT_BODY_TAXABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CREATE_PRODUCT_VARIANT_BODY_TAXABLE_VALUES!r}"
    )
