"""Bringing the people of a mirror up to date: what to ask for next, and when all that is new came.

The list is by latest interaction, so a sync reads from its top until what is known comes. What that
cannot show (a tag, a deletion) is found by a sweep, which reads everybody. A sweep that is cut off
goes on where it was: first from the top, for what has happened since, and then from the last page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from .._plurals import counted
from .._values.json_type import JSON
from .._wire.paging import announced_total
from ..errors import FlochatError, IncompleteListError, NotFoundError, PageCapError
from ..models.subscribers import Subscriber
from .frontier import Frontier, OrderCheck, Watermark
from .people_reader import PEOPLE, PeopleReader
from .people_store import Place, Seen
from .rows import as_sent
from .session import Ask, Session, Steps

INFO: Final = "GET /subscriber/get-info"
#: How many people are asked for one by one, when it is not certain that they are gone.
_MOST_ASKED: Final = 25
#: After so many days, a sweep that was cut off begins from the start.
_OLD_SWEEP: Final = 1.0


class _Pass:
    """One reading of the list, from its top or its middle."""

    def __init__(self, session: Session, sweep: int, watermark: Watermark) -> None:
        self.session = session
        self.sweep = sweep
        self.watermark = watermark
        self.order = OrderCheck()
        #: The error that says that rows are missing.
        self.shortfall: FlochatError | None = None

    def read_page(self, reader: PeopleReader, *, settles: bool) -> Steps[list[Seen]]:
        """Read a page and write it down; with `settles`, so far has been read without a gap."""
        try:
            params = reader.next_params()
        except PageCapError as error:
            self.shortfall = error
            reader.has_more = False
            return []
        payload = yield Ask(PEOPLE, params)
        try:
            reader.feed(payload)
        except IncompleteListError as error:
            self.shortfall = error
            reader.has_more = False
        if not reader.is_repair:
            self.order.see(reader.rows)
        is_forward = settles and not reader.is_repair
        page = reader.page if is_forward else None
        return self.merge(reader.rows, settles=is_forward, page=page)

    def merge(
        self, people: Sequence[Subscriber], *, settles: bool, page: int | None = None
    ) -> list[Seen]:
        """Write down the people of a page; `page` is how far a sweep has come with it."""
        interactions = [as_sent(person.raw.get("last_interaction")) for person in people]
        self.watermark.begin_page(zip(people, interactions, strict=True))
        with self.session.people() as store:
            if page is not None:
                self.session.set_meta(sweep_page=page)
            return store.merge(people, Place(self.sweep, settles, self.watermark.is_older))


def sync_people(session: Session, *, full: bool) -> Steps[None]:
    """Bring the people up to date."""
    meta = session.meta()
    is_cut = meta["sweep_page"] is not None and not session.is_due(
        meta["sweep_began_at"], _OLD_SWEEP
    )
    if is_cut:
        yield from _resume(session, meta["sweep"], meta["sweep_page"])
    elif full or _needs_sweep(session):
        yield from _sweep(session)
    else:
        yield from _read_news(session)
    _note_limits(session)


def _needs_sweep(session: Session) -> bool:
    """Whether everybody has to be read.

    So they have after a sweep that was cut off long ago: what it has read hides what it has not.
    """
    meta = session.meta()
    is_due = session.is_due(meta["swept_at"], session.sweep_days)
    return is_due or not meta["is_in_order"] or meta["sweep_page"] is not None


def _sweep(session: Session) -> Steps[None]:
    """Read everybody."""
    reading = _Pass(session, _next_sweep(session, is_sweep=True), Watermark())
    yield from _read_on(reading, PeopleReader(session.decoder))


def _read_on(reading: _Pass, reader: PeopleReader) -> Steps[None]:
    """Read to the end of the list, and draw the conclusions."""
    while reader.has_more:
        yield from reading.read_page(reader, settles=True)
    yield from _conclude(reading, reader)


def _resume(session: Session, sweep: int, page: int) -> Steps[None]:
    """Go on with a sweep that was cut off."""
    seen = _seen_in(session, sweep)
    reading = _Pass(session, sweep, Watermark())
    top = PeopleReader(session.decoder)
    yield from _read_top(reading, top, Frontier(), until=page)
    # Pages move down as people interact, and up as people are deleted: begin where the page joins
    # those that were read.
    while page > 1:
        reader = PeopleReader(session.decoder, page=page, seen=_seen_in(session, sweep))
        yield from reading.read_page(reader, settles=True)
        if reader.rows and reader.rows[0].user_ns in seen:
            break
        page -= 1
    else:
        reader = PeopleReader(session.decoder, seen=_seen_in(session, sweep))
    yield from _read_on(reading, reader)


def _seen_in(session: Session, sweep: int) -> set[str]:
    rows = session.file.database.execute("SELECT user_ns FROM sightings WHERE sweep = ?", (sweep,))
    return {user_ns for (user_ns,) in rows}


def _read_news(session: Session) -> Steps[None]:
    """Read from the top until what is known comes."""
    reading = _Pass(session, _next_sweep(session, is_sweep=False), Watermark())
    reader, frontier = PeopleReader(session.decoder), Frontier()
    yield from _read_top(reading, reader, frontier)
    if frontier.faults:
        session.note(
            f"{counted(frontier.faults, 'person', 'people')} stood below somebody who interacted "
            "before them, so the list may not be strictly by latest interaction; what that hides, "
            "a sweep finds"
        )
    if not reader.has_more:
        yield from _conclude(reading, reader)
    elif reader.total is not None:
        yield from _compare_total(reading, reader, reader.total)
    else:
        session.note(
            "the host does not say how many people there are: somebody who was deleted, or is "
            "listed below those who are known, is found by a sweep"
        )


def _read_top(
    reading: _Pass, reader: PeopleReader, frontier: Frontier, *, until: int | None = None
) -> Steps[None]:
    """Read from the top until what is known comes, or a page was read, or the list ends.

    Pages that are then read again settle nothing: more may stand below what has moved there.
    """
    is_settled = False
    while reader.has_more and not frontier.is_reached and reader.page != until:
        if reader.is_repairing and not is_settled:
            _settle(reading.session)
            is_settled = True
        frontier.see((yield from reading.read_page(reader, settles=False)))
    if not is_settled:
        _settle(reading.session)


def _settle(session: Session) -> None:
    with session.people() as store:
        store.settle()


def _compare_total(reading: _Pass, reader: PeopleReader, total: int) -> Steps[None]:
    """See whether there are more people than are known: they stand further down."""
    session = reading.session
    before = session.meta()["unexplained"]
    if total - _known(session) > before:
        yield from _read_end(reading, reader.size, total, before)
    difference = total - _known(session)
    if difference > before:
        yield from _sweep(session)
        return
    session.set_meta(unexplained=difference)
    if difference < 0:
        gone = counted(-difference, "person of the mirror is", "people of the mirror are")
        session.note(f"{gone} no longer listed; the next sweep says who")


def _read_end(reading: _Pass, size: int, total: int, before: int) -> Steps[None]:
    """Read from the end of the list up: many hosts put people without an interaction there."""
    page = -(-total // max(size, 1))
    while page > 1:
        payload = yield Ask(PEOPLE, {"limit": 100, "page": page})
        rows = reading.session.decoder.records(PEOPLE, payload, Subscriber)
        seen = reading.merge(rows, settles=False)
        total = _total_of(payload, total)
        if total - _known(reading.session) <= before or not _is_silent(seen):
            return
        page -= 1


def _is_silent(rows: Iterable[Seen]) -> bool:
    """Whether all have never interacted."""
    return all(row.interaction is None for row in rows)


def _total_of(payload: JSON, otherwise: int) -> int:
    total = announced_total(payload)
    return otherwise if total is None else total


def _conclude(reading: _Pass, reader: PeopleReader) -> Steps[None]:
    """Everybody that can be had was read: mark who is gone, and note how it stands."""
    session = reading.session
    is_whole = reading.shortfall is None
    is_capped = isinstance(reading.shortfall, PageCapError)
    if not is_capped:
        is_certain = is_whole and reader.is_exact
        yield from _look_for_missing(
            reading, is_certain=is_certain, is_one_page=is_certain and reader.pages == 1
        )
    difference = 0 if reader.total is None else reader.total - _known(session)
    # People may have moved too fast to be read, so that is tried again; but a list that is short
    # each time is as much as there is to be had.
    is_final = is_whole or is_capped or bool(session.meta()["was_short"])
    with session.file.transaction():
        session.set_meta(
            swept_at=session.moment.now if is_final else None,
            was_short=not is_whole,
            sweep_page=None,
            is_in_order=reading.order.is_passed,
            unexplained=difference,
        )
    session.is_full = True
    if reading.shortfall is not None:
        session.note(
            f"the list gave {counted(reader.received, 'person', 'people')}, and more are there: "
            f"{reading.shortfall}"
        )


def _look_for_missing(reading: _Pass, *, is_certain: bool, is_one_page: bool) -> Steps[None]:
    """Mark who was not listed, once it is certain that they are gone.

    While the pages of a list are read, somebody may slip past, though it adds up in the end. So a
    few are asked for one by one, and many are taken for gone if it adds up.
    """
    session = reading.session
    missing = _missing(session, reading.sweep)
    if is_one_page or (is_certain and len(missing) > _MOST_ASKED):
        with session.people() as store:
            store.mark_vanished(reading.sweep)
        return
    for user_ns in missing[:_MOST_ASKED]:
        yield from ask_for(session, user_ns, reading.sweep)
    with session.people() as store:
        store.forgotten_not_seen(reading.sweep)
    if len(missing) > _MOST_ASKED:
        session.note(
            "more people were not listed than are asked for one by one, and the list may be "
            "incomplete: whether they are gone, later sweeps find out"
        )


def _missing(session: Session, sweep: int) -> list[str]:
    rows = session.file.database.execute(
        "SELECT user_ns FROM people JOIN sightings USING (user_ns) "
        "WHERE vanished_at IS NULL AND sweep <> ? ORDER BY last_read_at",
        (sweep,),
    )
    return [user_ns for (user_ns,) in rows]


def ask_for(session: Session, user_ns: str, sweep: int) -> Steps[None]:
    """Ask for somebody, and write them down or mark them as vanished."""
    try:
        payload = yield Ask(INFO, {"user_ns": user_ns})
        person = session.decoder.record(INFO, payload, Subscriber)
    except NotFoundError:
        person = None
    with session.people() as store:
        if person is None or person.user_ns != user_ns:
            store.vanish(user_ns)
        else:
            store.merge([person], Place(sweep, settles=False, is_old=lambda *_: False))


def _next_sweep(session: Session, *, is_sweep: bool) -> int:
    """The number of a reading; that of a sweep is remembered until it is through."""
    with session.file.transaction():
        number = int(session.meta()["sweep"]) + 1
        session.set_meta(sweep=number, sweep_page=None)
        if is_sweep:
            session.set_meta(sweep_began_at=session.now())
    return number


def _known(session: Session) -> int:
    """How many people are listed as far as the mirror knows, with those who are kept out."""
    return int(
        session.value(
            "SELECT (SELECT count(*) FROM people WHERE vanished_at IS NULL)"
            " + (SELECT count(*) FROM forgotten WHERE is_listed)"
        )
    )


def _note_limits(session: Session) -> None:
    """Say what a sync cannot see, whatever was read."""
    meta = session.meta()
    if not meta["is_in_order"]:
        session.note(
            "this host does not list people by latest interaction: each sync reads everybody"
        )
    if meta["was_short"] and not session.is_full:
        session.note("when everybody was last read, the list gave fewer people than there are")
    if meta["unexplained"] > 0:
        unexplained = counted(meta["unexplained"], "person", "people")
        session.note(f"the service counts {unexplained} whom its list does not give")
    if session.counts.nameless:
        nameless = counted(session.counts.nameless, "row")
        session.note(f"{nameless} came without a user_ns, and had to be left out")
    if not session.is_full:
        session.note(
            "tags, labels, fields and names that were changed without an interaction, and people "
            f"who were deleted, are as they were at the last sweep, {meta['swept_at']}"
        )
