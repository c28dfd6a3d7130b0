"""What every resource is made of: calls and their answers, lists and batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .._values.json_type import JSON
from .._wire.operation_table import TABLE, Safety
from ..errors import BatchError, DecodeError, FlochatError, NotFoundError
from ..models.base import Ack, Model
from .pager import AsyncPager

if TYPE_CHECKING:
    from .._requests.batches import BatchForm, BatchRequest
    from .._requests.references import ReferenceKind
    from .._wire.paging import PageReader
    from .transport import AsyncTransport

M = TypeVar("M", bound=Model)


class AsyncResource:
    """Base of all resources."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def __repr__(self) -> str:
        names = [name for name in dir(type(self)) if not name.startswith("_")]
        return f"<{type(self).__name__}: {', '.join(names)}>"

    def _with_transport(self, transport: AsyncTransport) -> Self:
        return type(self)(transport)

    async def _call(
        self,
        operation: str,
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> JSON:
        """Make one call and return the JSON of its answer."""
        from .._wire import decode, seam

        request = seam.build(operation, *path, query=query, body=body)
        answer = await self._transport.send(request)
        return decode.payload(request, answer, now=self._transport.runtime.time())

    async def _record(
        self,
        operation: str,
        model: type[M],
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> M:
        """Make a call that answers with one record."""
        from .._wire import decode

        payload = await self._call(operation, *path, query=query, body=body)
        row = TABLE[operation]
        try:
            record = decode.record(operation, payload, model)
            if record is not None:
                return record
            if row.safety is Safety.READ:
                message = "the answer contains no record"
                raise NotFoundError(message, status_code=200, operation=operation)
            raise DecodeError("the service answered ok without a record", operation=operation)
        except DecodeError as error:
            decode.raise_unreadable(error, repeatable=row.repeatable)

    async def _action(
        self,
        operation: str,
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Ack:
        """Make a call that answers with an acknowledgement."""
        from .._wire import decode

        return decode.ack(await self._call(operation, *path, query=query, body=body))

    async def _one(
        self,
        thing: Model | str,
        kind: ReferenceKind,
        *,
        by_namespace: BatchForm,
        by_name: BatchForm,
        common: Mapping[str, Any] | None = None,
    ) -> Ack:
        """Make the action on one thing, by its namespace or by its name as it was given."""
        from .._requests.batches import single_request

        part = single_request(thing, kind, by_namespace, by_name, common)
        return await self._action(part.operation, body=part.body)

    def _list(
        self,
        operation: str,
        model: type[M],
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        asked: Mapping[str, str | int | None] | None = None,
        reading: type[PageReader[M]] | None = None,
    ) -> AsyncPager[M]:
        """A list that is read as needed; `asked` is what every row must have, by field."""

        async def fetch(place: Mapping[str, int]) -> JSON:
            return await self._call(operation, *path, query={**(query or {}), **place})

        def begin() -> PageReader[M]:
            from .._wire.paging import PageReader

            return (reading or PageReader)(operation, model, asked)

        return AsyncPager._make(fetch, begin)

    async def _batch(self, parts: Sequence[BatchRequest]) -> Ack:
        """Make the calls of a batch in order, and stop at the first that fails."""
        acks: list[Ack] = []
        for number, part in enumerate(parts):
            try:
                acks.append(await self._action(part.operation, body=part.body))
            except FlochatError as error:
                if len(parts) == 1:
                    raise
                raise BatchError(
                    operation=part.operation,
                    done=[item for done in parts[:number] for item in done.items],
                    failed=part.items,
                    not_tried=[item for rest in parts[number + 1 :] for item in rest.items],
                    error=error,
                ) from error
        if len(acks) == 1:
            return acks[0]
        return Ack(raw=acks[-1].raw if acks else {}, parts=tuple(acks))
