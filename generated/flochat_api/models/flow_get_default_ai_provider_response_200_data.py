from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowGetDefaultAiProviderResponse200Data")


@_attrs_define
class FlowGetDefaultAiProviderResponse200Data:
    """
    Attributes:
        ai_model (str | Unset):  Example: gpt-5.
        ai_provider (str | Unset):  Example: openai.
    """

    ai_model: str | Unset = UNSET
    ai_provider: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ai_model = self.ai_model

        ai_provider = self.ai_provider

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ai_model is not UNSET:
            field_dict["ai_model"] = ai_model
        if ai_provider is not UNSET:
            field_dict["ai_provider"] = ai_provider

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ai_model = d.pop("ai_model", UNSET)

        ai_provider = d.pop("ai_provider", UNSET)

        flow_get_default_ai_provider_response_200_data = cls(
            ai_model=ai_model,
            ai_provider=ai_provider,
        )

        flow_get_default_ai_provider_response_200_data.additional_properties = d
        return flow_get_default_ai_provider_response_200_data

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
