from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.facebook_utility_message_template_components_item_buttons_item import (
        FacebookUtilityMessageTemplateComponentsItemButtonsItem,
    )


T = TypeVar("T", bound="FacebookUtilityMessageTemplateComponentsItem")


@_attrs_define
class FacebookUtilityMessageTemplateComponentsItem:
    """
    Attributes:
        buttons (list[FacebookUtilityMessageTemplateComponentsItemButtonsItem] | Unset):
        example_image_url (str | Unset):  Example: https://example.com/image.png.
        format_ (str | Unset):  Example: TEXT.
        text (str | Unset):
        type_ (str | Unset):  Example: BODY.
    """

    buttons: list[FacebookUtilityMessageTemplateComponentsItemButtonsItem] | Unset = (
        UNSET
    )
    example_image_url: str | Unset = UNSET
    format_: str | Unset = UNSET
    text: str | Unset = UNSET
    type_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        buttons: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.buttons, Unset):
            buttons = []
            for buttons_item_data in self.buttons:
                buttons_item = buttons_item_data.to_dict()
                buttons.append(buttons_item)

        example_image_url = self.example_image_url

        format_ = self.format_

        text = self.text

        type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if buttons is not UNSET:
            field_dict["buttons"] = buttons
        if example_image_url is not UNSET:
            field_dict["example_image_url"] = example_image_url
        if format_ is not UNSET:
            field_dict["format"] = format_
        if text is not UNSET:
            field_dict["text"] = text
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.facebook_utility_message_template_components_item_buttons_item import (
            FacebookUtilityMessageTemplateComponentsItemButtonsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        _buttons = d.pop("buttons", UNSET)
        buttons: (
            list[FacebookUtilityMessageTemplateComponentsItemButtonsItem] | Unset
        ) = UNSET
        if _buttons is not UNSET:
            buttons = []
            for buttons_item_data in _buttons:
                buttons_item = (
                    FacebookUtilityMessageTemplateComponentsItemButtonsItem.from_dict(
                        buttons_item_data
                    )
                )

                buttons.append(buttons_item)

        example_image_url = d.pop("example_image_url", UNSET)

        format_ = d.pop("format", UNSET)

        text = d.pop("text", UNSET)

        type_ = d.pop("type", UNSET)

        facebook_utility_message_template_components_item = cls(
            buttons=buttons,
            example_image_url=example_image_url,
            format_=format_,
            text=text,
            type_=type_,
        )

        facebook_utility_message_template_components_item.additional_properties = d
        return facebook_utility_message_template_components_item

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
