from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.flow_bot_user_remove_tags_body_data_item import (
        FlowBotUserRemoveTagsBodyDataItem,
    )


T = TypeVar("T", bound="FlowBotUserRemoveTagsBody")


@_attrs_define
class FlowBotUserRemoveTagsBody:
    """
    Attributes:
        data (list[FlowBotUserRemoveTagsBodyDataItem]): At most 20.
        user_ns (str):
    """

    data: list[FlowBotUserRemoveTagsBodyDataItem]
    user_ns: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        user_ns = self.user_ns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "data": data,
                "user_ns": user_ns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_remove_tags_body_data_item import (
            FlowBotUserRemoveTagsBodyDataItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = FlowBotUserRemoveTagsBodyDataItem.from_dict(data_item_data)

            data.append(data_item)

        user_ns = d.pop("user_ns")

        flow_bot_user_remove_tags_body = cls(
            data=data,
            user_ns=user_ns,
        )

        flow_bot_user_remove_tags_body.additional_properties = d
        return flow_bot_user_remove_tags_body

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
