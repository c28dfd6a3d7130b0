"""The texts of a workspace's AI on the wire."""

from __future__ import annotations

from typing import Final, TypeAlias

import attrs

from .._values.checks import check_text, describe_type
from .._wire.decode import decode
from ..errors import InvalidArgumentError
from ..models.base import Ack
from ..models.embeddings import Embedding, EmbeddingImport, NewEmbedding
from .bodies import BodySchema, creation_body, encode_with

#: A text of the workspace's AI, or its id.
EmbeddingRef: TypeAlias = Embedding | int

_COUNTS: Final = ("inserted", "updated", "skipped")

#: What a text of the workspace's AI is made of.
EMBEDDING: Final[BodySchema] = {
    "heading": encode_with(check_text),
    "text": encode_with(check_text),
    "kind": encode_with(check_text, "type"),
}


def encode_new_embedding(embedding: NewEmbedding) -> dict[str, str]:
    """A text to import, as the service takes it."""
    if not isinstance(embedding, NewEmbedding):
        raise InvalidArgumentError(
            f"what is imported is a NewEmbedding, not {describe_type(embedding)}"
        )
    return creation_body(EMBEDDING, **attrs.asdict(embedding))


def read_import_result(ack: Ack) -> EmbeddingImport:
    """What became of an import, summed up over its requests."""
    answers = [decode(EmbeddingImport, part.raw) for part in ack.parts or (ack,)]
    counts = {name: sum(getattr(said, name) or 0 for said in answers) for name in _COUNTS}
    return EmbeddingImport(**counts, raw=ack.raw)
