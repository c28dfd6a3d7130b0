from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bot_field_var_type import BotFieldVarType, check_bot_field_var_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="BotField")


@_attrs_define
class BotField:
    """
    Attributes:
        name (str):
        value (str): Always text, whatever var_type says; required even when it is empty. Example: 'string', 123, true,
            '2018-07-18', '2018-07-02T00:00:00+00:00'.
        var_type (BotFieldVarType):  Example: text.
        description (str | Unset):
        is_template_field (bool | Unset):  Example: false.
        var_ns (str | Unset): What a bot field is known by: it has no id.
    """

    name: str
    value: str
    var_type: BotFieldVarType
    description: str | Unset = UNSET
    is_template_field: bool | Unset = UNSET
    var_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        value = self.value

        var_type: str = self.var_type

        description = self.description

        is_template_field = self.is_template_field

        var_ns = self.var_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "value": value,
                "var_type": var_type,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if is_template_field is not UNSET:
            field_dict["is_template_field"] = is_template_field
        if var_ns is not UNSET:
            field_dict["var_ns"] = var_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        value = d.pop("value")

        var_type = check_bot_field_var_type(d.pop("var_type"))

        description = d.pop("description", UNSET)

        is_template_field = d.pop("is_template_field", UNSET)

        var_ns = d.pop("var_ns", UNSET)

        bot_field = cls(
            name=name,
            value=value,
            var_type=var_type,
            description=description,
            is_template_field=is_template_field,
            var_ns=var_ns,
        )

        bot_field.additional_properties = d
        return bot_field

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
