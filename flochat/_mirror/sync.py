"""A whole sync, as a generator that asks for what it needs; both clients drive it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from .._values.json_type import JSON
from ..errors import NotFoundError
from ..models.subscribers import Subscriber
from .conversations import sync_conversations
from .memory import let_in
from .mirror_file import mirror_errors
from .orders import sync_orders
from .people import INFO, sync_people
from .people_store import PeopleStore, Place
from .refill import refill
from .report import SyncReport
from .session import Ask, Session, Steps


def sync_steps(
    session: Session,
    *,
    full: bool,
    orders: bool,
    messages: bool,
    people: Sequence[str] | None,
    zone: tzinfo | None,
) -> Steps[SyncReport]:
    """The steps of a sync: people first, since messages are theirs."""
    session.begin()
    _prepare(session, zone)
    yield from sync_people(session, full=full)
    if orders:
        yield from sync_orders(session, full=full)
    if messages:
        yield from sync_conversations(session, people)
    if zone is None:
        session.note(
            "the zone of times that have no Z is not known: give the client a time_zone; until "
            "then, who wrote in the last 24 hours is known of those whose messages were read"
        )
    return session.end()


def readmit_steps(session: Session, user_ns: str) -> Steps[SyncReport]:
    """Bring somebody back who is kept out."""
    payload = yield Ask(INFO, {"user_ns": user_ns})
    person = session.decoder.record(INFO, payload, Subscriber)
    if person is None or person.user_ns != user_ns:
        raise NotFoundError(
            "the answer is not about the person who was asked for", status_code=200, operation=INFO
        )
    session.begin()
    with session.file.transaction() as database:
        let_in(database, user_ns)
        sweep = session.meta()["sweep"]
        place = Place(sweep, settles=False, is_old=lambda *_: False)
        PeopleStore(database, session.moment, session.counts).merge([person], place)
    return session.end()


def _prepare(session: Session, zone: tzinfo | None) -> None:
    """Read anew what was sent, for a client of another zone, and for columns that are new."""
    name = None if zone is None else str(zone)
    if session.meta()["time_zone"] != name:
        with session.file.transaction() as database:
            refill(database, session.decoder)
            session.set_meta(time_zone=name)


def advance(
    session: Session, steps: Steps[SyncReport], payload: JSON | Exception
) -> Ask | SyncReport:
    """Hand over an answer, or what a request failed with; returns what to ask next, or the report.

    Raises `MirrorError` when the file cannot be written.
    """
    with mirror_errors(session.file.shown, "written"):
        try:
            if isinstance(payload, Exception):
                return steps.throw(payload)
            return steps.send(payload)
        except StopIteration as end:
            report: SyncReport = end.value
            return report
