from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AiTask")


@_attrs_define
class AiTask:
    """
    Attributes:
        ai_model (str | Unset):
        ai_provider (str | Unset):  Example: openai.
        ai_task_ns (str | Unset):
        flow_ns (str | Unset):
        id (str | Unset):
        max_tokens (int | Unset):  Example: 500.
        name (str | Unset):
    """

    ai_model: str | Unset = UNSET
    ai_provider: str | Unset = UNSET
    ai_task_ns: str | Unset = UNSET
    flow_ns: str | Unset = UNSET
    id: str | Unset = UNSET
    max_tokens: int | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ai_model = self.ai_model

        ai_provider = self.ai_provider

        ai_task_ns = self.ai_task_ns

        flow_ns = self.flow_ns

        id = self.id

        max_tokens = self.max_tokens

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ai_model is not UNSET:
            field_dict["ai_model"] = ai_model
        if ai_provider is not UNSET:
            field_dict["ai_provider"] = ai_provider
        if ai_task_ns is not UNSET:
            field_dict["ai_task_ns"] = ai_task_ns
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if id is not UNSET:
            field_dict["id"] = id
        if max_tokens is not UNSET:
            field_dict["max_tokens"] = max_tokens
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ai_model = d.pop("ai_model", UNSET)

        ai_provider = d.pop("ai_provider", UNSET)

        ai_task_ns = d.pop("ai_task_ns", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        id = d.pop("id", UNSET)

        max_tokens = d.pop("max_tokens", UNSET)

        name = d.pop("name", UNSET)

        ai_task = cls(
            ai_model=ai_model,
            ai_provider=ai_provider,
            ai_task_ns=ai_task_ns,
            flow_ns=flow_ns,
            id=id,
            max_tokens=max_tokens,
            name=name,
        )

        ai_task.additional_properties = d
        return ai_task

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
