from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowBotUserCartPaidBody")


@_attrs_define
class FlowBotUserCartPaidBody:
    """
    Attributes:
        user_ns (str):
        address (str | Unset):
        country (str | Unset):
        email (str | Unset):
        name (str | Unset):
        note (str | Unset):
        payment_method (str | Unset): Such as cash or card. Example: cash,card....
        phone (str | Unset):
        postcode (str | Unset):
        reference_no (str | Unset):
        shipping_method (str | Unset): Known values: pickup, delivery. Example: pickup,delivery.
        state (str | Unset):
        suburb (str | Unset):
        tracking_no (str | Unset):
    """

    user_ns: str
    address: str | Unset = UNSET
    country: str | Unset = UNSET
    email: str | Unset = UNSET
    name: str | Unset = UNSET
    note: str | Unset = UNSET
    payment_method: str | Unset = UNSET
    phone: str | Unset = UNSET
    postcode: str | Unset = UNSET
    reference_no: str | Unset = UNSET
    shipping_method: str | Unset = UNSET
    state: str | Unset = UNSET
    suburb: str | Unset = UNSET
    tracking_no: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_ns = self.user_ns

        address = self.address

        country = self.country

        email = self.email

        name = self.name

        note = self.note

        payment_method = self.payment_method

        phone = self.phone

        postcode = self.postcode

        reference_no = self.reference_no

        shipping_method = self.shipping_method

        state = self.state

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
        if email is not UNSET:
            field_dict["email"] = email
        if name is not UNSET:
            field_dict["name"] = name
        if note is not UNSET:
            field_dict["note"] = note
        if payment_method is not UNSET:
            field_dict["payment_method"] = payment_method
        if phone is not UNSET:
            field_dict["phone"] = phone
        if postcode is not UNSET:
            field_dict["postcode"] = postcode
        if reference_no is not UNSET:
            field_dict["reference_no"] = reference_no
        if shipping_method is not UNSET:
            field_dict["shipping_method"] = shipping_method
        if state is not UNSET:
            field_dict["state"] = state
        if suburb is not UNSET:
            field_dict["suburb"] = suburb
        if tracking_no is not UNSET:
            field_dict["tracking_no"] = tracking_no

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_ns = d.pop("user_ns")

        address = d.pop("address", UNSET)

        country = d.pop("country", UNSET)

        email = d.pop("email", UNSET)

        name = d.pop("name", UNSET)

        note = d.pop("note", UNSET)

        payment_method = d.pop("payment_method", UNSET)

        phone = d.pop("phone", UNSET)

        postcode = d.pop("postcode", UNSET)

        reference_no = d.pop("reference_no", UNSET)

        shipping_method = d.pop("shipping_method", UNSET)

        state = d.pop("state", UNSET)

        suburb = d.pop("suburb", UNSET)

        tracking_no = d.pop("tracking_no", UNSET)

        flow_bot_user_cart_paid_body = cls(
            user_ns=user_ns,
            address=address,
            country=country,
            email=email,
            name=name,
            note=note,
            payment_method=payment_method,
            phone=phone,
            postcode=postcode,
            reference_no=reference_no,
            shipping_method=shipping_method,
            state=state,
            suburb=suburb,
            tracking_no=tracking_no,
        )

        flow_bot_user_cart_paid_body.additional_properties = d
        return flow_bot_user_cart_paid_body

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
