from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.user_field_var_type import UserFieldVarType, check_user_field_var_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="UserField")


@_attrs_define
class UserField:
    """
    Attributes:
        name (str):
        value (str): Always text, whatever var_type says; required even when it is empty. Example: 'string', 123, true,
            '2018-07-18', '2018-07-02T00:00:00+00:00'.
        var_type (UserFieldVarType):  Example: text.
        description (str | Unset):
        var_ns (str | Unset): What a user field is known by: it has no id.
    """

    name: str
    value: str
    var_type: UserFieldVarType
    description: str | Unset = UNSET
    var_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        value = self.value

        var_type: str = self.var_type

        description = self.description

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
        if var_ns is not UNSET:
            field_dict["var_ns"] = var_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        value = d.pop("value")

        var_type = check_user_field_var_type(d.pop("var_type"))

        description = d.pop("description", UNSET)

        var_ns = d.pop("var_ns", UNSET)

        user_field = cls(
            name=name,
            value=value,
            var_type=var_type,
            description=description,
            var_ns=var_ns,
        )

        user_field.additional_properties = d
        return user_field

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
