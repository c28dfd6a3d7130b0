from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.create_product_body_allow_no_stock_sell import (
    CreateProductBodyAllowNoStockSell,
    check_create_product_body_allow_no_stock_sell,
)
from ..models.create_product_body_status import (
    CreateProductBodyStatus,
    check_create_product_body_status,
)
from ..models.create_product_body_track_stock import (
    CreateProductBodyTrackStock,
    check_create_product_body_track_stock,
)
from ..models.create_product_body_use_variant import (
    CreateProductBodyUseVariant,
    check_create_product_body_use_variant,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.create_product_body_variants_item import CreateProductBodyVariantsItem


T = TypeVar("T", bound="CreateProductBody")


@_attrs_define
class CreateProductBody:
    """
    Attributes:
        name (str):
        allow_no_stock_sell (CreateProductBodyAllowNoStockSell | Unset):  Example: 0.
        barcode (str | Unset):
        compare_price (float | Unset):  Example: 15.99.
        description (str | Unset):
        image (str | Unset):  Example: https://example.com/image.png.
        note (str | Unset):
        price (float | Unset):  Example: 12.99.
        qty (int | Unset):  Example: 100.
        sku (str | Unset):
        status (CreateProductBodyStatus | Unset):  Example: active.
        tags (list[str] | Unset):
        track_stock (CreateProductBodyTrackStock | Unset):  Example: 0.
        type_ (str | Unset):
        use_variant (CreateProductBodyUseVariant | Unset):  Example: 0.
        variant_1_name (str | Unset):  Example: color.
        variant_2_name (str | Unset):  Example: size.
        variants (list[CreateProductBodyVariantsItem] | Unset):
        vendor (str | Unset):
    """

    name: str
    allow_no_stock_sell: CreateProductBodyAllowNoStockSell | Unset = UNSET
    barcode: str | Unset = UNSET
    compare_price: float | Unset = UNSET
    description: str | Unset = UNSET
    image: str | Unset = UNSET
    note: str | Unset = UNSET
    price: float | Unset = UNSET
    qty: int | Unset = UNSET
    sku: str | Unset = UNSET
    status: CreateProductBodyStatus | Unset = UNSET
    tags: list[str] | Unset = UNSET
    track_stock: CreateProductBodyTrackStock | Unset = UNSET
    type_: str | Unset = UNSET
    use_variant: CreateProductBodyUseVariant | Unset = UNSET
    variant_1_name: str | Unset = UNSET
    variant_2_name: str | Unset = UNSET
    variants: list[CreateProductBodyVariantsItem] | Unset = UNSET
    vendor: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        allow_no_stock_sell: int | Unset = UNSET
        if not isinstance(self.allow_no_stock_sell, Unset):
            allow_no_stock_sell = self.allow_no_stock_sell

        barcode = self.barcode

        compare_price = self.compare_price

        description = self.description

        image = self.image

        note = self.note

        price = self.price

        qty = self.qty

        sku = self.sku

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        track_stock: int | Unset = UNSET
        if not isinstance(self.track_stock, Unset):
            track_stock = self.track_stock

        type_ = self.type_

        use_variant: int | Unset = UNSET
        if not isinstance(self.use_variant, Unset):
            use_variant = self.use_variant

        variant_1_name = self.variant_1_name

        variant_2_name = self.variant_2_name

        variants: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.variants, Unset):
            variants = []
            for variants_item_data in self.variants:
                variants_item = variants_item_data.to_dict()
                variants.append(variants_item)

        vendor = self.vendor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if allow_no_stock_sell is not UNSET:
            field_dict["allow_no_stock_sell"] = allow_no_stock_sell
        if barcode is not UNSET:
            field_dict["barcode"] = barcode
        if compare_price is not UNSET:
            field_dict["compare_price"] = compare_price
        if description is not UNSET:
            field_dict["description"] = description
        if image is not UNSET:
            field_dict["image"] = image
        if note is not UNSET:
            field_dict["note"] = note
        if price is not UNSET:
            field_dict["price"] = price
        if qty is not UNSET:
            field_dict["qty"] = qty
        if sku is not UNSET:
            field_dict["sku"] = sku
        if status is not UNSET:
            field_dict["status"] = status
        if tags is not UNSET:
            field_dict["tags"] = tags
        if track_stock is not UNSET:
            field_dict["track_stock"] = track_stock
        if type_ is not UNSET:
            field_dict["type"] = type_
        if use_variant is not UNSET:
            field_dict["use_variant"] = use_variant
        if variant_1_name is not UNSET:
            field_dict["variant_1_name"] = variant_1_name
        if variant_2_name is not UNSET:
            field_dict["variant_2_name"] = variant_2_name
        if variants is not UNSET:
            field_dict["variants"] = variants
        if vendor is not UNSET:
            field_dict["vendor"] = vendor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.create_product_body_variants_item import (
            CreateProductBodyVariantsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        name = d.pop("name")

        _allow_no_stock_sell = d.pop("allow_no_stock_sell", UNSET)
        allow_no_stock_sell: CreateProductBodyAllowNoStockSell | Unset
        if isinstance(_allow_no_stock_sell, Unset):
            allow_no_stock_sell = UNSET
        else:
            allow_no_stock_sell = check_create_product_body_allow_no_stock_sell(
                _allow_no_stock_sell
            )

        barcode = d.pop("barcode", UNSET)

        compare_price = d.pop("compare_price", UNSET)

        description = d.pop("description", UNSET)

        image = d.pop("image", UNSET)

        note = d.pop("note", UNSET)

        price = d.pop("price", UNSET)

        qty = d.pop("qty", UNSET)

        sku = d.pop("sku", UNSET)

        _status = d.pop("status", UNSET)
        status: CreateProductBodyStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_create_product_body_status(_status)

        tags = cast(list[str], d.pop("tags", UNSET))

        _track_stock = d.pop("track_stock", UNSET)
        track_stock: CreateProductBodyTrackStock | Unset
        if isinstance(_track_stock, Unset):
            track_stock = UNSET
        else:
            track_stock = check_create_product_body_track_stock(_track_stock)

        type_ = d.pop("type", UNSET)

        _use_variant = d.pop("use_variant", UNSET)
        use_variant: CreateProductBodyUseVariant | Unset
        if isinstance(_use_variant, Unset):
            use_variant = UNSET
        else:
            use_variant = check_create_product_body_use_variant(_use_variant)

        variant_1_name = d.pop("variant_1_name", UNSET)

        variant_2_name = d.pop("variant_2_name", UNSET)

        _variants = d.pop("variants", UNSET)
        variants: list[CreateProductBodyVariantsItem] | Unset = UNSET
        if _variants is not UNSET:
            variants = []
            for variants_item_data in _variants:
                variants_item = CreateProductBodyVariantsItem.from_dict(
                    variants_item_data
                )

                variants.append(variants_item)

        vendor = d.pop("vendor", UNSET)

        create_product_body = cls(
            name=name,
            allow_no_stock_sell=allow_no_stock_sell,
            barcode=barcode,
            compare_price=compare_price,
            description=description,
            image=image,
            note=note,
            price=price,
            qty=qty,
            sku=sku,
            status=status,
            tags=tags,
            track_stock=track_stock,
            type_=type_,
            use_variant=use_variant,
            variant_1_name=variant_1_name,
            variant_2_name=variant_2_name,
            variants=variants,
            vendor=vendor,
        )

        create_product_body.additional_properties = d
        return create_product_body

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
