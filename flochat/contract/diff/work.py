"""What the checkers of a document share: both documents, the comparison of schemas, findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from ..errors import one_line
from ..origin import is_flochats
from .model import Finding
from .operation import Operation, OperationPair, matched, operations
from .rules import RULES, rule
from .schema.comparison import Comparison
from .schema.pair import Textual
from .source import At, Document, Source


class Place(NamedTuple):
    """Where a schema is used, as the rules call it, and how they call what is inside it."""

    itself: str
    inside: str


REQUEST: Final = Place("request-body", "request-property")
RESPONSE: Final = Place("response-body", "response-property")
PARAMETER: Final = Place("request-parameter", "request-parameter-property")
HEADER_PARAMETER: Final = Place("request-parameter", "request-header-property")
RESPONSE_HEADER: Final = Place("response-header", "response-header-property")
_LISTING: Final = (PARAMETER, HEADER_PARAMETER, RESPONSE_HEADER)


class Work:
    """The comparison of two documents."""

    def __init__(self, old: Document, new: Document, today: date) -> None:
        self.old: Source = Source(old)
        self.new: Source = Source(new)
        self.today: date = today
        #: Whether it is Flochat's, of which there is a generated client with known names.
        self.is_flochats: bool = is_flochats(old, new)
        self.schemas: Comparison = Comparison(self.old, self.new, today)

    @cached_property
    def matched(self) -> tuple[list[OperationPair], list[Operation], list[Operation]]:
        """The operations of both documents in pairs, those that went, and those that came."""
        return matched(operations(self.old), operations(self.new))

    def compare(
        self,
        place: Place,
        subject: str,
        operation: str | None,
        old: At,
        new: At,
        textual: Textual = "none",
    ) -> Iterator[Finding]:
        """What changed between two schemas that are used in the same place of an operation."""
        for path, fact, marks in self.schemas.changes(old, new, textual):
            # A list in a parameter is merely several values of the parameter.
            is_inside = path.replace("[]", "") if place in _LISTING else path
            identity, level = rule(place.inside if is_inside else place.itself, fact.action, marks)
            what = f"{subject} {path.lstrip('.')}" if path else subject
            text = describe(what, fact.action, fact.detail)
            yield Finding(identity, level, operation, fact.location, text)


def by_rule(identity: str, operation: str | None, location: str, text: str) -> Finding:
    """A finding of a rule that has a level of its own, with the id `identity`."""
    return Finding(identity, RULES[identity].level, operation, location, text)


def describe(subject: str, action: str, detail: str = "") -> str:
    """What happened to something, as one line: `request body: became required`."""
    text = f"{subject}: {action.replace('-', ' ')}{', ' if detail else ''}{detail}"
    return text if text.isprintable() and len(text) < 400 else one_line(text)
