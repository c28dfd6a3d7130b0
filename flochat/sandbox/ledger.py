"""What arrived, as tests read it, and the answers that tests script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from .answers import Answer
from .faults import Fault
from .masking import show_content, show_without_headers


@frozen
class RecordedRequest:
    """One request that arrived, however it was answered."""

    method: str
    #: The path as it was on the wire, without the query: "/api/flow/tags".
    path: str
    #: "GET /flow/shortcuts/{}", or None for what the contract does not have.
    operation: str | None
    #: The query, in its order on the wire.
    query: list[tuple[str, str]]
    #: By lower-case name, without Authorization.
    headers: Mapping[str, str]
    #: Whether Authorization was right; its value is kept nowhere.
    authorized: bool
    #: The body, or None where there was none or it was not JSON; the repr masks secrets in it.
    json: Any = field(repr=show_without_headers)
    #: The status it was answered with; None where the connection was cut instead.
    status: int | None
    #: The fault that was injected.
    fault: Fault | None = None


@frozen
class Delivery:
    """Something that was sent to a person."""

    #: The operation that sent it: "POST /subscriber/send-text"; of what a service answered, why it
    #: was called, as in `Trigger`: "dynamic block", "press".
    operation: str
    user_ns: str
    #: The text, the content as JSON, the name of an app's trigger, the sub flow, the node, the name
    #: of the template with its parameters: what was sent is set, the others are None.
    content: str | None = field(repr=show_content)
    sub_flow_ns: str | None
    node_ns: str | None
    template: str | None
    params: Mapping[str, str] | None
    #: When, in Unix seconds.
    at: float


class Script:
    """Answers that later requests get instead of the platform's, in the order they were added."""

    def __init__(self) -> None:
        self._answers: list[tuple[str | None, Answer]] = []

    def add(self, answer: Answer, operation: str | None, times: int) -> None:
        """Keep an answer for the next requests for `operation`, or for any when it is None."""
        self._answers.extend([(operation, answer)] * times)

    def take(self, operation: str | None) -> Answer | None:
        """The answer meant for a request that just arrived, if there is one; it is used up."""
        for index, (meant_for, answer) in enumerate(self._answers):
            if meant_for in (None, operation):
                del self._answers[index]
                return answer
        return None

    def clear(self) -> None:
        """Forget what was not used."""
        self._answers.clear()
