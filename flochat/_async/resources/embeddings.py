"""The texts that the workspace's AI answers from."""

from __future__ import annotations

from collections.abc import Iterable

from ..._requests.batches import split_batch
from ..._requests.bodies import creation_body, update_body
from ..._requests.embeddings import (
    EMBEDDING,
    EmbeddingRef,
    encode_new_embedding,
    read_import_result,
)
from ..._requests.references import id_of
from ..._values.checks import check_list, check_texts
from ..._values.not_given import NOT_GIVEN, NotGiven
from ...models.base import Ack
from ...models.embeddings import Embedding, EmbeddingImport, NewEmbedding
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncEmbeddingsAPI(AsyncResource):
    """`client.embeddings`: texts that the AI answers from. Needs the scope Manage Team.

    Where one is asked for, it is an `Embedding` or its id. The AI uses a new or changed text only
    after `generate()`.
    """

    def list(self, *, heading: str | None = None, text: str | None = None) -> AsyncPager[Embedding]:
        """List the embeddings, all or those that match both filters.

        `heading` is part of a heading, `text` part of a text; None does not filter. The service
        hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /openai-embeddings
        """
        return self._list(
            "GET /openai-embeddings", Embedding, query=check_texts(heading=heading, text=text)
        )

    async def get(self, embedding: EmbeddingRef) -> Embedding:
        """Return one embedding; `embedding` is an `Embedding` or its id. Raises `NotFoundError`.

        GET /openai-embeddings/{id}/get-info
        """
        return await self._record(
            "GET /openai-embeddings/{}/get-info", Embedding, id_of(embedding, Embedding)
        )

    async def create(self, heading: str, text: str, *, kind: str | None = None) -> Embedding:
        """Create an embedding from `heading` and `text`.

        `kind` is its type as a text; None gives none. Not retried: raises `OutcomeUnknownError`
        when no clear answer comes.

        POST /openai-embeddings/create
        """
        body = creation_body(EMBEDDING, heading=heading, text=text, kind=kind)
        return await self._record("POST /openai-embeddings/create", Embedding, body=body)

    async def update(
        self,
        embedding: EmbeddingRef,
        *,
        heading: str | NotGiven = NOT_GIVEN,
        text: str | NotGiven = NOT_GIVEN,
        kind: str | NotGiven = NOT_GIVEN,
    ) -> Embedding:
        """Change the given values of an embedding, leave the others, and return the result.

        Args:
            embedding: an `Embedding` or its id.
            heading: the new heading; NOT_GIVEN leaves it.
            text: the new text; NOT_GIVEN leaves it.
            kind: the new type; NOT_GIVEN leaves it.

        PUT /openai-embeddings/{id}/update
        """
        return await self._record(
            "PUT /openai-embeddings/{}/update",
            Embedding,
            id_of(embedding, Embedding),
            body=update_body(EMBEDDING, heading=heading, text=text, kind=kind),
        )

    async def delete(self, embedding: EmbeddingRef) -> Ack:
        """Delete `embedding`, an `Embedding` or its id. DELETE /openai-embeddings/{id}/delete"""
        return await self._action(
            "DELETE /openai-embeddings/{}/delete", id_of(embedding, Embedding)
        )

    async def import_many(self, embeddings: Iterable[NewEmbedding]) -> EmbeddingImport:
        """Create many embeddings, or update those that exist, 100 per request.

        `embeddings` are `NewEmbedding`s, and all are checked before the first request. Returns how
        many were inserted, updated and skipped, over all requests. Not retried: when no clear
        answer comes it raises `OutcomeUnknownError`, or a `BatchError` around it that says which
        were done, which failed and which were not tried.

        POST /openai-embeddings/import
        """
        checked = [
            (embedding, encode_new_embedding(embedding))
            for embedding in check_list(embeddings, "embeddings")
        ]
        parts = split_batch("POST /openai-embeddings/import", checked, key="rows")
        return read_import_result(await self._batch(parts))

    async def generate(self) -> Ack:
        """Have OpenAI make embeddings of the texts, which costs money there.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /openai-embeddings/generate
        """
        return await self._action("POST /openai-embeddings/generate")
