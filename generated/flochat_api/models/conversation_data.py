from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConversationData")


@_attrs_define
class ConversationData:
    """
    Attributes:
        agent_messages (int | Unset):
        avg_response_time (int | Unset):
        avg_subsequent_response_time (int | Unset):
        bot_messages (int | Unset):
        closed_source (str | Unset): Known values: agent, bot, bot_user, api, webhook.
        created_at (str | Unset):
        first_assign_agent_id (int | Unset):
        first_assign_at (str | Unset):
        first_assign_to_first_close (int | Unset):
        first_close_agent_id (int | Unset):
        first_close_at (str | Unset):
        first_open_at (str | Unset):
        first_open_to_first_assign (int | Unset):
        first_open_to_first_close (int | Unset):
        first_open_to_first_reply (int | Unset):
        first_open_to_last_close (int | Unset):
        first_reply_after_first_assign (int | Unset):
        first_reply_after_last_assign (int | Unset):
        first_reply_after_last_assign_at (str | Unset):
        first_reply_agent_id (int | Unset):
        first_reply_at (str | Unset):
        first_reply_to_first_close (int | Unset):
        flow_ns (str | Unset):
        handling_time (int | Unset):
        id (int | Unset):
        in_messages (int | Unset):
        is_new_bot_user (int | Unset):
        last_assign_agent_id (int | Unset):
        last_assign_at (str | Unset):
        last_assign_to_last_close (int | Unset):
        last_close_agent_id (int | Unset):
        last_close_at (str | Unset):
        last_open_at (str | Unset):
        number_of_agent_replies (int | Unset):
        number_of_assignments (int | Unset):
        number_of_closes (int | Unset):
        number_of_notes (int | Unset):
        number_of_opens (int | Unset):
        number_of_unique_agents (int | Unset):
        opened_source (str | Unset): Known values: agent, bot, bot_user, api, webhook.
        source_type (str | Unset): Known values: agent, new_user, return_user.
        user_ns (str | Unset):
    """

    agent_messages: int | Unset = UNSET
    avg_response_time: int | Unset = UNSET
    avg_subsequent_response_time: int | Unset = UNSET
    bot_messages: int | Unset = UNSET
    closed_source: str | Unset = UNSET
    created_at: str | Unset = UNSET
    first_assign_agent_id: int | Unset = UNSET
    first_assign_at: str | Unset = UNSET
    first_assign_to_first_close: int | Unset = UNSET
    first_close_agent_id: int | Unset = UNSET
    first_close_at: str | Unset = UNSET
    first_open_at: str | Unset = UNSET
    first_open_to_first_assign: int | Unset = UNSET
    first_open_to_first_close: int | Unset = UNSET
    first_open_to_first_reply: int | Unset = UNSET
    first_open_to_last_close: int | Unset = UNSET
    first_reply_after_first_assign: int | Unset = UNSET
    first_reply_after_last_assign: int | Unset = UNSET
    first_reply_after_last_assign_at: str | Unset = UNSET
    first_reply_agent_id: int | Unset = UNSET
    first_reply_at: str | Unset = UNSET
    first_reply_to_first_close: int | Unset = UNSET
    flow_ns: str | Unset = UNSET
    handling_time: int | Unset = UNSET
    id: int | Unset = UNSET
    in_messages: int | Unset = UNSET
    is_new_bot_user: int | Unset = UNSET
    last_assign_agent_id: int | Unset = UNSET
    last_assign_at: str | Unset = UNSET
    last_assign_to_last_close: int | Unset = UNSET
    last_close_agent_id: int | Unset = UNSET
    last_close_at: str | Unset = UNSET
    last_open_at: str | Unset = UNSET
    number_of_agent_replies: int | Unset = UNSET
    number_of_assignments: int | Unset = UNSET
    number_of_closes: int | Unset = UNSET
    number_of_notes: int | Unset = UNSET
    number_of_opens: int | Unset = UNSET
    number_of_unique_agents: int | Unset = UNSET
    opened_source: str | Unset = UNSET
    source_type: str | Unset = UNSET
    user_ns: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_messages = self.agent_messages

        avg_response_time = self.avg_response_time

        avg_subsequent_response_time = self.avg_subsequent_response_time

        bot_messages = self.bot_messages

        closed_source = self.closed_source

        created_at = self.created_at

        first_assign_agent_id = self.first_assign_agent_id

        first_assign_at = self.first_assign_at

        first_assign_to_first_close = self.first_assign_to_first_close

        first_close_agent_id = self.first_close_agent_id

        first_close_at = self.first_close_at

        first_open_at = self.first_open_at

        first_open_to_first_assign = self.first_open_to_first_assign

        first_open_to_first_close = self.first_open_to_first_close

        first_open_to_first_reply = self.first_open_to_first_reply

        first_open_to_last_close = self.first_open_to_last_close

        first_reply_after_first_assign = self.first_reply_after_first_assign

        first_reply_after_last_assign = self.first_reply_after_last_assign

        first_reply_after_last_assign_at = self.first_reply_after_last_assign_at

        first_reply_agent_id = self.first_reply_agent_id

        first_reply_at = self.first_reply_at

        first_reply_to_first_close = self.first_reply_to_first_close

        flow_ns = self.flow_ns

        handling_time = self.handling_time

        id = self.id

        in_messages = self.in_messages

        is_new_bot_user = self.is_new_bot_user

        last_assign_agent_id = self.last_assign_agent_id

        last_assign_at = self.last_assign_at

        last_assign_to_last_close = self.last_assign_to_last_close

        last_close_agent_id = self.last_close_agent_id

        last_close_at = self.last_close_at

        last_open_at = self.last_open_at

        number_of_agent_replies = self.number_of_agent_replies

        number_of_assignments = self.number_of_assignments

        number_of_closes = self.number_of_closes

        number_of_notes = self.number_of_notes

        number_of_opens = self.number_of_opens

        number_of_unique_agents = self.number_of_unique_agents

        opened_source = self.opened_source

        source_type = self.source_type

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if agent_messages is not UNSET:
            field_dict["agent_messages"] = agent_messages
        if avg_response_time is not UNSET:
            field_dict["avg_response_time"] = avg_response_time
        if avg_subsequent_response_time is not UNSET:
            field_dict["avg_subsequent_response_time"] = avg_subsequent_response_time
        if bot_messages is not UNSET:
            field_dict["bot_messages"] = bot_messages
        if closed_source is not UNSET:
            field_dict["closed_source"] = closed_source
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if first_assign_agent_id is not UNSET:
            field_dict["first_assign_agent_id"] = first_assign_agent_id
        if first_assign_at is not UNSET:
            field_dict["first_assign_at"] = first_assign_at
        if first_assign_to_first_close is not UNSET:
            field_dict["first_assign_to_first_close"] = first_assign_to_first_close
        if first_close_agent_id is not UNSET:
            field_dict["first_close_agent_id"] = first_close_agent_id
        if first_close_at is not UNSET:
            field_dict["first_close_at"] = first_close_at
        if first_open_at is not UNSET:
            field_dict["first_open_at"] = first_open_at
        if first_open_to_first_assign is not UNSET:
            field_dict["first_open_to_first_assign"] = first_open_to_first_assign
        if first_open_to_first_close is not UNSET:
            field_dict["first_open_to_first_close"] = first_open_to_first_close
        if first_open_to_first_reply is not UNSET:
            field_dict["first_open_to_first_reply"] = first_open_to_first_reply
        if first_open_to_last_close is not UNSET:
            field_dict["first_open_to_last_close"] = first_open_to_last_close
        if first_reply_after_first_assign is not UNSET:
            field_dict["first_reply_after_first_assign"] = (
                first_reply_after_first_assign
            )
        if first_reply_after_last_assign is not UNSET:
            field_dict["first_reply_after_last_assign"] = first_reply_after_last_assign
        if first_reply_after_last_assign_at is not UNSET:
            field_dict["first_reply_after_last_assign_at"] = (
                first_reply_after_last_assign_at
            )
        if first_reply_agent_id is not UNSET:
            field_dict["first_reply_agent_id"] = first_reply_agent_id
        if first_reply_at is not UNSET:
            field_dict["first_reply_at"] = first_reply_at
        if first_reply_to_first_close is not UNSET:
            field_dict["first_reply_to_first_close"] = first_reply_to_first_close
        if flow_ns is not UNSET:
            field_dict["flow_ns"] = flow_ns
        if handling_time is not UNSET:
            field_dict["handling_time"] = handling_time
        if id is not UNSET:
            field_dict["id"] = id
        if in_messages is not UNSET:
            field_dict["in_messages"] = in_messages
        if is_new_bot_user is not UNSET:
            field_dict["is_new_bot_user"] = is_new_bot_user
        if last_assign_agent_id is not UNSET:
            field_dict["last_assign_agent_id"] = last_assign_agent_id
        if last_assign_at is not UNSET:
            field_dict["last_assign_at"] = last_assign_at
        if last_assign_to_last_close is not UNSET:
            field_dict["last_assign_to_last_close"] = last_assign_to_last_close
        if last_close_agent_id is not UNSET:
            field_dict["last_close_agent_id"] = last_close_agent_id
        if last_close_at is not UNSET:
            field_dict["last_close_at"] = last_close_at
        if last_open_at is not UNSET:
            field_dict["last_open_at"] = last_open_at
        if number_of_agent_replies is not UNSET:
            field_dict["number_of_agent_replies"] = number_of_agent_replies
        if number_of_assignments is not UNSET:
            field_dict["number_of_assignments"] = number_of_assignments
        if number_of_closes is not UNSET:
            field_dict["number_of_closes"] = number_of_closes
        if number_of_notes is not UNSET:
            field_dict["number_of_notes"] = number_of_notes
        if number_of_opens is not UNSET:
            field_dict["number_of_opens"] = number_of_opens
        if number_of_unique_agents is not UNSET:
            field_dict["number_of_unique_agents"] = number_of_unique_agents
        if opened_source is not UNSET:
            field_dict["opened_source"] = opened_source
        if source_type is not UNSET:
            field_dict["source_type"] = source_type
        if user_ns is not UNSET:
            field_dict["user_ns"] = user_ns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_messages = d.pop("agent_messages", UNSET)

        avg_response_time = d.pop("avg_response_time", UNSET)

        avg_subsequent_response_time = d.pop("avg_subsequent_response_time", UNSET)

        bot_messages = d.pop("bot_messages", UNSET)

        closed_source = d.pop("closed_source", UNSET)

        created_at = d.pop("created_at", UNSET)

        first_assign_agent_id = d.pop("first_assign_agent_id", UNSET)

        first_assign_at = d.pop("first_assign_at", UNSET)

        first_assign_to_first_close = d.pop("first_assign_to_first_close", UNSET)

        first_close_agent_id = d.pop("first_close_agent_id", UNSET)

        first_close_at = d.pop("first_close_at", UNSET)

        first_open_at = d.pop("first_open_at", UNSET)

        first_open_to_first_assign = d.pop("first_open_to_first_assign", UNSET)

        first_open_to_first_close = d.pop("first_open_to_first_close", UNSET)

        first_open_to_first_reply = d.pop("first_open_to_first_reply", UNSET)

        first_open_to_last_close = d.pop("first_open_to_last_close", UNSET)

        first_reply_after_first_assign = d.pop("first_reply_after_first_assign", UNSET)

        first_reply_after_last_assign = d.pop("first_reply_after_last_assign", UNSET)

        first_reply_after_last_assign_at = d.pop(
            "first_reply_after_last_assign_at", UNSET
        )

        first_reply_agent_id = d.pop("first_reply_agent_id", UNSET)

        first_reply_at = d.pop("first_reply_at", UNSET)

        first_reply_to_first_close = d.pop("first_reply_to_first_close", UNSET)

        flow_ns = d.pop("flow_ns", UNSET)

        handling_time = d.pop("handling_time", UNSET)

        id = d.pop("id", UNSET)

        in_messages = d.pop("in_messages", UNSET)

        is_new_bot_user = d.pop("is_new_bot_user", UNSET)

        last_assign_agent_id = d.pop("last_assign_agent_id", UNSET)

        last_assign_at = d.pop("last_assign_at", UNSET)

        last_assign_to_last_close = d.pop("last_assign_to_last_close", UNSET)

        last_close_agent_id = d.pop("last_close_agent_id", UNSET)

        last_close_at = d.pop("last_close_at", UNSET)

        last_open_at = d.pop("last_open_at", UNSET)

        number_of_agent_replies = d.pop("number_of_agent_replies", UNSET)

        number_of_assignments = d.pop("number_of_assignments", UNSET)

        number_of_closes = d.pop("number_of_closes", UNSET)

        number_of_notes = d.pop("number_of_notes", UNSET)

        number_of_opens = d.pop("number_of_opens", UNSET)

        number_of_unique_agents = d.pop("number_of_unique_agents", UNSET)

        opened_source = d.pop("opened_source", UNSET)

        source_type = d.pop("source_type", UNSET)

        user_ns = d.pop("user_ns", UNSET)

        conversation_data = cls(
            agent_messages=agent_messages,
            avg_response_time=avg_response_time,
            avg_subsequent_response_time=avg_subsequent_response_time,
            bot_messages=bot_messages,
            closed_source=closed_source,
            created_at=created_at,
            first_assign_agent_id=first_assign_agent_id,
            first_assign_at=first_assign_at,
            first_assign_to_first_close=first_assign_to_first_close,
            first_close_agent_id=first_close_agent_id,
            first_close_at=first_close_at,
            first_open_at=first_open_at,
            first_open_to_first_assign=first_open_to_first_assign,
            first_open_to_first_close=first_open_to_first_close,
            first_open_to_first_reply=first_open_to_first_reply,
            first_open_to_last_close=first_open_to_last_close,
            first_reply_after_first_assign=first_reply_after_first_assign,
            first_reply_after_last_assign=first_reply_after_last_assign,
            first_reply_after_last_assign_at=first_reply_after_last_assign_at,
            first_reply_agent_id=first_reply_agent_id,
            first_reply_at=first_reply_at,
            first_reply_to_first_close=first_reply_to_first_close,
            flow_ns=flow_ns,
            handling_time=handling_time,
            id=id,
            in_messages=in_messages,
            is_new_bot_user=is_new_bot_user,
            last_assign_agent_id=last_assign_agent_id,
            last_assign_at=last_assign_at,
            last_assign_to_last_close=last_assign_to_last_close,
            last_close_agent_id=last_close_agent_id,
            last_close_at=last_close_at,
            last_open_at=last_open_at,
            number_of_agent_replies=number_of_agent_replies,
            number_of_assignments=number_of_assignments,
            number_of_closes=number_of_closes,
            number_of_notes=number_of_notes,
            number_of_opens=number_of_opens,
            number_of_unique_agents=number_of_unique_agents,
            opened_source=opened_source,
            source_type=source_type,
            user_ns=user_ns,
        )

        conversation_data.additional_properties = d
        return conversation_data

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
