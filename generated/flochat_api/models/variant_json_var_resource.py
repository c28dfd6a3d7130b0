from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="VariantJsonVarResource")


@_attrs_define
class VariantJsonVarResource:
    """
    Attributes:
        barcode (str | Unset):
        compare_price (float | Unset):  Example: 15.99.
        desc (str | Unset):
        id (int | Unset):  Example: 278.
        image (str | Unset):
        name (str | Unset):
        option_1 (str | Unset):
        option_1_value (str | Unset):
        option_2 (str | Unset):
        option_2_value (str | Unset):
        price (float | Unset):  Example: 12.99.
        product_id (int | Unset):  Example: 78.
        sku (str | Unset):
    """

    barcode: str | Unset = UNSET
    compare_price: float | Unset = UNSET
    desc: str | Unset = UNSET
    id: int | Unset = UNSET
    image: str | Unset = UNSET
    name: str | Unset = UNSET
    option_1: str | Unset = UNSET
    option_1_value: str | Unset = UNSET
    option_2: str | Unset = UNSET
    option_2_value: str | Unset = UNSET
    price: float | Unset = UNSET
    product_id: int | Unset = UNSET
    sku: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        barcode = self.barcode

        compare_price = self.compare_price

        desc = self.desc

        id = self.id

        image = self.image

        name = self.name

        option_1 = self.option_1

        option_1_value = self.option_1_value

        option_2 = self.option_2

        option_2_value = self.option_2_value

        price = self.price

        product_id = self.product_id

        sku = self.sku

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if barcode is not UNSET:
            field_dict["barcode"] = barcode
        if compare_price is not UNSET:
            field_dict["compare_price"] = compare_price
        if desc is not UNSET:
            field_dict["desc"] = desc
        if id is not UNSET:
            field_dict["id"] = id
        if image is not UNSET:
            field_dict["image"] = image
        if name is not UNSET:
            field_dict["name"] = name
        if option_1 is not UNSET:
            field_dict["option_1"] = option_1
        if option_1_value is not UNSET:
            field_dict["option_1_value"] = option_1_value
        if option_2 is not UNSET:
            field_dict["option_2"] = option_2
        if option_2_value is not UNSET:
            field_dict["option_2_value"] = option_2_value
        if price is not UNSET:
            field_dict["price"] = price
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if sku is not UNSET:
            field_dict["sku"] = sku

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        barcode = d.pop("barcode", UNSET)

        compare_price = d.pop("compare_price", UNSET)

        desc = d.pop("desc", UNSET)

        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        name = d.pop("name", UNSET)

        option_1 = d.pop("option_1", UNSET)

        option_1_value = d.pop("option_1_value", UNSET)

        option_2 = d.pop("option_2", UNSET)

        option_2_value = d.pop("option_2_value", UNSET)

        price = d.pop("price", UNSET)

        product_id = d.pop("product_id", UNSET)

        sku = d.pop("sku", UNSET)

        variant_json_var_resource = cls(
            barcode=barcode,
            compare_price=compare_price,
            desc=desc,
            id=id,
            image=image,
            name=name,
            option_1=option_1,
            option_1_value=option_1_value,
            option_2=option_2,
            option_2_value=option_2_value,
            price=price,
            product_id=product_id,
            sku=sku,
        )

        variant_json_var_resource.additional_properties = d
        return variant_json_var_resource

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
