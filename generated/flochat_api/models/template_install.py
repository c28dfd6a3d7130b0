from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TemplateInstall")


@_attrs_define
class TemplateInstall:
    """
    Attributes:
        allow_republish (int | Unset):
        auto_update (int | Unset):
        can_edit (int | Unset):
        can_view (int | Unset):
        created_at (str | Unset):
        flow_ns (str | Unset):
        id (int | Unset):  Example: 78.
        scope (str | Unset):
        team_id (int | Unset):
        template_ns (str | Unset):
        uninstalled_at (str | Unset):
        updated_at (str | Unset):
        version (str | Unset):
    """

    allow_republish: int | Unset = UNSET
    auto_update: int | Unset = UNSET
    can_edit: int | Unset = UNSET
    can_view: int | Unset = UNSET
    created_at: str | Unset = UNSET
    flow_ns: str | Unset = UNSET
    id: int | Unset = UNSET
    scope: str | Unset = UNSET
    team_id: int | Unset = UNSET
    template_ns: str | Unset = UNSET
    uninstalled_at: str | Unset = UNSET
    updated_at: str | Unset = UNSET
    version: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        allow_republish = self.allow_republish

        auto_update = self.auto_update

        can_edit = self.can_edit

        can_view = self.can_view

        created_at = self.created_at

        flow_ns = self.flow_ns

        id = self.id

        scope = self.scope

        team_id = self.team_id

        template_ns = self.template_ns

        uninstalled_at = self.uninstalled_at

        updated_at = self.updated_at

        version = self.version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if allow_republish is not UNSET:
            field_dict["allow_republish"] = allow_republish
        if auto_update is not UNSET:
            field_dict["auto_update"] = auto_update
        if can_edit is not UNSET:
            field_dict["can_edit"] = can_edit
        if can_view is not UNSET:
            field_dict["can_view"] = can_view
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if id is not UNSET:
            field_dict["id"] = id
        if scope is not UNSET:
            field_dict["scope"] = scope
        if team_id is not UNSET:
            field_dict["team_id"] = team_id
        if template_ns is not UNSET:
            field_dict["template_ns"] = template_ns
        if uninstalled_at is not UNSET:
            field_dict["uninstalled_at"] = uninstalled_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        allow_republish = d.pop("allow_republish", UNSET)

        auto_update = d.pop("auto_update", UNSET)

        can_edit = d.pop("can_edit", UNSET)

        can_view = d.pop("can_view", UNSET)

        created_at = d.pop("created_at", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        id = d.pop("id", UNSET)

        scope = d.pop("scope", UNSET)

        team_id = d.pop("team_id", UNSET)

        template_ns = d.pop("template_ns", UNSET)

        uninstalled_at = d.pop("uninstalled_at", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        version = d.pop("version", UNSET)

        template_install = cls(
            allow_republish=allow_republish,
            auto_update=auto_update,
            can_edit=can_edit,
            can_view=can_view,
            created_at=created_at,
            flow_ns=flow_ns,
            id=id,
            scope=scope,
            team_id=team_id,
            template_ns=template_ns,
            uninstalled_at=uninstalled_at,
            updated_at=updated_at,
            version=version,
        )

        template_install.additional_properties = d
        return template_install

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
