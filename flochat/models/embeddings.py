"""Embeddings: the texts that a workspace's AI answers from."""

from __future__ import annotations

from attrs import field, frozen

from .base import Model, model


@model
class Embedding(Model):
    """A text that the AI answers from, with its heading; `kind` is the workspace's own word."""

    id: int | None = None
    heading: str | None = None
    text: str | None = None
    kind: str | None = field(default=None, metadata={"wire": "type"})


@frozen(kw_only=True)
class NewEmbedding:
    """A text to import with `embeddings.import_many`."""

    heading: str
    text: str
    kind: str | None = None


@model
class EmbeddingImport(Model):
    """The numbers of texts that an import inserted, updated and skipped."""

    inserted: int | None = None
    updated: int | None = None
    skipped: int | None = None
