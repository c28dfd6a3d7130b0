from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamTicketListItemCommentsResponse200DataItem")


@_attrs_define
class TeamTicketListItemCommentsResponse200DataItem:
    """
    Attributes:
        agent_id (int | Unset):  Example: 12.
        content (str | Unset):
        created_at (str | Unset):
        file (str | Unset):  Example: https://files.example.com/invoice.pdf.
        id (int | Unset):  Example: 123.
        list_id (int | Unset):  Example: 10.
        list_item_id (int | Unset):  Example: 456.
        updated_at (str | Unset):
    """

    agent_id: int | Unset = UNSET
    content: str | Unset = UNSET
    created_at: str | Unset = UNSET
    file: str | Unset = UNSET
    id: int | Unset = UNSET
    list_id: int | Unset = UNSET
    list_item_id: int | Unset = UNSET
    updated_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        content = self.content

        created_at = self.created_at

        file = self.file

        id = self.id

        list_id = self.list_id

        list_item_id = self.list_item_id

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if agent_id is not UNSET:
            field_dict["agent_id"] = agent_id
        if content is not UNSET:
            field_dict["content"] = content
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if file is not UNSET:
            field_dict["file"] = file
        if id is not UNSET:
            field_dict["id"] = id
        if list_id is not UNSET:
            field_dict["list_id"] = list_id
        if list_item_id is not UNSET:
            field_dict["list_item_id"] = list_item_id
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id", UNSET)

        content = d.pop("content", UNSET)

        created_at = d.pop("created_at", UNSET)

        file = d.pop("file", UNSET)

        id = d.pop("id", UNSET)

        list_id = d.pop("list_id", UNSET)

        list_item_id = d.pop("list_item_id", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        team_ticket_list_item_comments_response_200_data_item = cls(
            agent_id=agent_id,
            content=content,
            created_at=created_at,
            file=file,
            id=id,
            list_id=list_id,
            list_item_id=list_item_id,
            updated_at=updated_at,
        )

        team_ticket_list_item_comments_response_200_data_item.additional_properties = d
        return team_ticket_list_item_comments_response_200_data_item

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
