from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workspace_settings_channels_update_response_200_data import (
        WorkspaceSettingsChannelsUpdateResponse200Data,
    )


T = TypeVar("T", bound="WorkspaceSettingsChannelsUpdateResponse200")


@_attrs_define
class WorkspaceSettingsChannelsUpdateResponse200:
    """
    Attributes:
        data (WorkspaceSettingsChannelsUpdateResponse200Data | Unset): 1 or 0.
        status (str | Unset): 1 or 0. Example: ok.
    """

    data: WorkspaceSettingsChannelsUpdateResponse200Data | Unset = UNSET
    status: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data: dict[str, Any] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = self.data.to_dict()

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if data is not UNSET:
            field_dict["data"] = data
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workspace_settings_channels_update_response_200_data import (
            WorkspaceSettingsChannelsUpdateResponse200Data,  # noqa: PLC0415
        )

        d = dict(src_dict)
        _data = d.pop("data", UNSET)
        data: WorkspaceSettingsChannelsUpdateResponse200Data | Unset
        if isinstance(_data, Unset):
            data = UNSET
        else:
            data = WorkspaceSettingsChannelsUpdateResponse200Data.from_dict(_data)

        status = d.pop("status", UNSET)

        workspace_settings_channels_update_response_200 = cls(
            data=data,
            status=status,
        )

        workspace_settings_channels_update_response_200.additional_properties = d
        return workspace_settings_channels_update_response_200

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
