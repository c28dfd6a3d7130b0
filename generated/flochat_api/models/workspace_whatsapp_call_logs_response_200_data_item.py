from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkspaceWhatsappCallLogsResponse200DataItem")


@_attrs_define
class WorkspaceWhatsappCallLogsResponse200DataItem:
    """
    Attributes:
        agent_id (int | Unset):  Example: 0.
        ai_agent_ns (str | Unset):
        call_id (str | Unset):  Example: wacid.example.
        created_at (str | Unset):  Example: 2026-06-12T01:00:00.000000Z.
        direction (str | Unset):  Example: in.
        duration (int | Unset):  Example: 120.
        end_time (None | str | Unset):
        error_code (int | Unset):  Example: 0.
        flow_ns (str | Unset):  Example: flow123.
        from_number (str | Unset):  Example: 61400000001.
        id (int | Unset):  Example: 123.
        is_missed (bool | Unset):  Example: False.
        phone_number_id (str | Unset):  Example: 123456789.
        platform (str | Unset):  Example: whatsapp.
        recording_url (str | Unset):
        start_time (None | str | Unset):
        status (str | Unset):  Example: ANSWERED.
        to_number (str | Unset):  Example: 61400000002.
        user_ns (str | Unset):  Example: f123u456.
    """

    agent_id: int | Unset = UNSET
    ai_agent_ns: str | Unset = UNSET
    call_id: str | Unset = UNSET
    created_at: str | Unset = UNSET
    direction: str | Unset = UNSET
    duration: int | Unset = UNSET
    end_time: None | str | Unset = UNSET
    error_code: int | Unset = UNSET
    flow_ns: str | Unset = UNSET
    from_number: str | Unset = UNSET
    id: int | Unset = UNSET
    is_missed: bool | Unset = UNSET
    phone_number_id: str | Unset = UNSET
    platform: str | Unset = UNSET
    recording_url: str | Unset = UNSET
    start_time: None | str | Unset = UNSET
    status: str | Unset = UNSET
    to_number: str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        ai_agent_ns = self.ai_agent_ns

        call_id = self.call_id

        created_at = self.created_at

        direction = self.direction

        duration = self.duration

        end_time: None | str | Unset
        if isinstance(self.end_time, Unset):
            end_time = UNSET
        else:
            end_time = self.end_time

        error_code = self.error_code

        flow_ns = self.flow_ns

        from_number = self.from_number

        id = self.id

        is_missed = self.is_missed

        phone_number_id = self.phone_number_id

        platform = self.platform

        recording_url = self.recording_url

        start_time: None | str | Unset
        if isinstance(self.start_time, Unset):
            start_time = UNSET
        else:
            start_time = self.start_time

        status = self.status

        to_number = self.to_number

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if agent_id is not UNSET:
            field_dict["agent_id"] = agent_id
        if ai_agent_ns is not UNSET:
            field_dict["ai_agent_ns"] = ai_agent_ns
        if call_id is not UNSET:
            field_dict["call_id"] = call_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if direction is not UNSET:
            field_dict["direction"] = direction
        if duration is not UNSET:
            field_dict["duration"] = duration
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if from_number is not UNSET:
            field_dict["from_number"] = from_number
        if id is not UNSET:
            field_dict["id"] = id
        if is_missed is not UNSET:
            field_dict["is_missed"] = is_missed
        if phone_number_id is not UNSET:
            field_dict["phone_number_id"] = phone_number_id
        if platform is not UNSET:
            field_dict["platform"] = platform
        if recording_url is not UNSET:
            field_dict["recording_url"] = recording_url
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if status is not UNSET:
            field_dict["status"] = status
        if to_number is not UNSET:
            field_dict["to_number"] = to_number
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id", UNSET)

        ai_agent_ns = d.pop("ai_agent_ns", UNSET)

        call_id = d.pop("call_id", UNSET)

        created_at = d.pop("created_at", UNSET)

        direction = d.pop("direction", UNSET)

        duration = d.pop("duration", UNSET)

        def _parse_end_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        end_time = _parse_end_time(d.pop("end_time", UNSET))

        error_code = d.pop("error_code", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        from_number = d.pop("from_number", UNSET)

        id = d.pop("id", UNSET)

        is_missed = d.pop("is_missed", UNSET)

        phone_number_id = d.pop("phone_number_id", UNSET)

        platform = d.pop("platform", UNSET)

        recording_url = d.pop("recording_url", UNSET)

        def _parse_start_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        start_time = _parse_start_time(d.pop("start_time", UNSET))

        status = d.pop("status", UNSET)

        to_number = d.pop("to_number", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        workspace_whatsapp_call_logs_response_200_data_item = cls(
            agent_id=agent_id,
            ai_agent_ns=ai_agent_ns,
            call_id=call_id,
            created_at=created_at,
            direction=direction,
            duration=duration,
            end_time=end_time,
            error_code=error_code,
            flow_ns=flow_ns,
            from_number=from_number,
            id=id,
            is_missed=is_missed,
            phone_number_id=phone_number_id,
            platform=platform,
            recording_url=recording_url,
            start_time=start_time,
            status=status,
            to_number=to_number,
            user_ns=user_ns,
        )

        workspace_whatsapp_call_logs_response_200_data_item.additional_properties = d
        return workspace_whatsapp_call_logs_response_200_data_item

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
