from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateS3StorageDataResponse200Data")


@_attrs_define
class UpdateS3StorageDataResponse200Data:
    """
    Attributes:
        api_key (str | Unset):
        bucket (str | Unset):
        region (str | Unset):  Example: eu-north-1.
        secret (str | Unset):
        status (str | Unset):  Example: verified.
        url (str | Unset):  Example: https://s3.eu-north-1.amazonaws.com.
    """

    api_key: str | Unset = UNSET
    bucket: str | Unset = UNSET
    region: str | Unset = UNSET
    secret: str | Unset = UNSET
    status: str | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        api_key = self.api_key

        bucket = self.bucket

        region = self.region

        secret = self.secret

        status = self.status

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if api_key is not UNSET:
            field_dict["api_key"] = api_key
        if bucket is not UNSET:
            field_dict["bucket"] = bucket
        if region is not UNSET:
            field_dict["region"] = region
        if secret is not UNSET:
            field_dict["secret"] = secret
        if status is not UNSET:
            field_dict["status"] = status
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        api_key = d.pop("api_key", UNSET)

        bucket = d.pop("bucket", UNSET)

        region = d.pop("region", UNSET)

        secret = d.pop("secret", UNSET)

        status = d.pop("status", UNSET)

        url = d.pop("url", UNSET)

        update_s3_storage_data_response_200_data = cls(
            api_key=api_key,
            bucket=bucket,
            region=region,
            secret=secret,
            status=status,
            url=url,
        )

        update_s3_storage_data_response_200_data.additional_properties = d
        return update_s3_storage_data_response_200_data

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
