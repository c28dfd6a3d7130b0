from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.whatsapp_template_components_item import (
        WhatsappTemplateComponentsItem,
    )


T = TypeVar("T", bound="WhatsappTemplate")


@_attrs_define
class WhatsappTemplate:
    """
    Attributes:
        category (str):
        components (list[WhatsappTemplateComponentsItem]):
        language (str):
        name (str):
    """

    category: str
    components: list[WhatsappTemplateComponentsItem]
    language: str
    name: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        category = self.category

        components = []
        for components_item_data in self.components:
            components_item = components_item_data.to_dict()
            components.append(components_item)

        language = self.language

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "components": components,
                "language": language,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.whatsapp_template_components_item import (
            WhatsappTemplateComponentsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        category = d.pop("category")

        components = []
        _components = d.pop("components")
        for components_item_data in _components:
            components_item = WhatsappTemplateComponentsItem.from_dict(
                components_item_data
            )

            components.append(components_item)

        language = d.pop("language")

        name = d.pop("name")

        whatsapp_template = cls(
            category=category,
            components=components,
            language=language,
            name=name,
        )

        whatsapp_template.additional_properties = d
        return whatsapp_template

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
