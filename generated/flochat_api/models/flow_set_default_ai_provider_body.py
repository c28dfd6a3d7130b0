from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_set_default_ai_provider_body_ai_provider import (
    FlowSetDefaultAiProviderBodyAiProvider,
    check_flow_set_default_ai_provider_body_ai_provider,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowSetDefaultAiProviderBody")


@_attrs_define
class FlowSetDefaultAiProviderBody:
    """
    Attributes:
        ai_provider (FlowSetDefaultAiProviderBodyAiProvider):  Example: openai.
        ai_model (str | Unset):  Example: gpt-4o-mini.
    """

    ai_provider: FlowSetDefaultAiProviderBodyAiProvider
    ai_model: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ai_provider: str = self.ai_provider

        ai_model = self.ai_model

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ai_provider": ai_provider,
            }
        )
        if ai_model is not UNSET:
            field_dict["ai_model"] = ai_model

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ai_provider = check_flow_set_default_ai_provider_body_ai_provider(
            d.pop("ai_provider")
        )

        ai_model = d.pop("ai_model", UNSET)

        flow_set_default_ai_provider_body = cls(
            ai_provider=ai_provider,
            ai_model=ai_model,
        )

        flow_set_default_ai_provider_body.additional_properties = d
        return flow_set_default_ai_provider_body

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
