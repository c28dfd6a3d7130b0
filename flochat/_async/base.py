"""What every resource is made of: calls and their answers, lists and batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from .._values.json_type import JSON
from .._wire.operation_table import TABLE, Safety
from ..errors import (
    BadRequestError,
    BatchError,
    DecodeError,
    FlochatError,
    NotFoundError,
    RejectedError,
    UnprocessableEntityError,
)
from ..models.base import Ack, Model, combine_acks
from .pager import AsyncPager

if TYPE_CHECKING:
    from .._requests.batches import BatchForm, BatchRequest
    from .._requests.references import ReferenceKind
    from .._wire.paging import PageReader
    from .transport import AsyncTransport

M = TypeVar("M", bound=Model)

#: The errors that are about what one request asked for.
_REFUSALS: Final = (RejectedError, BadRequestError, NotFoundError, UnprocessableEntityError)


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
        return await self._transport.call(request, decode.payload)

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
            record = self._transport.decoder.record(operation, payload, model)
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
        has_fields: bool = False,
    ) -> AsyncPager[M]:
        """A list that is read as needed; `asked` is what every row must have, by field.

        With `has_fields` it is of people of the flow, who have values of its user fields.
        """

        async def fetch(place: Mapping[str, int]) -> JSON:
            return await self._call(operation, *path, query={**(query or {}), **place})

        def begin() -> PageReader[M]:
            from .._wire.paging import PageReader

            name = (query or {}).get("name")
            return (reading or PageReader)(
                self._transport.decoder, operation, model, asked, name=name
            )

        return AsyncPager._make(fetch, begin, self._list if has_fields else None)

    async def _batch(self, parts: Sequence[BatchRequest]) -> Ack:
        """Make the calls of a batch in order.

        It stops at the first that fails, unless that one is independent and was refused.
        """
        acks: list[Ack] = []
        done: list[BatchRequest] = []
        failed: list[tuple[BatchRequest, FlochatError]] = []
        not_tried: Sequence[BatchRequest] = ()
        for number, part in enumerate(parts, start=1):
            try:
                acks.append(await self._action(part.operation, body=part.body))
                done.append(part)
            except FlochatError as error:
                if len(parts) == 1:
                    raise
                failed.append((part, error))
                if not (part.is_independent and isinstance(error, _REFUSALS)):
                    not_tried = parts[number:]
                    break
        if failed:
            raise _batch_error(done, failed, not_tried) from failed[-1][1]
        return combine_acks(acks)


def _batch_error(
    done: Sequence[BatchRequest],
    failed: Sequence[tuple[BatchRequest, FlochatError]],
    not_tried: Sequence[BatchRequest],
) -> BatchError:
    """The error of a batch, with the items of its parts; the last failure is its cause."""
    part, error = failed[-1]
    return BatchError(
        operation=part.operation,
        done=[item for part in done for item in part.items],
        failed=[item for part, _ in failed for item in part.items],
        not_tried=[item for part in not_tried for item in part.items],
        error=error,
    )
