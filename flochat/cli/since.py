"""`--since last`: from when on the next export of a file reads, noted beside the file.

An export that goes on, after an interruption or a spent quota, is as old as its beginning: what
came since then may be missing in what it had read already, so the next one begins there too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from ..probe.files import write_whole
from .failures import CommandError
from .output import say

if TYPE_CHECKING:
    from .._sync.client import Flochat

_SUFFIX: Final = ".since.json"
_JOURNAL_SUFFIX: Final = ".export.sqlite"


@frozen(kw_only=True)
class Window:
    """Which export of a file it is, from when on it reads, and when it began to."""

    path: Path
    key: str
    start: datetime | None
    begun: datetime

    def save(self) -> None:
        """Note that this export was begun, as long as it is not finished."""
        note = _read(self.path)
        start = None if self.start is None else self.start.isoformat()
        begun = {"begun": self.begun.isoformat(timespec="seconds"), "start": start}
        _write(self.path, {**note, "begun": {**_part(note, "begun"), self.key: begun}})

    def finish(self, client: Flochat) -> None:
        """Note that all until its beginning was read, by the clock of the host."""
        note = _read(self.path)
        begun = {key: it for key, it in _part(note, "begun").items() if key != self.key}
        until = (self.begun - _clock_ahead(client)).isoformat(timespec="seconds")
        last = {**_part(note, "last"), self.key: until}
        _write(self.path, {"last": last, "begun": begun})


def open_window(
    path: Path, what: str, filters: Mapping[str, Any], since: datetime | str | None
) -> Window:
    """The export that is to be made, or goes on; `since` is a moment, "last" or None."""
    used = {name: value for name, value in sorted(filters.items()) if value}
    key = f"{what} {json.dumps(used)}" if used else what
    window = Window(path=path, key=key, start=None, begun=datetime.now(UTC))
    earlier = _part(_read(path), "begun").get(key) if _is_unfinished(path) else None
    if isinstance(since, datetime):
        window = evolve(window, start=since)
    if isinstance(earlier, dict):
        start = _moment(path, earlier.get("start"))
        if since == "last" or start == window.start:
            begun = _moment(path, earlier.get("begun")) or window.begun
            return evolve(window, start=start, begun=begun)
    if since == "last":
        window = evolve(window, start=_moment(path, _part(_read(path), "last").get(key)))
        if window.start is None:
            say("there was no export before: everything is read")
    return window


def clear_finished(path: Path, *, overwrite: bool) -> None:
    """Forget the export before, whose file was moved away or is to be replaced.

    Raises `CommandError` where it is there: what it holds is not read once more.
    """
    journal = _journal(path)
    if _is_unfinished(path) or not journal.exists():
        return
    if path.exists() and not overwrite:
        raise CommandError(
            f"{path} is there, and --since last reads only what is new: move it away, or replace "
            "it with --overwrite"
        )
    journal.unlink()


def _is_unfinished(path: Path) -> bool:
    from .._export.journal_store import glance_at

    if not _journal(path).exists():
        return False
    glance = glance_at(_journal(path))
    return glance is None or glance.report is None


def _clock_ahead(client: Flochat) -> timedelta:
    """How far this machine's clock is ahead of the host's, where its answers say so."""
    last = client.last_response
    try:
        theirs = parsedate_to_datetime((last and last.headers.get("date")) or "")
    except ValueError:
        return timedelta(0)
    ahead = datetime.now(UTC) - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))
    # The answer is a little older than now; only a clock that is wrong counts.
    return ahead if ahead > timedelta(seconds=2) else timedelta(0)


def _moment(path: Path, text: object) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    raise CommandError(f"{_note(path)} is not what an export has noted: delete it")


def _part(note: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = note.get(name, {})
    return part if isinstance(part, dict) else {}


def _read(path: Path) -> Mapping[str, Any]:
    try:
        note = json.loads(_note(path).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CommandError(f"{_note(path)} cannot be read: {error}") from error
    if not isinstance(note, dict):
        raise CommandError(f"{_note(path)} is not what an export has noted: delete it")
    return note


def _write(path: Path, note: Mapping[str, Any]) -> None:
    write_whole(_note(path), json.dumps(note))


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}{_SUFFIX}")


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}{_JOURNAL_SUFFIX}")
