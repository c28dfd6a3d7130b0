"""The texts of a workspace's AI on the wire."""

from __future__ import annotations

from typing import Final, TypeAlias

import attrs

from .decode import decode
from .errors import InvalidArgumentError
from .models.base import Ack
from .models.embeddings import Embedding, EmbeddingImport, NewEmbedding
from .values import text

#: A text of the workspace's AI, or its id.
EmbeddingRef: TypeAlias = Embedding | int

_COUNTS: Final = ("inserted", "updated", "skipped")
_WIRE_NAMES: Final = {"kind": "type"}


def new(row: NewEmbedding) -> dict[str, str]:
    """A text to add, as the service takes it."""
    if not isinstance(row, NewEmbedding):
        raise InvalidArgumentError(f"a row is a NewEmbedding, not a {type(row).__name__}")
    return _given(**attrs.asdict(row))


def changes(**given: str | None) -> dict[str, str]:
    """What is to be changed of a text."""
    body = _given(**given)
    if not body:
        raise InvalidArgumentError("nothing to change was given")
    return body


def imported(ack: Ack) -> EmbeddingImport:
    """What became of an import, summed up over its requests."""
    answers = [decode(EmbeddingImport, part.raw) for part in ack.parts or (ack,)]
    counts = {name: sum(getattr(said, name) or 0 for said in answers) for name in _COUNTS}
    return EmbeddingImport(**counts, raw=ack.raw)


def _given(**values: str | None) -> dict[str, str]:
    return {
        _WIRE_NAMES.get(name, name): text(value, name)
        for name, value in values.items()
        if value is not None
    }
