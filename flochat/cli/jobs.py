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
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

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


def journal_for(
    given: Path | None, what: str, identity: Mapping[str, Any], *, again: bool
) -> tuple[Path, bool]:
    """The journal of a command, and whether there is one that was begun already.

    `again` starts a new one where the last is finished. Raises `CommandError` for one that is
    finished, without `again`.
    """
    if given is not None:
        if given.suffix == _NOTE_SUFFIX or given.is_dir():
            raise CommandError(f"{given} cannot be a journal")
        exists = given.exists()
        if exists and is_finished(given) and not again:
            raise CommandError(_finished(given))
        if exists and is_finished(given):
            raise CommandError(f"{given} is finished: name another journal, or none")
        return given, exists
    digest = hashlib.sha256(json.dumps(identity, sort_keys=True, default=str).encode()).hexdigest()
    stem = f"{re.sub('[^a-z0-9]+', '-', what.lower()).strip('-')}-{digest[:12]}"
    number = 1
    while (path := folder() / f"{stem}-{number}{_SUFFIX}").exists():
        if not is_finished(path):
            return path, True
        number += 1
    if number > 1 and not again:
        raise CommandError(_finished(folder() / f"{stem}-{number - 1}{_SUFFIX}"))
    return path, False


def write_note(journal: Path, arguments: Sequence[str], profile: str | None) -> None:
    """Note which command a journal is of, so that it can be resumed by the journal alone."""
    note = _note_of(journal)
    if note.exists():
        return
    text = json.dumps(
        {
            "arguments": list(arguments),
            "profile": profile,
            "folder": os.getcwd(),  # noqa: PTH109 # as the user sees it, links and all
            "began": datetime.now(UTC).isoformat(timespec="seconds"),
        },
        ensure_ascii=False,
    )
    descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)


def read_note(journal: Path) -> dict[str, Any]:
    """The note beside a journal; empty where there is none."""
    try:
        note = json.loads(_note_of(journal).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def discard(journal: Path) -> None:
    """Delete a journal of which nothing was sent."""
    for path in (journal, _note_of(journal)):
        path.unlink(missing_ok=True)


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
        f"this was done already: {journal} is finished; --again does it a second time, to everyone"
    )
