from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Variant")


@_attrs_define
class Variant:
    """
    Attributes:
        allow_no_stock_sell (bool | Unset):  Example: False.
        barcode (str | Unset):
        compare_price (float | Unset):  Example: 15.99.
        display_order (int | Unset):  Example: 1.
        id (int | Unset):  Example: 278.
        image (str | Unset):
        price (float | Unset):  Example: 12.99.
        product_id (int | Unset):  Example: 78.
        qty (int | Unset):  Example: 200.
        sku (str | Unset):
        taxable (bool | Unset):  Example: True.
        track_stock (bool | Unset):  Example: False.
        variant_1_value (str | Unset):
        variant_2_value (str | Unset):
    """

    allow_no_stock_sell: bool | Unset = UNSET
    barcode: str | Unset = UNSET
    compare_price: float | Unset = UNSET
    display_order: int | Unset = UNSET
    id: int | Unset = UNSET
    image: str | Unset = UNSET
    price: float | Unset = UNSET
    product_id: int | Unset = UNSET
    qty: int | Unset = UNSET
    sku: str | Unset = UNSET
    taxable: bool | Unset = UNSET
    track_stock: bool | Unset = UNSET
    variant_1_value: str | Unset = UNSET
    variant_2_value: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        allow_no_stock_sell = self.allow_no_stock_sell

        barcode = self.barcode

        compare_price = self.compare_price

        display_order = self.display_order

        id = self.id

        image = self.image

        price = self.price

        product_id = self.product_id

        qty = self.qty

        sku = self.sku

        taxable = self.taxable

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
        if display_order is not UNSET:
            field_dict["display_order"] = display_order
        if id is not UNSET:
            field_dict["id"] = id
        if image is not UNSET:
            field_dict["image"] = image
        if price is not UNSET:
            field_dict["price"] = price
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
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
        allow_no_stock_sell = d.pop("allow_no_stock_sell", UNSET)

        barcode = d.pop("barcode", UNSET)

        compare_price = d.pop("compare_price", UNSET)

        display_order = d.pop("display_order", UNSET)

        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        price = d.pop("price", UNSET)

        product_id = d.pop("product_id", UNSET)

        qty = d.pop("qty", UNSET)

        sku = d.pop("sku", UNSET)

        taxable = d.pop("taxable", UNSET)

        track_stock = d.pop("track_stock", UNSET)

        variant_1_value = d.pop("variant_1_value", UNSET)

        variant_2_value = d.pop("variant_2_value", UNSET)

        variant = cls(
            allow_no_stock_sell=allow_no_stock_sell,
            barcode=barcode,
            compare_price=compare_price,
            display_order=display_order,
            id=id,
            image=image,
            price=price,
            product_id=product_id,
            qty=qty,
            sku=sku,
            taxable=taxable,
            track_stock=track_stock,
            variant_1_value=variant_1_value,
            variant_2_value=variant_2_value,
        )

        variant.additional_properties = d
        return variant

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
