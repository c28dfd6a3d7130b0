from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template_params import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams,
    )


T = TypeVar(
    "T",
    bound="FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate",
)


@_attrs_define
class FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate:
    """
    Attributes:
        lang (str):
        name (str):
        params (FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams |
            Unset): The template's parameters by key, such as BODY_{{1}} or POSTBACK_1; the template says which there are.
        use_default_values (str | Unset): yes to fill missing parameters with the template's defaults, or no. Example:
            yes.
    """

    lang: str
    name: str
    params: (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams
        | Unset
    ) = UNSET
    use_default_values: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lang = self.lang

        name = self.name

        params: dict[str, Any] | Unset = UNSET
        if not isinstance(self.params, Unset):
            params = self.params.to_dict()

        use_default_values = self.use_default_values

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lang": lang,
                "name": name,
            }
        )
        if params is not UNSET:
            field_dict["params"] = params
        if use_default_values is not UNSET:
            field_dict["use_default_values"] = use_default_values

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template_params import (
            FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams,  # noqa: PLC0415
        )

        d = dict(src_dict)
        lang = d.pop("lang")

        name = d.pop("name")

        _params = d.pop("params", UNSET)
        params: (
            FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams
            | Unset
        )
        if isinstance(_params, Unset):
            params = UNSET
        else:
            params = FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams.from_dict(
                _params
            )

        use_default_values = d.pop("use_default_values", UNSET)

        flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template = cls(
            lang=lang,
            name=name,
            params=params,
            use_default_values=use_default_values,
        )

        flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template.additional_properties = d
        return flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template

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
