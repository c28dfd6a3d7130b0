from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.facebook_utility_message_template_components_item import (
        FacebookUtilityMessageTemplateComponentsItem,
    )


T = TypeVar("T", bound="FacebookUtilityMessageTemplate")


@_attrs_define
class FacebookUtilityMessageTemplate:
    """
    Attributes:
        components (list[FacebookUtilityMessageTemplateComponentsItem]):
        language (str):
        name (str):
    """

    components: list[FacebookUtilityMessageTemplateComponentsItem]
    language: str
    name: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
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
                "components": components,
                "language": language,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.facebook_utility_message_template_components_item import (
            FacebookUtilityMessageTemplateComponentsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        components = []
        _components = d.pop("components")
        for components_item_data in _components:
            components_item = FacebookUtilityMessageTemplateComponentsItem.from_dict(
                components_item_data
            )

            components.append(components_item)

        language = d.pop("language")

        name = d.pop("name")

        facebook_utility_message_template = cls(
            components=components,
            language=language,
            name=name,
        )

        facebook_utility_message_template.additional_properties = d
        return facebook_utility_message_template

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
