"""What a tool answers with: facts, what people wrote, or a change that is planned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from .._wire.operation_table import Safety
    from .._wire.prepared import PreparedRequest

Arguments: TypeAlias = Mapping[str, Any]
#: Where what strangers wrote stands in an answer.
UNTRUSTED: Final = "untrusted"


class ToolError(Exception):
    """A call that cannot be made; the text says what to do next, in terms of tools.

    `untrusted` is what else was said of it, in which words of people may stand.
    """

    def __init__(self, text: str, untrusted: Mapping[str, Any] | None = None) -> None:
        super().__init__(text)
        self.untrusted: Mapping[str, Any] = untrusted or {}


@frozen(kw_only=True)
class Answer:
    """What a tool answers with.

    `facts` are what the platform says, `untrusted` what people wrote, by what it is of. `text` says
    in a line what came, without either.
    """

    text: str
    facts: Mapping[str, Any] = field(factory=dict)
    untrusted: Mapping[str, Any] = field(factory=dict)
    #: Whether its rows can be gone on with from a cursor.
    is_paged: bool = False


@frozen(kw_only=True)
class Change:
    """A change that is planned and not made.

    `what` is a sentence about it; `recipients` are the people it is about, None where they cannot
    be named; `count` is how many they are. `texts` are what they would read. `settings` says that
    it changes the flow or the workspace itself. `make` makes it.
    """

    what: str
    requests: Sequence[PreparedRequest]
    recipients: Sequence[str] | None
    count: int
    make: Callable[[], Awaitable[Answer]]
    texts: Sequence[str] = ()
    settings: bool = False
    #: How many requests it takes, where those in `requests` are examples.
    request_count: int | None = None
    #: The worst that it does, where that is not what the tool says.
    safety: Safety | None = None
    #: Whatever else a confirmation is bound to.
    bound: str = ""
    #: More numbers for the preview.
    facts: Mapping[str, Any] = field(factory=dict)
    #: What only the human is shown of it: the model would have read it.
    for_human: Mapping[str, Any] = field(factory=dict)
    #: What people wrote of which it is made, as it may be shown.
    untrusted: Mapping[str, Any] = field(factory=dict)
    #: Whether `make` begins a job, whose journal knows what became of each person.
    is_job: bool = False
