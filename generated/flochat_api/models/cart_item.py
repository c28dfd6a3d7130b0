from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CartItem")


@_attrs_define
class CartItem:
    """
    Attributes:
        compare_price (float | Unset):  Example: 12.
        currency (str | Unset):  Example: aud.
        desc (str | Unset):
        id (int | Unset):  Example: 12356.
        image (str | Unset):
        name (str | Unset):
        num (int | Unset):  Example: 2.
        price (float | Unset):  Example: 10.
        product_id (int | Unset):  Example: 78.
        subtotal (float | Unset):  Example: 20.
    """

    compare_price: float | Unset = UNSET
    currency: str | Unset = UNSET
    desc: str | Unset = UNSET
    id: int | Unset = UNSET
    image: str | Unset = UNSET
    name: str | Unset = UNSET
    num: int | Unset = UNSET
    price: float | Unset = UNSET
    product_id: int | Unset = UNSET
    subtotal: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        compare_price = self.compare_price

        currency = self.currency

        desc = self.desc

        id = self.id

        image = self.image

        name = self.name

        num = self.num

        price = self.price

        product_id = self.product_id

        subtotal = self.subtotal

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if compare_price is not UNSET:
            field_dict["compare_price"] = compare_price
        if currency is not UNSET:
            field_dict["currency"] = currency
        if desc is not UNSET:
            field_dict["desc"] = desc
        if id is not UNSET:
            field_dict["id"] = id
        if image is not UNSET:
            field_dict["image"] = image
        if name is not UNSET:
            field_dict["name"] = name
        if num is not UNSET:
            field_dict["num"] = num
        if price is not UNSET:
            field_dict["price"] = price
        if product_id is not UNSET:
            field_dict["product_id"] = product_id
        if subtotal is not UNSET:
            field_dict["subtotal"] = subtotal

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        compare_price = d.pop("compare_price", UNSET)

        currency = d.pop("currency", UNSET)

        desc = d.pop("desc", UNSET)

        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        name = d.pop("name", UNSET)

        num = d.pop("num", UNSET)

        price = d.pop("price", UNSET)

        product_id = d.pop("product_id", UNSET)

        subtotal = d.pop("subtotal", UNSET)

        cart_item = cls(
            compare_price=compare_price,
            currency=currency,
            desc=desc,
            id=id,
            image=image,
            name=name,
            num=num,
            price=price,
            product_id=product_id,
            subtotal=subtotal,
        )

        cart_item.additional_properties = d
        return cart_item

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
