# Derived by scripts/sync_twin.py from
# flochat/_async/base.py: edit that one.
"""What every resource is made of: a call, its answer, and lists and batches of calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from .._values.json_type import JSON
from ..errors import BatchError, DecodeError, FlochatError, NotFoundError, OutcomeUnknownError
from ..models.base import Ack, Model
from .pager import Pager

if TYPE_CHECKING:
    from .._requests.batches import Form, Part
    from .._requests.references import Kind
    from .._wire.paging import PageReader
    from .transport import Transport

M = TypeVar("M", bound=Model)


class Resource:
    """Base of all resources."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def __repr__(self) -> str:
        offered = [name for name in dir(type(self)) if not name.startswith("_")]
        return f"<{type(self).__name__}: {', '.join(offered)}>"

    def _call(
        self,
        operation: str,
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> JSON:
        """Make one call and return the JSON of its good answer."""
        from .._wire import decode, seam

        request = seam.build(operation, *path, query=query, body=body)
        answer = self._transport.send(request)
        return decode.payload(request, answer, now=self._transport.runtime.time())

    def _record(
        self,
        operation: str,
        model: type[M],
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> M:
        """Make a call that answers with one record."""
        from .._wire import decode
        from .._wire.operation_table import TABLE, Safety

        said = self._call(operation, *path, query=query, body=body)
        try:
            found = decode.record(operation, said, model)
            if found is not None:
                return found
            if TABLE[operation].safety is Safety.READ:
                told = "the answer holds no record"
                raise NotFoundError(told, status_code=200, operation=operation)
            raise DecodeError("the service said ok, and sent no record", operation=operation)
        except DecodeError as error:
            if TABLE[operation].repeatable:
                raise
            raise OutcomeUnknownError(str(error), operation=operation) from error

    def _action(
        self,
        operation: str,
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Ack:
        """Make a call that answers with an acknowledgement."""
        from .._wire import decode

        return decode.ack(self._call(operation, *path, query=query, body=body))

    def _one(
        self,
        thing: Model | str,
        kind: Kind,
        *,
        by_namespace: Form,
        by_name: Form,
        common: Mapping[str, Any] | None = None,
    ) -> Ack:
        """Make the action on one thing, in the form that takes it as it was pointed at."""
        from .._requests.batches import choose

        part = choose(thing, kind, by_namespace, by_name, common)
        return self._action(part.operation, body=part.body)

    def _list(
        self,
        operation: str,
        model: type[M],
        *path: str | int,
        query: Mapping[str, Any] | None = None,
        asked: Mapping[str, str | int | None] | None = None,
        reading: type[PageReader[M]] | None = None,
    ) -> Pager[M]:
        """A list that is read as it is needed; `asked` is what its rows have to have, by field."""

        def fetch(place: Mapping[str, int]) -> JSON:
            return self._call(operation, *path, query={**(query or {}), **place})

        def begin() -> PageReader[M]:
            from .._wire.paging import PageReader

            return (reading or PageReader)(operation, model, asked)

        return Pager._make(fetch, begin)

    def _batch(self, parts: Sequence[Part]) -> Ack:
        """Make the calls of a batch, one after the other, and stop at the first that fails."""
        acks: list[Ack] = []
        for number, part in enumerate(parts):
            try:
                acks.append(self._action(part.operation, body=part.body))
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
