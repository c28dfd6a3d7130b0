from typing import Any, Union

from ..types import UNSET, Unset


class Tag:
    tag_ns: Union[Unset, str] = UNSET
    name: Union[Unset, str] = UNSET
    additional_properties: dict[str, Any]

    @classmethod
    def from_dict(cls, src_dict):
        d = dict(src_dict)
        tag_ns = d.pop("tag_ns", UNSET)
        name = d.pop("name", UNSET)
        return cls(tag_ns=tag_ns, name=name)
