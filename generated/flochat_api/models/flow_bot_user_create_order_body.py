from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_create_order_body_items_item import (
        FlowBotUserCreateOrderBodyItemsItem,
    )


T = TypeVar("T", bound="FlowBotUserCreateOrderBody")


@_attrs_define
class FlowBotUserCreateOrderBody:
    """
    Attributes:
        user_ns (str):
        address (str | Unset):
        country (str | Unset):
        items (list[FlowBotUserCreateOrderBodyItemsItem] | Unset):
        note (str | Unset):
        payment_method (str | Unset): Such as cash or card. Example: cash,card....
        postcode (str | Unset):
        reference_no (str | Unset):
        shipping_method (str | Unset): Known values: pickup, delivery. Example: pickup,delivery.
        state (str | Unset):
        status (str | Unset): Known values: paid, ordered, processing, shipped, completed, cancelled, refunded. Example:
            paid,ordered,processing,shipped,completed,cancelled,refunded.
        suburb (str | Unset):
        tracking_no (str | Unset):
    """

    user_ns: str
    address: str | Unset = UNSET
    country: str | Unset = UNSET
    items: list[FlowBotUserCreateOrderBodyItemsItem] | Unset = UNSET
    note: str | Unset = UNSET
    payment_method: str | Unset = UNSET
    postcode: str | Unset = UNSET
    reference_no: str | Unset = UNSET
    shipping_method: str | Unset = UNSET
    state: str | Unset = UNSET
    status: str | Unset = UNSET
    suburb: str | Unset = UNSET
    tracking_no: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_ns = self.user_ns

        address = self.address

        country = self.country

        items: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = []
            for items_item_data in self.items:
                items_item = items_item_data.to_dict()
                items.append(items_item)

        note = self.note

        payment_method = self.payment_method

        postcode = self.postcode

        reference_no = self.reference_no

        shipping_method = self.shipping_method

        state = self.state

        status = self.status

        suburb = self.suburb

        tracking_no = self.tracking_no

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_ns": user_ns,
            }
        )
        if address is not UNSET:
            field_dict["address"] = address
        if country is not UNSET:
            field_dict["country"] = country
        if items is not UNSET:
            field_dict["items"] = items
        if note is not UNSET:
            field_dict["note"] = note
        if payment_method is not UNSET:
            field_dict["payment_method"] = payment_method
        if postcode is not UNSET:
            field_dict["postcode"] = postcode
        if reference_no is not UNSET:
            field_dict["reference_no"] = reference_no
        if shipping_method is not UNSET:
            field_dict["shipping_method"] = shipping_method
        if state is not UNSET:
            field_dict["state"] = state
        if status is not UNSET:
            field_dict["status"] = status
        if suburb is not UNSET:
            field_dict["suburb"] = suburb
        if tracking_no is not UNSET:
            field_dict["tracking_no"] = tracking_no

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_create_order_body_items_item import (
            FlowBotUserCreateOrderBodyItemsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        user_ns = d.pop("user_ns")

        address = d.pop("address", UNSET)

        country = d.pop("country", UNSET)

        _items = d.pop("items", UNSET)
        items: list[FlowBotUserCreateOrderBodyItemsItem] | Unset = UNSET
        if _items is not UNSET:
            items = []
            for items_item_data in _items:
                items_item = FlowBotUserCreateOrderBodyItemsItem.from_dict(
                    items_item_data
                )

                items.append(items_item)

        note = d.pop("note", UNSET)

        payment_method = d.pop("payment_method", UNSET)

        postcode = d.pop("postcode", UNSET)

        reference_no = d.pop("reference_no", UNSET)

        shipping_method = d.pop("shipping_method", UNSET)

        state = d.pop("state", UNSET)

        status = d.pop("status", UNSET)

        suburb = d.pop("suburb", UNSET)

        tracking_no = d.pop("tracking_no", UNSET)

        flow_bot_user_create_order_body = cls(
            user_ns=user_ns,
            address=address,
            country=country,
            items=items,
            note=note,
            payment_method=payment_method,
            postcode=postcode,
            reference_no=reference_no,
            shipping_method=shipping_method,
            state=state,
            status=status,
            suburb=suburb,
            tracking_no=tracking_no,
        )

        flow_bot_user_create_order_body.additional_properties = d
        return flow_bot_user_create_order_body

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
