"""The platform's identifiers: `f123u456` is user 456 of flow 123.

A namespace is `f`, the flow's number, letters for the kind of resource, and the resource's number.
Names and namespaces are distinguished by this form alone, so no request is spent on it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, Self

from ..errors import InvalidArgumentError

USER: Final = "u"
TAG: Final = "t"
FIELD: Final = "v"
SUB_FLOW: Final = "s"
NODE: Final = "n"
SEGMENT: Final = "sg"
EVENT: Final = "e"
#: Closing notes and the custom events of some flows share their letters.
CLOSING_NOTE: Final = "cn"
OTHER_EVENT: Final = "cn"
AI_AGENT: Final = "ag"
AI_TASK: Final = "at"

_KINDS: Final = frozenset(
    {USER, TAG, FIELD, SUB_FLOW, NODE, SEGMENT, EVENT, OTHER_EVENT, AI_AGENT, AI_TASK}
)

_NAMESPACE: Final = re.compile(r"f([0-9]{1,18})([a-z]{1,4})([0-9]{1,18})", re.ASCII)


class Namespace(NamedTuple):
    """A parsed identifier: the flow's number, the letters of the kind, the resource's number."""

    flow: int
    kind: str
    number: int

    def __str__(self) -> str:
        return f"f{self.flow}{self.kind}{self.number}"


class UserId(str):
    """A person's identifier in their channel: for WhatsApp the phone number, digits without "+".

    Wrap it where a `user_ns` is accepted too: `send_sub_flow(UserId("61412345678"), "f1s2")`.
    """

    __slots__ = ()

    def __new__(cls, user_id: str) -> Self:
        """Without surrounding space, which no channel has in an identifier."""
        return super().__new__(cls, user_id.strip() if isinstance(user_id, str) else user_id)

    def __repr__(self) -> str:
        return f"UserId({super().__repr__()})"


def parse_namespace(text: str) -> Namespace:
    """Parse an identifier, such as "f123u456".

    Raises `InvalidArgumentError` when it does not have this form.
    """
    match = _NAMESPACE.fullmatch(text)
    if match is None:
        raise InvalidArgumentError(f"{text!r} is not an identifier (like f123u456)")
    flow, kind, number = match.groups()
    return Namespace(int(flow), kind, int(number))


def is_namespace(text: str, kind: str) -> bool:
    """Whether `text` is an identifier of that kind: `is_namespace("f12t34", TAG)`."""
    match = _NAMESPACE.fullmatch(text) if isinstance(text, str) else None
    return match is not None and match[2] == kind


def is_of_another_kind(text: str, kind: str) -> bool:
    """Whether `text` is an identifier of a known kind other than `kind`."""
    match = _NAMESPACE.fullmatch(text)
    return match is not None and match[2] != kind and match[2] in _KINDS


def parse_flow(value: object) -> int | None:
    """The number of the flow that an identifier is of; None for what is not an identifier."""
    match = _NAMESPACE.fullmatch(value) if isinstance(value, str) else None
    return None if match is None else int(match[1])
