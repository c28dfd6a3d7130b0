"""Bringing conversations up to date: no route gives those of a flow, so each takes a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from .._plurals import counted
from .._requests.conversations import ChatReader, chat_query
from ..errors import DecodeError, IncompleteListError, NotFoundError, RejectedError
from ..models.messages import ChatMessage
from .rows import marks, message_row, upsert
from .session import Ask, Session, Steps

_MESSAGES: Final = "GET /subscriber/chat-messages"
#: Messages that a channel delivers late are looked for so far back.
_OVERLAP: Final = timedelta(hours=1)
#: The service keeps messages for about a month: who has been silent for longer has none. That is
#: counted from when anybody was last heard of, since the zone of these times may be unknown.
_KEPT_DAYS: Final = 40
#: What a conversation can fail with that says nothing of the next one.
_OWN_FAILURES: Final = (DecodeError, IncompleteListError, NotFoundError, RejectedError)

#: When somebody last wrote, or was last written to.
_LATEST: Final = "max(coalesce(last_interaction, ''), coalesce(last_message_at, ''))"
#: The state of a conversation: when they last interacted, and when something was last sent.
_STATE: Final = "coalesce(interaction, '') || '/' || coalesce(last_message_at, '')"


def sync_conversations(session: Session, people: Sequence[str] | None) -> Steps[None]:
    """Read the messages of these people, or, with None, of all whose conversation has gone on."""
    names = _whose_moved(session) if people is None else people
    failed = 0
    for user_ns in names:
        try:
            yield from _read(session, user_ns)
        except _OWN_FAILURES:
            failed += 1
        else:
            session.conversations += 1
    if failed:
        session.note(
            f"the messages of {counted(failed, 'person', 'people')} could not be read; the next "
            "sync tries again"
        )
    session.note(
        "what was said more than about a month before a conversation was first read is nowhere to "
        "be had, and what is said to people who do not answer may not move them in the list"
    )


def _whose_moved(session: Session) -> list[str]:
    """Those whose messages were not read since something was last said, the latest first."""
    rows = session.file.database.execute(
        f"""SELECT user_ns FROM people JOIN sightings USING (user_ns)
        WHERE vanished_at IS NULL AND messages_for IS NOT {_STATE} AND {_LATEST} >= (
            SELECT strftime('%Y-%m-%dT%H:%M:%S', max({_LATEST}), '-{_KEPT_DAYS} days') FROM people
        ) ORDER BY {_LATEST} DESC"""
    ).fetchall()
    return [user_ns for (user_ns,) in rows]


def _read(session: Session, user_ns: str) -> Steps[None]:
    database = session.file.database
    known = database.execute(
        f"SELECT {_STATE} FROM people JOIN sightings USING (user_ns) WHERE user_ns = ?", (user_ns,)
    ).fetchone()
    if known is None:
        session.note(f"{user_ns} is not in the mirror, so their messages were not read")
        return
    latest = session.value("SELECT max(ts) FROM messages WHERE user_ns = ?", user_ns)
    start = None
    if latest is not None:
        start = datetime.fromisoformat(latest).astimezone(UTC) - _OVERLAP
    query = chat_query(
        user_ns,
        start=start,
        end=None,
        media=None,
        include_bot=True,
        include_note=True,
        include_system=True,
    )
    reader = ChatReader(session.decoder, user_ns)
    messages: list[ChatMessage] = []
    while reader.has_more:
        payload = yield Ask(_MESSAGES, {**query, **reader.next_params()})
        messages += reader.feed(payload)
    _write(session, user_ns, messages, known[0])


def _write(session: Session, user_ns: str, messages: Sequence[ChatMessage], state: str) -> None:
    """Write down a conversation, as of a state that it had before it was read."""
    with session.file.transaction() as database:
        rows = [message_row(message) for message in messages]
        keys = [row["message_key"] for row in rows]
        known = _count_known(session, user_ns, keys)
        for row in rows:
            values = {"user_ns": user_ns, **row, "first_seen_at": session.moment.now}
            statement = upsert(
                "messages", values, key=("user_ns", "message_key"), keep=("first_seen_at",)
            )
            database.execute(statement, tuple(values.values()))
        session.messages += len(set(keys)) - known
        database.execute(
            "UPDATE sightings SET messages_for = ? WHERE user_ns = ?", (state, user_ns)
        )


def _count_known(session: Session, user_ns: str, keys: Sequence[object]) -> int:
    known = 0
    for begin in range(0, len(keys), 500):
        some = keys[begin : begin + 500]
        known += session.value(
            f"SELECT count(*) FROM messages WHERE user_ns = ? AND message_key IN ({marks(some)})",
            user_ns,
            *some,
        )
    return known
