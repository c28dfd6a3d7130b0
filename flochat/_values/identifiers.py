"""The platform's identifiers: `f123u456` is user 456 of flow 123.

A namespace is `f`, the flow's number, letters for the kind of thing, and the thing's number.
Names and namespaces are told apart by this form alone, so no request is spent on it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..errors import InvalidArgumentError

USER: Final = "u"
TAG: Final = "t"
FIELD: Final = "v"
SUB_FLOW: Final = "s"
NODE: Final = "n"
SEGMENT: Final = "sg"
EVENT: Final = "e"
#: Closing notes, and events of some flows.
CLOSING_NOTE: Final = "cn"
OTHER_EVENT: Final = "cn"
AI_AGENT: Final = "ag"
AI_TASK: Final = "at"

_KINDS: Final = frozenset(
    {USER, TAG, FIELD, SUB_FLOW, NODE, SEGMENT, EVENT, OTHER_EVENT, AI_AGENT, AI_TASK}
)

_NAMESPACE = re.compile(r"f([0-9]{1,18})([a-z]{1,4})([0-9]{1,18})", re.ASCII)


class Namespace(NamedTuple):
    """An identifier taken apart: the flow's number, the kind's letters, the thing's number."""

    flow: int
    kind: str
    number: int

    def __str__(self) -> str:
        return f"f{self.flow}{self.kind}{self.number}"


class UserId(str):
    """A person's identifier in their own channel: for WhatsApp the number, digits without "+".

    Wrap it where a `user_ns` would stand too: `send_sub_flow(UserId("61412345678"), "f1s2")`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"UserId({super().__repr__()})"


def parse(text: str) -> Namespace:
    """Take an identifier apart, "f123u456" for example.

    Raises `InvalidArgumentError` when it does not have the form.
    """
    found = _NAMESPACE.fullmatch(text)
    if found is None:
        raise InvalidArgumentError(f"{text!r} is not an identifier of the form f123u456")
    flow, kind, number = found.groups()
    return Namespace(int(flow), kind, int(number))


def is_namespace(text: str, kind: str) -> bool:
    """Whether `text` is an identifier of that kind: `is_namespace("f12t34", TAG)`."""
    found = _NAMESPACE.fullmatch(text) if isinstance(text, str) else None
    return found is not None and found[2] == kind


def is_of_another_kind(text: str, kind: str) -> bool:
    """Whether `text` is an identifier, and of another kind that the platform is known to have."""
    found = _NAMESPACE.fullmatch(text)
    return found is not None and found[2] != kind and found[2] in _KINDS
