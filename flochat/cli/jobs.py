"""Journals of jobs: given by the user, or kept in the state folder and found again.

The same command finds the journal that it began. What it is the same by is the command, its
options, the people as they were named (not what is in the file) and the key's host and flow: a file
that was mended after a part was sent must not reach that part again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..probe.files import write_whole
from .failures import CommandError
from .places import state_folder

_FOLDER: Final = "jobs"
_SUFFIX: Final = ".sqlite"
_NOTE_SUFFIX: Final = ".json"


def folder() -> Path:
    """Where journals are kept that nobody named, for their owner alone."""
    path = state_folder() / _FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


@frozen(kw_only=True)
class Command:
    """What a journal is of, as it is noted beside it.

    `identity` is what makes it the same task: kind, arguments, people, host and flow. `input` is a
    digest of what came on standard input, which has no name to be known by. `arguments` are the
    whole command line.
    """

    what: str
    identity: Mapping[str, Any]
    arguments: Sequence[str]
    profile: str | None
    input: str | None = None

    @property
    def digest(self) -> str:
        text = json.dumps(self.identity, sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def journal_for(
    given: Path | None, command: Command, *, again: bool, retries: bool
) -> tuple[Path, bool]:
    """The journal of a command, and whether there is one that was begun already.

    `again` begins a new one where the last is finished; `retries` goes on with a finished one, for
    those who were not reached. Raises `CommandError` for one that is finished, without either, and
    for a journal of something else: whoever is in it would get what that one was to send.
    """
    if again and retries:
        raise CommandError(
            "--again is for everyone, --retry-failed and --resend-unknown for some: give one"
        )
    path, is_begun = (
        _own_journal(command, again=again, retries=retries)
        if given is None
        else _given_journal(given, command, again=again, retries=retries)
    )
    if not is_begun:
        _write_note(path, command)
    return path, is_begun


def _given_journal(
    given: Path, command: Command, *, again: bool, retries: bool
) -> tuple[Path, bool]:
    if given.suffix == _NOTE_SUFFIX or given.is_dir():
        raise CommandError(f"{given} cannot be a journal")
    if not given.parent.is_dir():
        raise CommandError(f"the folder of the journal {given} does not exist")
    if not given.exists():
        return given, False
    is_done = is_finished(given)
    note = read_note(given)
    if not note:
        raise CommandError(
            f"it is not known what {given} is the journal of: {_note_of(given).name} is not beside "
            "it; put that back, or name another journal"
        )
    if note.get("task") != command.digest or note.get("input") != command.input:
        begun = shlex.join(["flochat", *map(str, note.get("arguments", ()))])
        raise CommandError(f"{given} is the journal of another command: {begun}; name another")
    if is_done and again:
        raise CommandError(f"{given} is finished: name another journal, or none")
    if is_done and not retries:
        raise CommandError(_finished(given))
    return given, True


def _own_journal(command: Command, *, again: bool, retries: bool) -> tuple[Path, bool]:
    name = re.sub("[^a-z0-9]+", "-", command.what.lower()).strip("-")
    whose = f"{command.digest}{command.profile}"
    stem = f"{name}-{hashlib.sha256(whose.encode()).hexdigest()[:12]}"
    number, last = 1, None
    while (path := folder() / f"{stem}-{number}{_SUFFIX}").exists():
        is_same = read_note(path).get("input") == command.input
        if not is_finished(path):
            if is_same:
                return path, True
            raise CommandError(
                f"the same command was begun with other people on standard input, and is not done: "
                f"give it these again, name another --journal, or delete {path}"
            )
        last = path if is_same else last
        number += 1
    if last is None or again:
        return path, False
    if retries:
        return last, True
    raise CommandError(_finished(last))


def _write_note(journal: Path, command: Command) -> None:
    """Note which command a journal is of: it is compared, and can be resumed by the journal alone.

    It stands there before the journal does, which could not be told from another one without it.
    """
    text = json.dumps(
        {
            "arguments": list(command.arguments),
            "profile": command.profile,
            "task": command.digest,
            "input": command.input,
            "folder": os.getcwd(),  # noqa: PTH109 # as the user sees it, links and all
            "began": datetime.now(UTC).isoformat(timespec="seconds"),
        }
    )
    write_whole(_note_of(journal), text)


def read_note(journal: Path) -> dict[str, Any]:
    """The note beside a journal; empty where there is none."""
    try:
        note = json.loads(_note_of(journal).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def with_options(arguments: Sequence[str], *more: str) -> list[str]:
    """A command line with more options, which stand before a `--` that ends options."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [*arguments[:end], *more, *arguments[end:]]


def discard(journal: Path) -> None:
    """Delete a journal of which nothing was sent, unless somebody else has begun to work on it.

    The same command may have been called twice, and the other one was told to go on.
    """
    from .._bulk.file_lock import FileInUseError, FileLock

    if not journal.exists():
        _note_of(journal).unlink(missing_ok=True)
        return
    try:
        lock = FileLock.acquire(journal)
    except (FileInUseError, OSError):
        return
    try:
        found = counts(journal)
        if not found.get("done") and not found.get("unknown"):
            for path in (journal, _note_of(journal)):
                path.unlink(missing_ok=True)
    except CommandError:  # what cannot be read is not known to be unused
        return
    finally:
        lock.close()


def find(journal: Path) -> Path:
    """The journal that a path means, or the name of one in the state folder."""
    if not journal.exists() and journal.parent == Path():
        named = folder() / f"{journal.name.removesuffix(_SUFFIX)}{_SUFFIX}"
        if named.exists():
            return named
    return journal


def known() -> Iterator[Path]:
    """The journals in the state folder, the latest first."""
    paths = [path for path in folder().iterdir() if path.suffix == _SUFFIX]
    yield from sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)


def counts(journal: Path) -> Mapping[str, int]:
    """How many people of a journal are in which state. Raises `CommandError` if it is none."""
    from .._bulk.journal import count_states
    from ..errors import JournalError

    if not journal.exists():
        raise CommandError(f"there is no journal {journal}")
    try:
        return {state.value: number for state, number in count_states(journal, None).items()}
    except JournalError as error:
        raise CommandError(str(error)) from error


def is_finished(journal: Path) -> bool:
    """Whether nobody is left to process: then the same again would be a second time."""
    found = counts(journal)
    return bool(sum(found.values())) and not found.get("pending")


def outcomes(journal: Path, state: str) -> Iterator[Mapping[str, Any]]:
    """The people of a journal in a state, with what happened."""
    from .._bulk.journal import BulkOutcomes
    from .._bulk.journal_format import State

    wanted = State(state)
    for outcome in BulkOutcomes(journal, wanted, counts(journal).get(state, 0)):
        yield {"person": outcome.person, "error": outcome.error, "position": outcome.position}


def _note_of(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}{_NOTE_SUFFIX}")


def _finished(journal: Path) -> str:
    return (
        f"this was done already: {journal} is finished; --again does it a second time, to "
        "everyone, and --retry-failed to those who were refused"
    )
