"""Texts that a workspace's AI answers from: their bodies, and the result of an import."""

from __future__ import annotations

from typing import Final, TypeAlias

import attrs

from .._values.checks import check_text, describe_type
from .._wire.decode import PLAIN
from ..errors import InvalidArgumentError
from ..models.base import Ack
from ..models.embeddings import Embedding, EmbeddingImport, NewEmbedding
from .bodies import BodySchema, creation_body, encode_with

#: A text that the workspace's AI answers from, or its id.
EmbeddingRef: TypeAlias = Embedding | int

_COUNTS: Final = ("inserted", "updated", "skipped")

EMBEDDING: Final[BodySchema] = {
    "heading": encode_with(check_text),
    "text": encode_with(check_text),
    "kind": encode_with(check_text, "type"),
}


def encode_new_embedding(embedding: NewEmbedding) -> dict[str, str]:
    """Encode one row of an import."""
    if not isinstance(embedding, NewEmbedding):
        raise InvalidArgumentError(
            f"each embedding must be a NewEmbedding, not {describe_type(embedding)}"
        )
    return creation_body(EMBEDDING, **attrs.asdict(embedding))


def read_import_result(ack: Ack) -> EmbeddingImport:
    """Add up the counts of an import over its requests."""
    results = [PLAIN.decode(EmbeddingImport, part.raw) for part in ack.parts or (ack,)]
    counts = {name: sum(getattr(result, name) or 0 for result in results) for name in _COUNTS}
    return EmbeddingImport(**counts, raw=ack.raw)
