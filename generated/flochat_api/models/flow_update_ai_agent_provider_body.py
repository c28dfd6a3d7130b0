from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.flow_update_ai_agent_provider_body_ai_provider import (
    FlowUpdateAiAgentProviderBodyAiProvider,
    check_flow_update_ai_agent_provider_body_ai_provider,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowUpdateAiAgentProviderBody")


@_attrs_define
class FlowUpdateAiAgentProviderBody:
    """
    Attributes:
        ai_agent_ns (str):  Example: f123ag456.
        ai_model (str | Unset):  Example: gpt-4o-mini.
        ai_provider (FlowUpdateAiAgentProviderBodyAiProvider | Unset):  Example: openai.
        max_tokens (int | Unset):  Example: 500.
    """

    ai_agent_ns: str
    ai_model: str | Unset = UNSET
    ai_provider: FlowUpdateAiAgentProviderBodyAiProvider | Unset = UNSET
    max_tokens: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ai_agent_ns = self.ai_agent_ns

        ai_model = self.ai_model

        ai_provider: str | Unset = UNSET
        if not isinstance(self.ai_provider, Unset):
            ai_provider = self.ai_provider

        max_tokens = self.max_tokens

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ai_agent_ns": ai_agent_ns,
            }
        )
        if ai_model is not UNSET:
            field_dict["ai_model"] = ai_model
        if ai_provider is not UNSET:
            field_dict["ai_provider"] = ai_provider
        if max_tokens is not UNSET:
            field_dict["max_tokens"] = max_tokens

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ai_agent_ns = d.pop("ai_agent_ns")

        ai_model = d.pop("ai_model", UNSET)

        _ai_provider = d.pop("ai_provider", UNSET)
        ai_provider: FlowUpdateAiAgentProviderBodyAiProvider | Unset
        if isinstance(_ai_provider, Unset):
            ai_provider = UNSET
        else:
            ai_provider = check_flow_update_ai_agent_provider_body_ai_provider(
                _ai_provider
            )

        max_tokens = d.pop("max_tokens", UNSET)

        flow_update_ai_agent_provider_body = cls(
            ai_agent_ns=ai_agent_ns,
            ai_model=ai_model,
            ai_provider=ai_provider,
            max_tokens=max_tokens,
        )

        flow_update_ai_agent_provider_body.additional_properties = d
        return flow_update_ai_agent_provider_body

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
