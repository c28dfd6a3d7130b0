from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.update_product_variant_body_allow_no_stock_sell import (
    UpdateProductVariantBodyAllowNoStockSell,
    check_update_product_variant_body_allow_no_stock_sell,
)
from ..models.update_product_variant_body_taxable import (
    UpdateProductVariantBodyTaxable,
    check_update_product_variant_body_taxable,
)
from ..models.update_product_variant_body_track_stock import (
    UpdateProductVariantBodyTrackStock,
    check_update_product_variant_body_track_stock,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateProductVariantBody")


@_attrs_define
class UpdateProductVariantBody:
    """
    Attributes:
        allow_no_stock_sell (UpdateProductVariantBodyAllowNoStockSell | Unset):  Example: 0.
        barcode (str | Unset):
        compare_price (float | Unset):  Example: 15.99.
        image (str | Unset):  Example: https://example.com/image.png.
        price (float | Unset):  Example: 12.99.
        qty (int | Unset):  Example: 100.
        sku (str | Unset):
        taxable (UpdateProductVariantBodyTaxable | Unset):  Example: 0.
        track_stock (UpdateProductVariantBodyTrackStock | Unset):  Example: 0.
        variant_1_value (str | Unset):  Example: blue.
        variant_2_value (str | Unset):  Example: large.
    """

    allow_no_stock_sell: UpdateProductVariantBodyAllowNoStockSell | Unset = UNSET
    barcode: str | Unset = UNSET
    compare_price: float | Unset = UNSET
    image: str | Unset = UNSET
    price: float | Unset = UNSET
    qty: int | Unset = UNSET
    sku: str | Unset = UNSET
    taxable: UpdateProductVariantBodyTaxable | Unset = UNSET
    track_stock: UpdateProductVariantBodyTrackStock | Unset = UNSET
    variant_1_value: str | Unset = UNSET
    variant_2_value: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        allow_no_stock_sell: int | Unset = UNSET
        if not isinstance(self.allow_no_stock_sell, Unset):
            allow_no_stock_sell = self.allow_no_stock_sell

        barcode = self.barcode

        compare_price = self.compare_price

        image = self.image

        price = self.price

        qty = self.qty

        sku = self.sku

        taxable: int | Unset = UNSET
        if not isinstance(self.taxable, Unset):
            taxable = self.taxable

        track_stock: int | Unset = UNSET
        if not isinstance(self.track_stock, Unset):
            track_stock = self.track_stock

        variant_1_value = self.variant_1_value

        variant_2_value = self.variant_2_value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if allow_no_stock_sell is not UNSET:
            field_dict["allow_no_stock_sell"] = allow_no_stock_sell
        if barcode is not UNSET:
            field_dict["barcode"] = barcode
        if compare_price is not UNSET:
            field_dict["compare_price"] = compare_price
        if image is not UNSET:
            field_dict["image"] = image
        if price is not UNSET:
            field_dict["price"] = price
        if qty is not UNSET:
            field_dict["qty"] = qty
        if sku is not UNSET:
            field_dict["sku"] = sku
        if taxable is not UNSET:
            field_dict["taxable"] = taxable
        if track_stock is not UNSET:
            field_dict["track_stock"] = track_stock
        if variant_1_value is not UNSET:
            field_dict["variant_1_value"] = variant_1_value
        if variant_2_value is not UNSET:
            field_dict["variant_2_value"] = variant_2_value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _allow_no_stock_sell = d.pop("allow_no_stock_sell", UNSET)
        allow_no_stock_sell: UpdateProductVariantBodyAllowNoStockSell | Unset
        if isinstance(_allow_no_stock_sell, Unset):
            allow_no_stock_sell = UNSET
        else:
            allow_no_stock_sell = check_update_product_variant_body_allow_no_stock_sell(
                _allow_no_stock_sell
            )

        barcode = d.pop("barcode", UNSET)

        compare_price = d.pop("compare_price", UNSET)

        image = d.pop("image", UNSET)

        price = d.pop("price", UNSET)

        qty = d.pop("qty", UNSET)

        sku = d.pop("sku", UNSET)

        _taxable = d.pop("taxable", UNSET)
        taxable: UpdateProductVariantBodyTaxable | Unset
        if isinstance(_taxable, Unset):
            taxable = UNSET
        else:
            taxable = check_update_product_variant_body_taxable(_taxable)

        _track_stock = d.pop("track_stock", UNSET)
        track_stock: UpdateProductVariantBodyTrackStock | Unset
        if isinstance(_track_stock, Unset):
            track_stock = UNSET
        else:
            track_stock = check_update_product_variant_body_track_stock(_track_stock)

        variant_1_value = d.pop("variant_1_value", UNSET)

        variant_2_value = d.pop("variant_2_value", UNSET)

        update_product_variant_body = cls(
            allow_no_stock_sell=allow_no_stock_sell,
            barcode=barcode,
            compare_price=compare_price,
            image=image,
            price=price,
            qty=qty,
            sku=sku,
            taxable=taxable,
            track_stock=track_stock,
            variant_1_value=variant_1_value,
            variant_2_value=variant_2_value,
        )

        update_product_variant_body.additional_properties = d
        return update_product_variant_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
