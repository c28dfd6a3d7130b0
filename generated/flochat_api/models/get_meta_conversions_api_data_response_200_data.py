from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="GetMetaConversionsApiDataResponse200Data")


@_attrs_define
class GetMetaConversionsApiDataResponse200Data:
    """
    Attributes:
        dataset_id (str | Unset):
        status (str | Unset):  Example: verified.
        token (str | Unset):
    """

    dataset_id: str | Unset = UNSET
    status: str | Unset = UNSET
    token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        dataset_id = self.dataset_id

        status = self.status

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if dataset_id is not UNSET:
            field_dict["dataset_id"] = dataset_id
        if status is not UNSET:
            field_dict["status"] = status
        if token is not UNSET:
            field_dict["token"] = token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        dataset_id = d.pop("dataset_id", UNSET)

        status = d.pop("status", UNSET)

        token = d.pop("token", UNSET)

        get_meta_conversions_api_data_response_200_data = cls(
            dataset_id=dataset_id,
            status=status,
            token=token,
        )

        get_meta_conversions_api_data_response_200_data.additional_properties = d
        return get_meta_conversions_api_data_response_200_data

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
