"""The mark for an argument that was not given, where None means something of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias


class _Given(Enum):
    NOT_GIVEN = "not given"

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __bool__(self) -> Literal[False]:
        return False


NotGiven: TypeAlias = Literal[_Given.NOT_GIVEN]
NOT_GIVEN: Final = _Given.NOT_GIVEN
