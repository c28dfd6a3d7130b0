from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.variant_json_var_resource import VariantJsonVarResource


T = TypeVar("T", bound="Product")


@_attrs_define
class Product:
    """
    Attributes:
        description (str | Unset):
        id (int | Unset):  Example: 78.
        image (str | Unset):
        name (str | Unset):
        num_of_variants (int | Unset):  Example: 2.
        total_qty (int | Unset):  Example: 200.
        track_stock (bool | Unset):  Example: False.
        type_ (str | Unset):
        use_variant (bool | Unset):  Example: True.
        variants (list[VariantJsonVarResource] | Unset):
        vendor (str | Unset):
    """

    description: str | Unset = UNSET
    id: int | Unset = UNSET
    image: str | Unset = UNSET
    name: str | Unset = UNSET
    num_of_variants: int | Unset = UNSET
    total_qty: int | Unset = UNSET
    track_stock: bool | Unset = UNSET
    type_: str | Unset = UNSET
    use_variant: bool | Unset = UNSET
    variants: list[VariantJsonVarResource] | Unset = UNSET
    vendor: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        id = self.id

        image = self.image

        name = self.name

        num_of_variants = self.num_of_variants

        total_qty = self.total_qty

        track_stock = self.track_stock

        type_ = self.type_

        use_variant = self.use_variant

        variants: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.variants, Unset):
            variants = []
            for variants_item_data in self.variants:
                variants_item = variants_item_data.to_dict()
                variants.append(variants_item)

        vendor = self.vendor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if description is not UNSET:
            field_dict["description"] = description
        if id is not UNSET:
            field_dict["id"] = id
        if image is not UNSET:
            field_dict["image"] = image
        if name is not UNSET:
            field_dict["name"] = name
        if num_of_variants is not UNSET:
            field_dict["num_of_variants"] = num_of_variants
        if total_qty is not UNSET:
            field_dict["total_qty"] = total_qty
        if track_stock is not UNSET:
            field_dict["track_stock"] = track_stock
        if type_ is not UNSET:
            field_dict["type"] = type_
        if use_variant is not UNSET:
            field_dict["use_variant"] = use_variant
        if variants is not UNSET:
            field_dict["variants"] = variants
        if vendor is not UNSET:
            field_dict["vendor"] = vendor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.variant_json_var_resource import VariantJsonVarResource  # noqa: PLC0415

        d = dict(src_dict)
        description = d.pop("description", UNSET)

        id = d.pop("id", UNSET)

        image = d.pop("image", UNSET)

        name = d.pop("name", UNSET)

        num_of_variants = d.pop("num_of_variants", UNSET)

        total_qty = d.pop("total_qty", UNSET)

        track_stock = d.pop("track_stock", UNSET)

        type_ = d.pop("type", UNSET)

        use_variant = d.pop("use_variant", UNSET)

        _variants = d.pop("variants", UNSET)
        variants: list[VariantJsonVarResource] | Unset = UNSET
        if _variants is not UNSET:
            variants = []
            for variants_item_data in _variants:
                variants_item = VariantJsonVarResource.from_dict(variants_item_data)

                variants.append(variants_item)

        vendor = d.pop("vendor", UNSET)

        product = cls(
            description=description,
            id=id,
            image=image,
            name=name,
            num_of_variants=num_of_variants,
            total_qty=total_qty,
            track_stock=track_stock,
            type_=type_,
            use_variant=use_variant,
            variants=variants,
            vendor=vendor,
        )

        product.additional_properties = d
        return product

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
