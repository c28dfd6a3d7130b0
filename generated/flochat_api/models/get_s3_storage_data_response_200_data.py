from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="GetS3StorageDataResponse200Data")


@_attrs_define
class GetS3StorageDataResponse200Data:
    """
    Attributes:
        bucket (str | Unset):
        key (str | Unset):
        region (str | Unset):  Example: eu-north-1.
        secret (str | Unset):
        status (str | Unset):  Example: verified.
        url (str | Unset):  Example: https://s3.eu-north-1.amazonaws.com.
    """

    bucket: str | Unset = UNSET
    key: str | Unset = UNSET
    region: str | Unset = UNSET
    secret: str | Unset = UNSET
    status: str | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        bucket = self.bucket

        key = self.key

        region = self.region

        secret = self.secret

        status = self.status

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if bucket is not UNSET:
            field_dict["bucket"] = bucket
        if key is not UNSET:
            field_dict["key"] = key
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
        bucket = d.pop("bucket", UNSET)

        key = d.pop("key", UNSET)

        region = d.pop("region", UNSET)

        secret = d.pop("secret", UNSET)

        status = d.pop("status", UNSET)

        url = d.pop("url", UNSET)

        get_s3_storage_data_response_200_data = cls(
            bucket=bucket,
            key=key,
            region=region,
            secret=secret,
            status=status,
            url=url,
        )

        get_s3_storage_data_response_200_data.additional_properties = d
        return get_s3_storage_data_response_200_data

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
