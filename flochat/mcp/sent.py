"""What was sent, so that it is known again in another call."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from .answers import Change

#: Keys that say for whom something is, not what it is.
_FOR_WHOM: Final = frozenset({"user_ns", "user_id", "user_ns_list", "user_id_list", "users"})
_NOT_WORDS: Final = re.compile(r"[\W_]+")


@frozen
class Sent:
    """Something that was sent: to whom, None where that cannot be told, and each text in it."""

    people: frozenset[str] | None
    texts: frozenset[str]
    longest: str

    @classmethod
    def of(cls, change: Change) -> Sent:
        texts = [_reduced(text) for request in change.requests for text in _leaves(request.json)]
        texts = texts or [request.operation for request in change.requests]
        people = None if change.recipients is None else frozenset(change.recipients)
        return cls(people, frozenset(texts), max(texts, key=len, default=""))

    def is_again(self, other: Sent) -> bool:
        """Whether another send has the same text for the same person, in whatever form."""
        is_same_person = (
            self.people is None or other.people is None or bool(self.people & other.people)
        )
        return is_same_person and (self.longest in other.texts or other.longest in self.texts)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _FOR_WHOM:
                yield from _leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    elif value is not None:
        yield str(value)


def _reduced(text: str) -> str:
    """A text without what can be written in several ways; itself if nothing else is in it."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORDS.sub("", folded) or folded.strip()
