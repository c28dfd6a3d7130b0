from ..types import UNSET, Unset
from .tag import Tag


class TagList:
    data: Unset | list[Tag] = UNSET

    @classmethod
    def from_dict(cls, src_dict):
        d = dict(src_dict)
        data = d.pop("data", UNSET)
        return cls(data=data)
