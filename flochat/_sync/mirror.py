# Derived by scripts/sync_twin.py from
# flochat/_async/mirror.py: edit that one.
"""A mirror of the flow in a local file: the requests of its syncs, and the work on the file."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from .._bulk.file_lock import FileInUseError
from .._mirror.changes import check_since, last_cursor, read_changes
from .._mirror.exports import find_in_exports, remove_from_exports
from .._mirror.forgetting import forget
from .._mirror.identity import MirrorIdentity, check_path, check_sweep_days
from .._mirror.mirror_file import MirrorFile, in_use
from .._mirror.report import ForgetReport, MirrorChange, SyncProgress, SyncReport
from .._mirror.session import Ask, Session, Steps
from .._mirror.sync import advance, readmit_steps, sync_steps
from .._requests.subscribers import SubscriberRef, user_ns_of
from .._sending import runtime_sync
from .._sending.quota_stores import fingerprint
from .._sending.reports import RequestEvent
from .._sending.runtime_sync import Source as Source
from .._values.checks import check_seconds
from .._values.json_type import JSON
from ..errors import FlochatError, InvalidArgumentError
from .base import Resource
from .recorder import Recorder
from .transport import Transport

T = TypeVar("T")

#: How often a mirror that somebody else changes is looked at, in seconds.
_RETRY_SECONDS: Final = 0.25
#: How many of the people whose messages are wanted are taken at once.
_BATCH: Final = 500


class Mirror:
    """The flow's people, conversations and orders in a local SQLite file; `client.mirror` makes it.

    `sync()` brings the file up to date in as few requests as the API allows. It can be read at any
    time by whatever reads SQLite: `people`, `messages`, `orders` and other tables, and views such
    as `wrote_in_last_24h` and `unanswered`, are explained in docs/guides/mirror.md. The file is for
    its owner alone, since it holds what people told you; it does not hold the key.

    One program changes a mirror at a time, and any may read it. Whatever ends a sync (Ctrl-C, an
    outage, a spent quota, a full disk, the end of its process), what came is kept, and the next
    sync goes on from there. `MirrorError` is raised for a file that is in use, is of another flow,
    key or host, is not a mirror, or cannot be written.

    Example:
        mirror = client.mirror("mirror.sqlite")
        print(mirror.sync())  # 3 new, 50 changed, 0 vanished of 10,003 people; ...
    """

    _transport: Transport
    _path: Path
    _sweep_days: float
    _accepts_key: bool

    def __init__(self) -> None:
        raise TypeError('a mirror is made by the client: client.mirror("mirror.sqlite")')

    @classmethod
    def _make(
        cls,
        transport: Transport,
        path: str | os.PathLike[str],
        *,
        sweep_days: float,
        new_key: bool,
    ) -> Self:
        if isinstance(transport, Recorder):
            raise InvalidArgumentError(
                "a mirror cannot be prepared: its requests depend on answers"
            )
        mirror = cls.__new__(cls)
        mirror._transport = transport
        mirror._path = check_path(path)
        mirror._sweep_days = check_sweep_days(sweep_days)
        mirror._accepts_key = new_key
        return mirror

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._path}>"

    @property
    def path(self) -> Path:
        """The file, as it was given."""
        return self._path

    def sync(
        self,
        *,
        messages: bool | Source[SubscriberRef] = False,
        orders: bool = True,
        sweep: bool = False,
        wait: float = 0,
        progress: SyncProgress | None = None,
    ) -> SyncReport:
        """Bring the mirror up to date, and create it if it is not there.

        People are read by latest interaction until those come who are known, which is mostly one
        request; every `sweep_days` days, and the first time, all of them are, 100 per request. What
        was read is kept however the sync ends; the next one goes on from there.

        Args:
            messages: True also reads the messages of everybody whose conversation has gone on since
                they were last read, and the first time of everybody who was heard of in 40 days,
                one request or more each; people (a list, a pager) reads those of them alone; False
                reads none.
            orders: whether orders are read, which needs the scope Manage Team; a key without it
                gets a line in `cannot_see` of the report.
            sweep: read everybody and all orders now, which shows tags, deletions and whatever else
                changes without an interaction.
            wait: the seconds to wait for another program that changes the mirror; 0 raises at once.
            progress: called with a `SyncReport` after each request.

        Raises:
            MirrorError: the file is in use, is not a mirror of this flow, or cannot be written.
            RateLimitError: the quota is spent; the next sync goes on.
            FlochatError: what any call raises; the next sync goes on.

        Example:
            report = client.mirror("mirror.sqlite").sync(messages=True)
            for line in report.cannot_see:
                print("not known:", line)

        GET /subscribers, GET /subscriber/get-info, GET /subscriber/chat-messages, GET /shop/orders
        """
        wanted = _wanted_people(messages)
        identity = self._identity()
        file = self._open(identity, check_seconds(wait, "wait"), creates=True)
        try:
            session = self._session(file, identity)
            steps = sync_steps(
                session,
                full=sweep,
                orders=orders,
                messages=messages is not False,
                people=wanted,
                zone=self._transport.settings.time_zone,
            )
            return self._drive(session, steps, progress)
        finally:
            runtime_sync.shielded(file.close)

    def changes(self, since: str | datetime | MirrorChange | None = None) -> Iterator[MirrorChange]:
        """Iterate over what syncs have seen change, in the order in which they did. No requests.

        `since` is the `cursor` of a change, after which to begin, or the change itself; an aware
        datetime, for what was seen from then on; or None, for all. A cursor stays right while the
        mirror lives, whatever is added or forgotten. Raises `MirrorError` for a cursor of another
        mirror, and for a file that is not a mirror.

        Example:
            for change in mirror.changes(since=cursor):
                print(change.user_ns, change.field, change.before, "->", change.after)
                cursor = change.cursor
        """
        place = check_since(since)
        while page := _blocking(read_changes, self._path, place):
            for change in page:
                yield change
            place = page[-1].cursor

    def cursor(self) -> str:
        """Return where the changes end at the moment: `changes(since=...)` gives what comes later.

        No requests. Raises `MirrorError` for a file that is not a mirror.
        """
        return _blocking(last_cursor, self._path)

    def forget(
        self,
        person: SubscriberRef,
        *,
        exports: Iterable[str | os.PathLike[str]] = (),
        keep_out: bool = True,
        wait: float = 0,
    ) -> ForgetReport:
        """Delete somebody from the mirror and from exports, to the last byte. No requests.

        Nobody is deleted on the platform: `client.subscribers.delete` does that. While they are
        there, a sync would bring them back: so the mirror remembers a digest of their `user_ns`, of
        which nothing else can be learned, and leaves them out until `readmit`.

        Args:
            person: a `Subscriber` or a `user_ns` (f12u34), in the mirror or not.
            exports: paths of files that hold them in a column `user_ns`: .csv, .jsonl, .sqlite or
                .parquet, as flochat writes them. All are looked through before anything is deleted.
            keep_out: whether later syncs leave them out; False has the next one bring them back
                once they interact, or at a sweep, if they are still on the platform.
            wait: the seconds to wait for another program that changes the mirror; 0 raises at once.

        Raises:
            InvalidArgumentError: an export is not there, or has no `user_ns`; nothing was deleted.
            MirrorError: the mirror or an export cannot be written.

        Example:
            print(mirror.forget("f12u34", exports=["people.csv"]))
        """
        user_ns = user_ns_of(person)
        found = _blocking(find_in_exports, exports, user_ns)
        file = self._open(None, check_seconds(wait, "wait"))
        try:
            now = self._session(file, self._identity()).now()
            rows = _blocking(forget, file, user_ns, now, is_kept_out=keep_out)
        finally:
            runtime_sync.shielded(file.close)
        return ForgetReport(
            user_ns=user_ns,
            mirror=rows,
            exports=_blocking(remove_from_exports, found, user_ns),
            is_kept_out=keep_out,
        )

    def readmit(self, person: SubscriberRef, *, wait: float = 0) -> SyncReport:
        """Bring somebody back whom `forget` has kept out, as they are on the platform now.

        `person` is a `Subscriber` or a `user_ns` (f12u34); `wait` is the seconds to wait for
        another program that changes the mirror. Raises `NotFoundError` when they are no longer on
        the platform, and are kept out then as before.

        GET /subscriber/get-info
        """
        user_ns = user_ns_of(person)
        identity = self._identity()
        file = self._open(identity, check_seconds(wait, "wait"))
        try:
            session = self._session(file, identity)
            return self._drive(session, readmit_steps(session, user_ns), None)
        finally:
            runtime_sync.shielded(file.close)

    def _open(
        self, identity: MirrorIdentity | None, wait: float, *, creates: bool = False
    ) -> MirrorFile:
        """The file, open for changes of whoever it belongs to; None is not compared."""
        runtime = self._transport.runtime
        ends_at = runtime.monotonic() + wait
        row = None
        if creates and identity is not None:
            row = identity.row(secrets.token_hex, runtime.time())
        while True:
            file = MirrorFile(self._path)
            try:
                runtime_sync.shielded(file.open, row)
                if identity is not None:
                    _blocking(identity.check, file, accepts_key=self._accepts_key)
            except FileInUseError:
                if runtime.monotonic() >= ends_at:
                    raise in_use(self._path) from None
                runtime.sleep(_RETRY_SECONDS)
            except BaseException:
                file.close()
                raise
            else:
                return file

    def _identity(self) -> MirrorIdentity:
        settings = self._transport.settings
        workspace_id, flow_ns = settings.customer
        return MirrorIdentity(
            base_url=settings.base_url,
            key=fingerprint(settings),
            flow=flow_ns,
            workspace=workspace_id,
        )

    def _session(self, file: MirrorFile, identity: MirrorIdentity) -> Session:
        return Session(
            file,
            self._transport.decoder,
            self._transport.runtime.time,
            self._sweep_days,
            identity.key,
        )

    def _drive(
        self, session: Session, steps: Steps[SyncReport], progress: SyncProgress | None
    ) -> SyncReport:
        """Make the requests that a sync asks for, one after the other."""
        requester = _Requester(self._transport, session)
        outcome: JSON | FlochatError = None
        try:
            while True:
                step = _blocking(advance, session, steps, outcome)
                if isinstance(step, SyncReport):
                    return step
                if progress is not None and session.requests:
                    report = _blocking(session.report)
                    runtime_sync.maybe_await(progress(report))
                outcome = requester.answer(step)
        finally:
            steps.close()


class _Requester(Resource):
    """Makes the requests of a sync, and counts the attempts that the quota counts."""

    def __init__(self, transport: Transport, session: Session) -> None:
        hook = transport.settings.on_request

        def count(event: RequestEvent) -> None:
            session.requests += 1
            if hook is not None:
                runtime_sync.maybe_await(hook(event))

        settings = transport.settings._replace(on_request=count)
        super().__init__(transport.with_settings(settings, deadline=None))

    def answer(self, ask: Ask) -> JSON | FlochatError:
        """The payload of an answer, or what the request failed with."""
        try:
            return self._call(ask.operation, query=ask.query)
        except FlochatError as error:
            return error


def _wanted_people(messages: bool | Source[SubscriberRef]) -> list[str] | None:
    """Those whose messages are wanted; None when it is whoever's conversation has gone on."""
    if isinstance(messages, bool):
        return None
    if isinstance(messages, str) or not isinstance(messages, runtime_sync.SOURCES):
        raise InvalidArgumentError(
            "messages must be True, False, or the people whose messages are wanted: a list of "
            "subscribers or of user_ns, or a pager"
        )
    names: dict[str, None] = {}
    for people in runtime_sync.batched(messages, _BATCH):
        names.update(dict.fromkeys(user_ns_of(person) for person in people))
    return list(names)


def _blocking(call: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    """The result of a call that works on the file, which is completed even when this is cancelled.

    Else the file could be closed while a thread writes it.
    """
    results: list[T] = []
    runtime_sync.shielded(lambda: results.append(call(*args, **kwargs)))
    return results[0]
