from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FlowAgentSummary")


@_attrs_define
class FlowAgentSummary:
    """
    Attributes:
        agent_id (int | Unset):  Example: 0.
        avg_agent_response_time (float | None | Unset):  Example: 0.
        avg_resolve_time (float | None | Unset):  Example: 0.
        day_agent_messages (int | Unset):  Example: 0.
        day_assigned (int | Unset):  Example: 0.
        day_done (int | Unset):  Example: 0.
        day_note_messages (int | Unset):  Example: 0.
        day_reply_bot_users (int | Unset):  Example: 0.
        flow_ns (str | Unset):
        summary_date (str | Unset):
    """

    agent_id: int | Unset = UNSET
    avg_agent_response_time: float | None | Unset = UNSET
    avg_resolve_time: float | None | Unset = UNSET
    day_agent_messages: int | Unset = UNSET
    day_assigned: int | Unset = UNSET
    day_done: int | Unset = UNSET
    day_note_messages: int | Unset = UNSET
    day_reply_bot_users: int | Unset = UNSET
    flow_ns: str | Unset = UNSET
    summary_date: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        avg_agent_response_time: float | None | Unset
        if isinstance(self.avg_agent_response_time, Unset):
            avg_agent_response_time = UNSET
        else:
            avg_agent_response_time = self.avg_agent_response_time

        avg_resolve_time: float | None | Unset
        if isinstance(self.avg_resolve_time, Unset):
            avg_resolve_time = UNSET
        else:
            avg_resolve_time = self.avg_resolve_time

        day_agent_messages = self.day_agent_messages

        day_assigned = self.day_assigned

        day_done = self.day_done

        day_note_messages = self.day_note_messages

        day_reply_bot_users = self.day_reply_bot_users

        flow_ns = self.flow_ns

        summary_date = self.summary_date

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if agent_id is not UNSET:
            field_dict["agent_id"] = agent_id
        if avg_agent_response_time is not UNSET:
            field_dict["avg_agent_response_time"] = avg_agent_response_time
        if avg_resolve_time is not UNSET:
            field_dict["avg_resolve_time"] = avg_resolve_time
        if day_agent_messages is not UNSET:
            field_dict["day_agent_messages"] = day_agent_messages
        if day_assigned is not UNSET:
            field_dict["day_assigned"] = day_assigned
        if day_done is not UNSET:
            field_dict["day_done"] = day_done
        if day_note_messages is not UNSET:
            field_dict["day_note_messages"] = day_note_messages
        if day_reply_bot_users is not UNSET:
            field_dict["day_reply_bot_users"] = day_reply_bot_users
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if summary_date is not UNSET:
            field_dict["summary_date"] = summary_date

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id", UNSET)

        def _parse_avg_agent_response_time(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        avg_agent_response_time = _parse_avg_agent_response_time(
            d.pop("avg_agent_response_time", UNSET)
        )

        def _parse_avg_resolve_time(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        avg_resolve_time = _parse_avg_resolve_time(d.pop("avg_resolve_time", UNSET))

        day_agent_messages = d.pop("day_agent_messages", UNSET)

        day_assigned = d.pop("day_assigned", UNSET)

        day_done = d.pop("day_done", UNSET)

        day_note_messages = d.pop("day_note_messages", UNSET)

        day_reply_bot_users = d.pop("day_reply_bot_users", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        summary_date = d.pop("summary_date", UNSET)

        flow_agent_summary = cls(
            agent_id=agent_id,
            avg_agent_response_time=avg_agent_response_time,
            avg_resolve_time=avg_resolve_time,
            day_agent_messages=day_agent_messages,
            day_assigned=day_assigned,
            day_done=day_done,
            day_note_messages=day_note_messages,
            day_reply_bot_users=day_reply_bot_users,
            flow_ns=flow_ns,
            summary_date=summary_date,
        )

        flow_agent_summary.additional_properties = d
        return flow_agent_summary

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
