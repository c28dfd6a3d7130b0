"""Custom events: how they are referred to."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values import identifiers
from .._values.identifiers import is_namespace
from ..errors import InvalidArgumentError
from ..models.custom_events import CustomEvent
from .references import ReferenceKind, identifier_of

#: A custom event, or its namespace of the form f12e34.
EventRef: TypeAlias = CustomEvent | str

CUSTOM_EVENT: Final = ReferenceKind("custom event", identifiers.EVENT, CustomEvent, "event_ns")


def event_ns_of(event: EventRef) -> str:
    """Return the namespace of a custom event, of either spelling; the API takes no name here."""
    value = identifier_of(event, CustomEvent, "event_ns")
    for letters in (identifiers.EVENT, identifiers.OTHER_EVENT):
        if is_namespace(value, letters):
            return value
    raise InvalidArgumentError(
        f"{value!r} is not an event_ns (like f12e34), and the API does not take a custom event by "
        "name here"
    )
