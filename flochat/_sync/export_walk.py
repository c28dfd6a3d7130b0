# Derived by scripts/sync_twin.py from
# flochat/_async/export_walk.py: edit that one.
"""The way through an export: which part is read next, what it leads to, how it is split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from .._export.output import kept_records
from .._export.parts import Part, PartKind, PartState, child_path, first_path
from .._export.planning import beyond_note
from .._export.reading import Ending, PartReading
from .._export.rows import RowCounter
from .._export.splits import Dimension, Fit, dimensions_left, fit_of
from .._export.time_split import ignored_note, is_ignored, split_by_time
from .._plurals import counted
from .._sending import runtime_sync
from .._wire.operation_table import TABLE
from ..errors import FlochatError, NotFoundError
from .export_pages import PageFetcher, PartFailedError
from .export_run import ExportRun
from .pager import Pager
from .stoppable import RunStoppedError

_KINDS: Final = (PartKind.FIELDS, PartKind.PEOPLE, PartKind.LISTS, PartKind.ROWS)
#: How many pages a list that was split is read from its front, for those who moved there.
_MAX_CATCH_UP: Final = 50
#: The path of the part in which that is kept, behind all others.
_CATCH_UP: Final = "zzz"
#: Where the parts of people, and of lists of tickets, begin.
FIRST_NUMBER: Final = 1_000


class ExportWalk:
    """Reads the parts of an export, one after the other or several at once."""

    def __init__(self, run: ExportRun) -> None:
        self.run = run
        self.journal = run.journal
        self.spec = run.spec
        self._fetcher = PageFetcher(run)
        self._claimed = ""
        self._claim_lock = runtime_sync.Lock()

    # What is to be read.

    def survey(self) -> None:
        """Read what says how much there is: of each list the first page, and how it is split."""
        for kind in _KINDS[1:]:
            if kind is PartKind.ROWS and self.spec.is_per_person:
                break
            self._for_each(kind, survey=True)
            if kind is PartKind.LISTS:
                self._for_each(kind)
                self.expand()

    def read_all(self, concurrency: int, grace_period: float) -> None:
        """Read all that is pending."""
        for kind in _KINDS[:-1]:
            self._for_each(kind)
        self.expand()
        if self.spec.is_per_person:
            runtime_sync.run_workers(
                concurrency, self._work, stop=self.run.stop, grace_period=grace_period
            )
        else:
            self._for_each(PartKind.ROWS)
            self._catch_up()

    def expand(self) -> None:
        """Make a part of each list, or of each person, once all of them are known."""
        if self.run.is_stopping or self.journal.is_listed:
            return
        if any(map(self.journal.next_pending, (PartKind.PEOPLE, PartKind.LISTS))):
            return
        runtime_sync.run_blocking(self._expand)
        self.run.states = self.journal.states()

    def _expand(self) -> None:
        number = FIRST_NUMBER
        parts = []
        for kind in (PartKind.LISTS, PartKind.PEOPLE):
            for records in kept_records(self.journal, kind, self.run.read_page):
                for key in filter(None, map(self.spec.key_of, records)):
                    parts.append(Part(first_path(number), PartKind.ROWS, key))
                    number += 1
        self.journal.add_parts(parts, is_listed=True)
        root = next(self.journal.parts(kind=PartKind.PEOPLE, state=PartState.SPLIT), None)
        if root is not None and len(parts) < (root.total or 0):
            people = counted(root.total or 0, "person", "people")
            self.journal.note(
                f"{len(parts):,} of {people} were found, in the parts that their list "
                "was split into"
            )

    def _for_each(self, kind: PartKind, *, survey: bool = False) -> None:
        after = ""
        while not self.run.is_stopping:
            part = self.journal.next_pending(kind, after)
            if part is None:
                return
            if survey:
                after = part.path
                self._guarded(part, max_pages=1)
            else:
                self._guarded(part)

    def _work(self) -> None:
        while not self.run.is_stopping:
            part = self._claim()
            if part is None:
                return
            self._guarded(part)

    def _claim(self) -> Part | None:
        """The next part that is pending, for one worker alone."""
        with self._claim_lock:
            part = runtime_sync.run_blocking(
                self.journal.next_pending, PartKind.ROWS, self._claimed
            )
            if part is not None:
                self._claimed = part.path
            return part

    def _guarded(self, part: Part, max_pages: int | None = None) -> None:
        try:
            if part.state is PartState.SPLITTING:
                self._split(part)
            else:
                self._read(part, max_pages)
        except RunStoppedError:
            pass

    # One part.

    def _read(self, part: Part, max_pages: int | None = None) -> Part:
        """Read a part from where it stands; at most so many pages of it in all."""
        pager = self.spec.pager(self.run.transport, part.kind, part.key)
        reading = self._begin(pager)
        runtime_sync.run_blocking(self._replay, part, reading)
        max_page = TABLE[reading.operation].max_page
        splits = self._splits_left(part)
        while (place := reading.next_place()) is not None:
            if splits and reading.has_more_than(max_page):
                return self._split(part)
            if max_pages is not None and part.pages >= max_pages:
                return part
            try:
                part = self._fetcher.next_page(part, pager, reading, place)
            except PartFailedError as failure:
                return self._fail(part, failure.error)
        return self._end(part, reading, splits)

    def _begin(self, pager: Pager[Any]) -> PartReading:
        return PartReading(pager._begin, is_by_time=self.spec.is_by_time)

    def _replay(self, part: Part, reading: PartReading) -> None:
        for place, payload in self.journal.pages(part.path):
            reading.feed(place, payload)

    def _fail(self, part: Part, error: FlochatError) -> Part:
        """Note that a part cannot be read; where the file is of one list, that ends the run."""
        if isinstance(error, NotFoundError) and self.spec.is_per_person:
            return self.run.set_state(part, PartState.GONE)
        if self.spec.is_per_person and part.kind is PartKind.ROWS:
            return self.run.set_state(part, PartState.FAILED, str(error))
        self.run.stop(error)
        raise RunStoppedError

    def _end(self, part: Part, reading: PartReading, splits: Sequence[Dimension]) -> Part:
        """Note how the reading of a part has ended, or split it where that reaches the rest."""
        if reading.ending is Ending.WHOLE:
            is_noted = part.state is PartState.DONE
            return part if is_noted else self.run.set_state(part, PartState.DONE)
        if self.spec.is_by_time and reading.seems_full:
            return self._split_by_time(part, reading)
        if reading.ending is Ending.CAPPED and splits and reading.total is not None:
            return self._split(part)
        return self.run.set_state(part, PartState.SHORT, _shortage(reading))

    # Splits.

    def _split_by_time(self, part: Part, reading: PartReading) -> Part:
        """Split a part into two times, and see by their first pages whether that does anything."""
        children = split_by_time(part, reading, now=self.run.transport.runtime.time())
        if isinstance(children, str):
            return self.run.set_state(part, PartState.SHORT, children)
        children = self._probe(children)
        if runtime_sync.run_blocking(is_ignored, self.journal, reading, children):
            self._drop(children)
            return self.run.set_state(part, PartState.SHORT, ignored_note(reading))
        return self.run.set_state(part, PartState.SPLIT)

    def _splits_left(self, part: Part) -> list[Dimension]:
        """The ways to split a part that were not tried; none once all were."""
        if part.kind not in (PartKind.ROWS, PartKind.PEOPLE) or not self.spec.splits:
            return []
        if part.path == _CATCH_UP or any(True for _ in self.journal.parts(parent=part.path)):
            return []
        return dimensions_left({**self.spec.filters, **part.key}, self.spec.splits)

    def _split(self, part: Part) -> Part:
        """Split a part by the first filter whose values add up to it; their first pages say so."""
        part = self.run.set_state(part, PartState.SPLITTING)
        left = dimensions_left({**self.spec.filters, **part.key}, self.spec.splits)
        partial: list[tuple[int, str, list[str]]] = []
        for number, (name, keys) in enumerate(left):
            paths = [child_path(part.path, 100 * number + n) for n in range(len(keys))]
            children = self._probe(
                [
                    Part(path, part.kind, {**part.key, **key})
                    for path, key in zip(paths, keys, strict=True)
                ],
                part.total,
            )
            totals = [child.total for child in children]
            fit = fit_of(part.total or 0, totals)
            if fit is Fit.WHOLE:
                return self.run.set_state(part, PartState.SPLIT)
            numbers = ", ".join("?" if total is None else f"{total:,}" for total in totals)
            if fit is Fit.PART:
                reached = sum(total or 0 for total in totals)
                partial.append((reached, name, paths))
            elif max((total or 0 for total in totals), default=0) > 0 and sum(
                total or 0 for total in totals
            ) != (part.total or 0):
                self.journal.note(
                    f"{name} does not add up: {numbers} of {part.total or 0:,}, so it was not used"
                )
            self._drop(children)
        return self._settle_split(part, partial)

    def _probe(self, children: Sequence[Part], total: int | None = None) -> list[Part]:
        """The children of a split as they are with their first pages, which say how it is.

        One that has all rows of the whole, `total`, makes the others superfluous.
        """
        runtime_sync.run_blocking(self.journal.add_parts, children)
        self.run.states = self.journal.states()
        for path in (child.path for child in children):
            child = self.journal.part(path)
            if child.pages == 0 and child.state is PartState.PENDING:
                self._first_page(child)
            self.run.check_stopping()
            if total is not None and (self.journal.part(path).total or 0) >= total:
                break
        return [self.journal.part(child.path) for child in children]

    def _first_page(self, child: Part) -> None:
        pager = self.spec.pager(self.run.transport, child.kind, child.key)
        reading = self._begin(pager)
        place = reading.next_place()
        if place is None:
            raise AssertionError("a reading has a first page")
        try:
            self._fetcher.next_page(child, pager, reading, place)
        except PartFailedError as failure:
            self._fail(child, failure.error)

    def _settle_split(self, part: Part, partial: Sequence[tuple[int, str, list[str]]]) -> Part:
        """Use the split that reaches most, when none adds up; or read what there is without one."""
        if not partial:
            return self.run.set_state(part, PartState.PENDING)
        reached, name, paths = max(partial)
        for path in paths:
            child = self.journal.part(path)
            if child.state is PartState.DROPPED:
                self.run.set_state(child, PartState.PENDING)
        note = (
            f"{name} reaches {reached:,} of {part.total or 0:,}: the others are in none of its "
            "values that are known"
        )
        return self.run.set_state(part, PartState.SPLIT, note)

    def _drop(self, children: Iterable[Part]) -> None:
        for child in children:
            self.run.set_state(child, PartState.DROPPED)

    def _catch_up(self) -> None:
        """Read a list that was split from its front, while rows are missing that moved there."""
        root = next(iter(self.journal.parts(kind=PartKind.ROWS)), None)
        if self.run.is_stopping or root is None or root.state is not PartState.SPLIT:
            return
        if not self.spec.splits or root.total is None:
            return
        counter = runtime_sync.run_blocking(self._count_rows)
        if counter.count >= root.total:
            return
        runtime_sync.run_blocking(
            self.journal.add_parts, [Part(_CATCH_UP, PartKind.ROWS, root.key)]
        )
        self.run.states = self.journal.states()
        part = self.journal.part(_CATCH_UP)
        pager = self.spec.pager(self.run.transport, part.kind, part.key)
        reading = self._begin(pager)
        runtime_sync.run_blocking(self._replay, part, reading)
        is_fresh = part.state is PartState.PENDING
        while is_fresh and part.pages < _MAX_CATCH_UP and counter.count < root.total:
            place = reading.next_place()
            if place is None:
                break
            try:
                part = self._fetcher.next_page(part, pager, reading, place)
            except PartFailedError as failure:
                self._fail(part, failure.error)
            except RunStoppedError:
                return
            *_, (_, payload) = self.journal.pages(part.path)
            is_fresh = bool(counter.take(self.run.read_page(part, payload)))
        self.run.set_state(part, PartState.DONE)

    def _count_rows(self) -> RowCounter:
        counter = RowCounter()
        for part in self.journal.parts(kind=PartKind.ROWS):
            for _, payload in self.journal.pages(part.path):
                counter.take(self.run.read_page(part, payload))
        return counter


def _shortage(reading: PartReading) -> str:
    """What is missing of a part that was read as far as it goes, in words."""
    count, total = reading.counter.count, reading.total
    if reading.ending is Ending.OPEN:
        return (
            f"{counted(count, 'row')} came, and the service neither says how many there are nor "
            "gives what may follow"
        )
    if reading.ending is Ending.CAPPED and total is not None:
        return beyond_note(total - count, total, reading.last_page)
    if reading.ending is Ending.CAPPED:
        return (
            f"rows beyond page {reading.last_page:,}, the last that the service hands out, and "
            "cannot be reached"
        )
    total = total or count
    missing = f"{total - count:,} of {counted(total, 'row')}"
    return f"{missing} did not come, though it was read more than once"
