"""The pages of an export: asked for until they come, and written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from .._bulk.jobs import FailureScope, classify
from .._export.parts import Part, PartState
from .._export.reading import Ending, PartReading
from .._sending import runtime_async
from .._values.json_type import JSON
from ..errors import APIConnectionError, DecodeError, FlochatError, NotFoundError
from .export_run import ExportRun
from .pager import AsyncPager
from .stoppable import RunStoppedError

#: How often a page is asked for that the service refuses, or that cannot be read.
_MAX_REFUSALS: Final = 3
#: How many requests in a row may fail for another reason before the run stops.
_MAX_FAILURES: Final = 10
#: How often more a page is asked for that looks like a mishap.
_MAX_DOUBTS: Final = 2


class PartFailedError(Exception):
    """A part cannot be read: the service refuses it, or answers what cannot be read."""

    def __init__(self, error: FlochatError) -> None:
        super().__init__(str(error))
        self.error = error


class PageFetcher:
    """Asks for pages, for all workers of a run."""

    def __init__(self, run: ExportRun) -> None:
        self._run = run
        self._failures = 0
        #: The operations that were found to give pages again, so that asking twice is no use.
        self._repeats_pages: set[str] = set()

    async def next_page(
        self, part: Part, pager: AsyncPager[Any], reading: PartReading, place: Mapping[str, int]
    ) -> Part:
        """Ask for a page until it comes, and write it down; returns the part as it is then.

        Raises `PartFailedError`, and `RunStoppedError` for what concerns the whole run.
        """
        refusals = 0
        while True:
            self._run.check_stopping()
            try:
                payload = await self._trusted_page(pager, reading, place)
                fresh = reading.feed(place, payload)
            except FlochatError as error:
                refusals += 1
                self._judge(error, reading.operation, refusals)
                continue
            self._failures = 0
            state = PartState.DONE if reading.ending is Ending.WHOLE else part.state
            after = await runtime_async.run_blocking(
                self._run.journal.add_page,
                evolve(part, state=state, total=reading.total),
                place,
                payload,
                fresh=fresh,
            )
            self._run.count_states(part.state, state)
            await self._run.report_progress()
            return after

    async def _trusted_page(
        self, pager: AsyncPager[Any], reading: PartReading, place: Mapping[str, int]
    ) -> JSON:
        """A page, asked for again where it looks like a mishap; what stays is how the host is."""
        payload = await pager._fetch(place)
        operation = reading.operation
        if operation in self._repeats_pages or not reading.is_doubtful(place, payload):
            return payload
        for _ in range(_MAX_DOUBTS):
            payload = await pager._fetch(place)
            if not reading.is_doubtful(place, payload):
                return payload
        self._repeats_pages.add(operation)
        return payload

    def _judge(self, error: FlochatError, operation: str, refusals: int) -> None:
        """Return when a request that failed is to be made again; raise what ends part or run."""
        outcome = classify(error, operation)
        if outcome.scope is FailureScope.JOB:
            self._run.stop(error)
            raise RunStoppedError
        if self._run.spec.is_per_person and isinstance(error, NotFoundError):
            raise PartFailedError(error)
        if outcome.scope is FailureScope.ITEM or isinstance(error, DecodeError):
            if refusals >= _MAX_REFUSALS:
                raise PartFailedError(error)
            return
        self._failures += 1
        if self._failures >= _MAX_FAILURES:
            self._run.stop(
                APIConnectionError(
                    f"{self._failures} requests in a row failed, the last one with: {error}",
                    operation=operation,
                )
            )
            raise RunStoppedError
