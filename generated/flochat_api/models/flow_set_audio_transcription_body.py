from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FlowSetAudioTranscriptionBody")


@_attrs_define
class FlowSetAudioTranscriptionBody:
    """
    Attributes:
        stt_model (str): Known values: none, whisper-1, gpt-4o-transcribe, gpt-4o-mini-transcribe, whisper-
            large-v3-turbo, gemini-2.5-flash, gemini-3-flash-preview.
    """

    stt_model: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        stt_model = self.stt_model

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "stt_model": stt_model,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        stt_model = d.pop("stt_model")

        flow_set_audio_transcription_body = cls(
            stt_model=stt_model,
        )

        flow_set_audio_transcription_body.additional_properties = d
        return flow_set_audio_transcription_body

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
