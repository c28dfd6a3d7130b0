"""The default of an argument for which None has a meaning of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias


class _Sentinel(Enum):
    NOT_GIVEN = "not given"

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __bool__(self) -> Literal[False]:
        return False


NotGiven: TypeAlias = Literal[_Sentinel.NOT_GIVEN]
NOT_GIVEN: Final = _Sentinel.NOT_GIVEN
