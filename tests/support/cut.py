"""Cuts a replacement short at every step at which it changes something on the disk.

`python -m tests.support.cut FAULT FOLDER` makes a tree in FOLDER/0, FOLDER/1, ..., and in each a
process that replaces it and is hit at its 1st, 2nd, ... step, until one gets through. Each leaves
its exit status in FOLDER/N.status. Processes, because neither kill -9 nor an audit hook can be
taken back.
"""

from __future__ import annotations

import errno
import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.regeneration import swap

OLD = {"openapi.json": "old", "generated/provenance.json": "old", "generated/pkg/gone.py": "old"}
NEW = {"openapi.json": "new", "generated/provenance.json": "new", "generated/pkg/come.py": "new"}
NAMES = ("openapi.json", "generated")

DONE, REFUSED, REFUSED_AFTERWARDS = 0, 1, 3
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.fsync"}
TAKES_SPACE = {"os.mkdir", "os.fsync", "open"}


def write_tree(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def read_tree(folder: Path) -> dict[str, str]:
    """All that a folder holds, down to the last file."""
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def regenerate(root: Path) -> int:
    """The whole of what a run does to a tree; says whether an interruption followed it."""
    is_replaced = False
    try:
        with swap.locked(root):
            swap.recover(root)
            with swap.staging(root) as folder:
                write_tree(folder, NEW)
                swap.replace(root, {name: folder / name for name in NAMES})
                is_replaced = True
    except (OSError, KeyboardInterrupt):
        return REFUSED_AFTERWARDS if is_replaced else REFUSED
    return DONE


def strike_at(step: int, fault: str) -> None:
    """Have the fault come at the n-th change that this process makes to the disk."""
    steps = itertools.count(1)

    def on_event(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_WRONLY
        if writes or event in CHANGES:
            number = next(steps)
            if number == step or (fault == "full disk" and number > step):
                FAULTS[fault](event)

    fsync = os.fsync

    def audited_fsync(handle: int) -> None:
        sys.audit("os.fsync", handle)
        fsync(handle)

    os.fsync = audited_fsync  # type: ignore[assignment]  # the one change that has no audit event
    sys.addaudithook(on_event)


def _kill(_event: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt(_event: str) -> None:
    raise KeyboardInterrupt


def _fill(event: str) -> None:
    if event in TAKES_SPACE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


FAULTS: dict[str, Callable[[str], None]] = {
    "kill": _kill,
    "interrupt": _interrupt,
    "full disk": _fill,
}


def in_process(work: Callable[[], int]) -> int:
    """The exit status of a process of its own that does some work; -9 when it was killed."""
    if (child := os.fork()) == 0:
        os._exit(work())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def cut_everywhere(fault: str, folder: Path) -> None:
    for step in itertools.count(1):
        root = folder / str(step)
        write_tree(root, OLD)

        def work(root: Path = root, step: int = step) -> int:
            strike_at(step, fault)
            return regenerate(root)

        status = in_process(work)
        root.with_suffix(".status").write_text(str(status))
        if status == DONE:
            return


def cut_recovery_everywhere(folder: Path) -> None:
    """For every tree in a folder, kill its recovery at each step until it gets through."""
    for root in (path for path in folder.iterdir() if path.is_dir()):
        for step in itertools.count(1):

            def work(root: Path = root, step: int = step) -> int:
                strike_at(step, "kill")
                swap.recover(root)
                return DONE

            if in_process(work) == DONE:
                break


if __name__ == "__main__":
    cut_everywhere(sys.argv[1], Path(sys.argv[2]))
    if sys.argv[3:] == ["twice"]:
        cut_recovery_everywhere(Path(sys.argv[2]))
