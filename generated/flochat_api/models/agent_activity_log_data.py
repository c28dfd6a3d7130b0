from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AgentActivityLogData")


@_attrs_define
class AgentActivityLogData:
    """
    Attributes:
        action (str | Unset): Known values: open, close, assign, reply, note, pending, spam, invalid, add_collaborator,
            remove_collaborator, subscribe_to_bot, unsubscribe_from_bot, opt_in_sms, opt_out_sms, opt_in_email,
            opt_out_email.
        agent_id (int | Unset):
        created_at (str | Unset):
        source_type (str | Unset): Known values: agent, bot, bot_user, api, webhook.
        user_ns (str | Unset):
    """

    action: str | Unset = UNSET
    agent_id: int | Unset = UNSET
    created_at: str | Unset = UNSET
    source_type: str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        action = self.action

        agent_id = self.agent_id

        created_at = self.created_at

        source_type = self.source_type

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if action is not UNSET:
            field_dict["action"] = action
        if agent_id is not UNSET:
            field_dict["agent_id"] = agent_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if source_type is not UNSET:
            field_dict["source_type"] = source_type
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        action = d.pop("action", UNSET)

        agent_id = d.pop("agent_id", UNSET)

        created_at = d.pop("created_at", UNSET)

        source_type = d.pop("source_type", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        agent_activity_log_data = cls(
            action=action,
            agent_id=agent_id,
            created_at=created_at,
            source_type=source_type,
            user_ns=user_ns,
        )

        agent_activity_log_data.additional_properties = d
        return agent_activity_log_data

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
