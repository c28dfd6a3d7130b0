from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TeamCreateTicketListItemBody")


@_attrs_define
class TeamCreateTicketListItemBody:
    """
    Attributes:
        title (str):
        user_ns (str):
        assignee (int | Unset):
        date1 (str | Unset):
        date2 (str | Unset):
        datetime1 (None | str | Unset):
        datetime2 (None | str | Unset):
        description (str | Unset):
        multi_select1 (list[int | str] | Unset):
        multi_select2 (list[int | str] | Unset):
        number1 (int | Unset):
        number2 (int | Unset):
        rating1 (int | Unset):
        rating2 (int | Unset):
        select1 (str | Unset):
        select2 (str | Unset):
        select3 (str | Unset):
        select4 (str | Unset):
        select5 (str | Unset):
        text1 (str | Unset):
        text2 (str | Unset):
        text3 (str | Unset):
        text4 (str | Unset):
        text5 (str | Unset):
    """

    title: str
    user_ns: str
    assignee: int | Unset = UNSET
    date1: str | Unset = UNSET
    date2: str | Unset = UNSET
    datetime1: None | str | Unset = UNSET
    datetime2: None | str | Unset = UNSET
    description: str | Unset = UNSET
    multi_select1: list[int | str] | Unset = UNSET
    multi_select2: list[int | str] | Unset = UNSET
    number1: int | Unset = UNSET
    number2: int | Unset = UNSET
    rating1: int | Unset = UNSET
    rating2: int | Unset = UNSET
    select1: str | Unset = UNSET
    select2: str | Unset = UNSET
    select3: str | Unset = UNSET
    select4: str | Unset = UNSET
    select5: str | Unset = UNSET
    text1: str | Unset = UNSET
    text2: str | Unset = UNSET
    text3: str | Unset = UNSET
    text4: str | Unset = UNSET
    text5: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        user_ns = self.user_ns

        assignee = self.assignee

        date1 = self.date1

        date2 = self.date2

        datetime1: None | str | Unset
        if isinstance(self.datetime1, Unset):
            datetime1 = UNSET
        else:
            datetime1 = self.datetime1

        datetime2: None | str | Unset
        if isinstance(self.datetime2, Unset):
            datetime2 = UNSET
        else:
            datetime2 = self.datetime2

        description = self.description

        multi_select1: list[int | str] | Unset = UNSET
        if not isinstance(self.multi_select1, Unset):
            multi_select1 = []
            for multi_select1_item_data in self.multi_select1:
                multi_select1_item: int | str
                multi_select1_item = multi_select1_item_data
                multi_select1.append(multi_select1_item)

        multi_select2: list[int | str] | Unset = UNSET
        if not isinstance(self.multi_select2, Unset):
            multi_select2 = []
            for multi_select2_item_data in self.multi_select2:
                multi_select2_item: int | str
                multi_select2_item = multi_select2_item_data
                multi_select2.append(multi_select2_item)

        number1 = self.number1

        number2 = self.number2

        rating1 = self.rating1

        rating2 = self.rating2

        select1 = self.select1

        select2 = self.select2

        select3 = self.select3

        select4 = self.select4

        select5 = self.select5

        text1 = self.text1

        text2 = self.text2

        text3 = self.text3

        text4 = self.text4

        text5 = self.text5

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "user_ns": user_ns,
            }
        )
        if assignee is not UNSET:
            field_dict["assignee"] = assignee
        if date1 is not UNSET:
            field_dict["date1"] = date1
        if date2 is not UNSET:
            field_dict["date2"] = date2
        if datetime1 is not UNSET:
            field_dict["datetime1"] = datetime1
        if datetime2 is not UNSET:
            field_dict["datetime2"] = datetime2
        if description is not UNSET:
            field_dict["description"] = description
        if multi_select1 is not UNSET:
            field_dict["multi_select1"] = multi_select1
        if multi_select2 is not UNSET:
            field_dict["multi_select2"] = multi_select2
        if number1 is not UNSET:
            field_dict["number1"] = number1
        if number2 is not UNSET:
            field_dict["number2"] = number2
        if rating1 is not UNSET:
            field_dict["rating1"] = rating1
        if rating2 is not UNSET:
            field_dict["rating2"] = rating2
        if select1 is not UNSET:
            field_dict["select1"] = select1
        if select2 is not UNSET:
            field_dict["select2"] = select2
        if select3 is not UNSET:
            field_dict["select3"] = select3
        if select4 is not UNSET:
            field_dict["select4"] = select4
        if select5 is not UNSET:
            field_dict["select5"] = select5
        if text1 is not UNSET:
            field_dict["text1"] = text1
        if text2 is not UNSET:
            field_dict["text2"] = text2
        if text3 is not UNSET:
            field_dict["text3"] = text3
        if text4 is not UNSET:
            field_dict["text4"] = text4
        if text5 is not UNSET:
            field_dict["text5"] = text5

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        user_ns = d.pop("user_ns")

        assignee = d.pop("assignee", UNSET)

        date1 = d.pop("date1", UNSET)

        date2 = d.pop("date2", UNSET)

        def _parse_datetime1(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        datetime1 = _parse_datetime1(d.pop("datetime1", UNSET))

        def _parse_datetime2(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        datetime2 = _parse_datetime2(d.pop("datetime2", UNSET))

        description = d.pop("description", UNSET)

        _multi_select1 = d.pop("multi_select1", UNSET)
        multi_select1: list[int | str] | Unset = UNSET
        if _multi_select1 is not UNSET:
            multi_select1 = []
            for multi_select1_item_data in _multi_select1:

                def _parse_multi_select1_item(data: object) -> int | str:
                    return cast(int | str, data)

                multi_select1_item = _parse_multi_select1_item(multi_select1_item_data)

                multi_select1.append(multi_select1_item)

        _multi_select2 = d.pop("multi_select2", UNSET)
        multi_select2: list[int | str] | Unset = UNSET
        if _multi_select2 is not UNSET:
            multi_select2 = []
            for multi_select2_item_data in _multi_select2:

                def _parse_multi_select2_item(data: object) -> int | str:
                    return cast(int | str, data)

                multi_select2_item = _parse_multi_select2_item(multi_select2_item_data)

                multi_select2.append(multi_select2_item)

        number1 = d.pop("number1", UNSET)

        number2 = d.pop("number2", UNSET)

        rating1 = d.pop("rating1", UNSET)

        rating2 = d.pop("rating2", UNSET)

        select1 = d.pop("select1", UNSET)

        select2 = d.pop("select2", UNSET)

        select3 = d.pop("select3", UNSET)

        select4 = d.pop("select4", UNSET)

        select5 = d.pop("select5", UNSET)

        text1 = d.pop("text1", UNSET)

        text2 = d.pop("text2", UNSET)

        text3 = d.pop("text3", UNSET)

        text4 = d.pop("text4", UNSET)

        text5 = d.pop("text5", UNSET)

        team_create_ticket_list_item_body = cls(
            title=title,
            user_ns=user_ns,
            assignee=assignee,
            date1=date1,
            date2=date2,
            datetime1=datetime1,
            datetime2=datetime2,
            description=description,
            multi_select1=multi_select1,
            multi_select2=multi_select2,
            number1=number1,
            number2=number2,
            rating1=rating1,
            rating2=rating2,
            select1=select1,
            select2=select2,
            select3=select3,
            select4=select4,
            select5=select5,
            text1=text1,
            text2=text2,
            text3=text3,
            text4=text4,
            text5=text5,
        )

        team_create_ticket_list_item_body.additional_properties = d
        return team_create_ticket_list_item_body

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
