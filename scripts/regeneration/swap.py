"""Replaces several files and folders of a directory as one: all of them, or none.

What is new is complete and on the disk before the first rename. While renames are under way, a
journal says so; whatever cuts them short (an error, Ctrl-C, kill -9, a full disk), the journal
stays behind and what was there before is brought back, at once or by `recover` at the next start.

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


@contextmanager
def locked(root: Path, *, shared: bool = False) -> Iterator[None]:
    """Keep others out of a directory, or with `shared` only those who write.

    Raises ContractError when somebody else is in. The lock ends with the process, however it ends.
    """
    directory = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(directory, root, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(directory)


def is_interrupted(root: Path) -> bool:
    """Whether a replacement was cut in the middle, so that old and new may stand side by side."""
    return _journal(root).exists()


def recover(root: Path) -> bool:
    """Bring back what was there before a replacement that was cut; whether there was one."""
    was_cut = _undo(root)
    if (root / _WORK).exists():
        shutil.rmtree(root / _WORK)
    return was_cut


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """An empty folder on the file system of `root`, gone in the end.

    When the end comes in the middle of a replacement, this undoes it.
    """
    for folder in (_NEW, _OLD, _UNDONE):
        (root / _WORK / folder).mkdir(parents=True)
    try:
        yield root / _WORK / _NEW
    finally:
        _undo(root)
        shutil.rmtree(root / _WORK, ignore_errors=True)  # the next start clears what may be left


def replace(root: Path, staged: Mapping[str, Path]) -> None:
    """Put what was staged in the place of what `root` has under these names, as one.

    The paths lie in the folder of `staging`, which this is called within. When it returns, all are
    replaced; when it raises, `staging` brings back those that were.
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
        # Too late to go back: all is replaced, and the journal that would undo it is gone.


def _lock(directory: int, root: Path, kind: int) -> None:
    try:
        fcntl.flock(directory, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = f"another regeneration is at work in {root}"
        raise ContractError("lock", problem, "wait until it is done") from None


_WORK: Final = ".swap"
_NEW: Final = "new"
_OLD: Final = "old"
_UNDONE: Final = "undone"


def _undo(root: Path) -> bool:
    """Take every step back that the journal allows for; whether there was a journal."""
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
    """Note which names there were. From here on an interruption means going back."""
    draft = _journal(root).with_suffix(".draft")
    draft.write_text(json.dumps(existed))
    _flush(draft)
    draft.rename(_journal(root))
    _flush_one(root / _WORK)


def _close_journal(root: Path) -> None:
    """Have the renames on the disk, then forget that they were to be undone: that decides it."""
    for folder in (root / _WORK / _OLD, root):
        _flush_one(folder)
    _journal(root).unlink()
    _flush_one(root / _WORK)


def _flush(path: Path) -> None:
    """Have a file on the disk, or a folder with all that it holds."""
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
