from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OrdersResponse200DataItem")


@_attrs_define
class OrdersResponse200DataItem:
    """
    Attributes:
        currency (str | Unset):  Example: usd.
        id (int | Unset):  Example: 12.
        status (str | Unset):  Example: paid.
        total (str | Unset):  Example: 25.00.
    """

    currency: str | Unset = UNSET
    id: int | Unset = UNSET
    status: str | Unset = UNSET
    total: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        id = self.id

        status = self.status

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if currency is not UNSET:
            field_dict["currency"] = currency
        if id is not UNSET:
            field_dict["id"] = id
        if status is not UNSET:
            field_dict["status"] = status
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency = d.pop("currency", UNSET)

        id = d.pop("id", UNSET)

        status = d.pop("status", UNSET)

        total = d.pop("total", UNSET)

        orders_response_200_data_item = cls(
            currency=currency,
            id=id,
            status=status,
            total=total,
        )

        orders_response_200_data_item.additional_properties = d
        return orders_response_200_data_item

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
