from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="InstalledApp")


@_attrs_define
class InstalledApp:
    """
    Attributes:
        id (int):
        app_ns (str | Unset):
        auth_type (str | Unset):
        image (str | Unset):
        intro (str | Unset):
        logo (str | Unset):
        param_names (list[str] | Unset):
        status (str | Unset):
        title (str | Unset):
        version (str | Unset):
    """

    id: int
    app_ns: str | Unset = UNSET
    auth_type: str | Unset = UNSET
    image: str | Unset = UNSET
    intro: str | Unset = UNSET
    logo: str | Unset = UNSET
    param_names: list[str] | Unset = UNSET
    status: str | Unset = UNSET
    title: str | Unset = UNSET
    version: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        app_ns = self.app_ns

        auth_type = self.auth_type

        image = self.image

        intro = self.intro

        logo = self.logo

        param_names: list[str] | Unset = UNSET
        if not isinstance(self.param_names, Unset):
            param_names = self.param_names

        status = self.status

        title = self.title

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if app_ns is not UNSET:
            field_dict["app_ns"] = app_ns
        if auth_type is not UNSET:
            field_dict["auth_type"] = auth_type
        if image is not UNSET:
            field_dict["image"] = image
        if intro is not UNSET:
            field_dict["intro"] = intro
        if logo is not UNSET:
            field_dict["logo"] = logo
        if param_names is not UNSET:
            field_dict["param_names"] = param_names
        if status is not UNSET:
            field_dict["status"] = status
        if title is not UNSET:
            field_dict["title"] = title
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        app_ns = d.pop("app_ns", UNSET)

        auth_type = d.pop("auth_type", UNSET)

        image = d.pop("image", UNSET)

        intro = d.pop("intro", UNSET)

        logo = d.pop("logo", UNSET)

        param_names = cast(list[str], d.pop("param_names", UNSET))

        status = d.pop("status", UNSET)

        title = d.pop("title", UNSET)

        version = d.pop("version", UNSET)

        installed_app = cls(
            id=id,
            app_ns=app_ns,
            auth_type=auth_type,
            image=image,
            intro=intro,
            logo=logo,
            param_names=param_names,
            status=status,
            title=title,
            version=version,
        )

        installed_app.additional_properties = d
        return installed_app

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
