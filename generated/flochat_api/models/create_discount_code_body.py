from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateDiscountCodeBody")


@_attrs_define
class CreateDiscountCodeBody:
    """
    Attributes:
        code (str):
        end_time (str): YYYY-MM-DD HH:MM:SS. Example: 2022-12-27 00:00:00.
        start_time (str): YYYY-MM-DD HH:MM:SS. Example: 2022-12-25 00:00:00.
        type_ (str): Known values: percentage, amount, free_shipping. Example: percentage,amount,free_shipping.
        discount_amount (float | Unset):  Example: 5.05.
        discount_percentage (int | Unset):  Example: 100.
        has_usage_limit (int | Unset): 1 or 0. Example: 0.
        max_usage_count (int | Unset):  Example: 1.
        min_price (float | Unset):  Example: 100.
        min_qty (int | Unset):  Example: 10.
        min_require (str | Unset): Known values: none, price, qty. Example: none,price,qty.
        once_per_order (int | Unset): 1 or 0. Example: 0.
        one_per_customer (int | Unset): 1 or 0. Example: 0.
    """

    code: str
    end_time: str
    start_time: str
    type_: str
    discount_amount: float | Unset = UNSET
    discount_percentage: int | Unset = UNSET
    has_usage_limit: int | Unset = UNSET
    max_usage_count: int | Unset = UNSET
    min_price: float | Unset = UNSET
    min_qty: int | Unset = UNSET
    min_require: str | Unset = UNSET
    once_per_order: int | Unset = UNSET
    one_per_customer: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        end_time = self.end_time

        start_time = self.start_time

        type_ = self.type_

        discount_amount = self.discount_amount

        discount_percentage = self.discount_percentage

        has_usage_limit = self.has_usage_limit

        max_usage_count = self.max_usage_count

        min_price = self.min_price

        min_qty = self.min_qty

        min_require = self.min_require

        once_per_order = self.once_per_order

        one_per_customer = self.one_per_customer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "end_time": end_time,
                "start_time": start_time,
                "type": type_,
            }
        )
        if discount_amount is not UNSET:
            field_dict["discount_amount"] = discount_amount
        if discount_percentage is not UNSET:
            field_dict["discount_percentage"] = discount_percentage
        if has_usage_limit is not UNSET:
            field_dict["has_usage_limit"] = has_usage_limit
        if max_usage_count is not UNSET:
            field_dict["max_usage_count"] = max_usage_count
        if min_price is not UNSET:
            field_dict["min_price"] = min_price
        if min_qty is not UNSET:
            field_dict["min_qty"] = min_qty
        if min_require is not UNSET:
            field_dict["min_require"] = min_require
        if once_per_order is not UNSET:
            field_dict["once_per_order"] = once_per_order
        if one_per_customer is not UNSET:
            field_dict["one_per_customer"] = one_per_customer

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        end_time = d.pop("end_time")

        start_time = d.pop("start_time")

        type_ = d.pop("type")

        discount_amount = d.pop("discount_amount", UNSET)

        discount_percentage = d.pop("discount_percentage", UNSET)

        has_usage_limit = d.pop("has_usage_limit", UNSET)

        max_usage_count = d.pop("max_usage_count", UNSET)

        min_price = d.pop("min_price", UNSET)

        min_qty = d.pop("min_qty", UNSET)

        min_require = d.pop("min_require", UNSET)

        once_per_order = d.pop("once_per_order", UNSET)

        one_per_customer = d.pop("one_per_customer", UNSET)

        create_discount_code_body = cls(
            code=code,
            end_time=end_time,
            start_time=start_time,
            type_=type_,
            discount_amount=discount_amount,
            discount_percentage=discount_percentage,
            has_usage_limit=has_usage_limit,
            max_usage_count=max_usage_count,
            min_price=min_price,
            min_qty=min_qty,
            min_require=min_require,
            once_per_order=once_per_order,
            one_per_customer=one_per_customer,
        )

        create_discount_code_body.additional_properties = d
        return create_discount_code_body

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
