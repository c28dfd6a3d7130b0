"""Replaces several files and folders of a directory as one: all of them, or none.

Everything new is complete and on the disk before the first rename. While renames are under way, a
journal says so. Whatever interrupts them (an error, Ctrl-C, kill -9, a full disk), the journal
remains and the previous state is restored, at once or by `recover` at the next start.

    with locked(root):
        recover(root)
        with staging(root) as folder:
            ...  # write folder / "openapi.json" and folder / "generated"
            replace(root, {name: folder / name for name in ("openapi.json", "generated")})
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flochat.contract.errors import ContractError

_WORK: Final = ".swap"
_NEW: Final = "new"
_OLD: Final = "old"
_UNDONE: Final = "undone"


@contextmanager
def locked(root: Path, *, shared: bool = False) -> Iterator[None]:
    """Lock a directory against other processes, or with `shared` only against those that write.

    Raises ContractError when another process has it. The lock ends with the process in any case.
    """
    directory = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(directory, root, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(directory)


def is_interrupted(root: Path) -> bool:
    """Whether a replacement was interrupted, so that old and new may be mixed."""
    return _journal(root).exists()


def recover(root: Path) -> bool:
    """Undo a replacement that was interrupted; returns whether there was one."""
    was_interrupted = _undo(root)
    if (root / _WORK).exists():
        shutil.rmtree(root / _WORK)
    return was_interrupted


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """An empty folder on the file system of `root`, removed at the end.

    If that is in the middle of a replacement, the replacement is undone.
    """
    for folder in (_NEW, _OLD, _UNDONE):
        (root / _WORK / folder).mkdir(parents=True)
    try:
        yield root / _WORK / _NEW
    finally:
        _undo(root)
        shutil.rmtree(root / _WORK, ignore_errors=True)  # the next start removes leftovers


def replace(root: Path, staged: Mapping[str, Path]) -> None:
    """Replace what `root` has under these names by the staged paths, all of them or none.

    The paths are in the folder of `staging`, and this is called within its context. When it
    returns, all are replaced; when it raises, `staging` restores those that were.
    """
    for path in staged.values():
        _flush(path)
    _write_journal(root, {name: os.path.lexists(root / name) for name in staged})
    for name, path in staged.items():
        if os.path.lexists(root / name):
            (root / name).rename(root / _WORK / _OLD / name)
        path.rename(root / name)
    try:
        _close_journal(root)
    except BaseException:
        if is_interrupted(root):
            raise
        # Too late to undo: all are replaced, and the journal has been deleted.


def _lock(directory: int, root: Path, kind: int) -> None:
    try:
        fcntl.flock(directory, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = f"another regeneration is at work in {root}"
        raise ContractError("lock", problem, "wait until it is done") from None


def _undo(root: Path) -> bool:
    """Undo every step that the journal covers; returns whether there was a journal."""
    if not _journal(root).exists():
        return False
    existed: dict[str, bool] = json.loads(_journal(root).read_text())
    for name in existed:
        old, target = root / _WORK / _OLD / name, root / name
        was_replaced = os.path.lexists(old) or not existed[name]
        if was_replaced and os.path.lexists(target):
            target.rename(root / _WORK / _UNDONE / name)
        if os.path.lexists(old):
            old.rename(target)
    _close_journal(root)
    return True


def _journal(root: Path) -> Path:
    return root / _WORK / "journal.json"


def _write_journal(root: Path, existed: dict[str, bool]) -> None:
    """Record which names existed. From here on, an interruption is undone."""
    draft = _journal(root).with_suffix(".draft")
    draft.write_text(json.dumps(existed))
    _flush(draft)
    draft.rename(_journal(root))
    _flush_one(root / _WORK)


def _close_journal(root: Path) -> None:
    """Flush the renames to the disk, then delete the journal, which makes them final."""
    for folder in (root / _WORK / _OLD, root):
        _flush_one(folder)
    _journal(root).unlink()
    _flush_one(root / _WORK)


def _flush(path: Path) -> None:
    """Flush a file to the disk, or a folder with everything in it."""
    for inner in sorted(path.rglob("*")) if path.is_dir() else ():
        _flush_one(inner)
    _flush_one(path)
    _flush_one(path.parent)


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
