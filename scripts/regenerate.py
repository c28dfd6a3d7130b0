"""Regenerates the client from the platform's document: completely, or not at all.

    python scripts/regenerate.py                                 from https://app.flochat.ai/api
    python scripts/regenerate.py --source openapi.json           offline, from what is vendored
    python scripts/regenerate.py --source openapi.json --check   is generated/ up to date?

Exit status: 0 done, or nothing to do; 1 something would change (with --check); 2 bad input or a
failed step, reported in one line; 130 interrupted. Unless it is 0, nothing was changed.
"""

from __future__ import annotations

import argparse
import errno
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from attrs import evolve

from flochat.contract import document, overlay
from flochat.contract.diff import diff
from flochat.contract.empty_lists import empty_lists
from flochat.contract.errors import ContractError, one_line
from flochat.contract.host import at_home
from flochat.contract.impact import with_impact
from flochat.contract.normalise import dump, normalise
from flochat.contract.pull import DEFAULT_SOURCE, Limits, pull
from scripts.regeneration import report, swap
from scripts.regeneration.generate import generate
from scripts.regeneration.report import Regeneration
from scripts.regeneration.telling import complain, tell
from scripts.regeneration.temporary import temporary_folder
from scripts.regeneration.tools import MAKE_ROOM, ROOT, TOOLS
from scripts.regeneration.verify import check_nothing_lost, compare, verify

CONTRACT: Final = "openapi.json"
GENERATED: Final = "generated"

#: What takes so long that one wants to know that it has begun.
_LONG_STEPS: Final = frozenset({"pull", "diff", "generate", "verify"})
_WORTH_TELLING: Final = 2.0  # seconds
_DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

DONE: Final = 0
WOULD_CHANGE: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        with _ended_like_ctrl_c(), _step("regenerate"):
            _check_report(options.report)
            return check(options) if options.check else update(options)
    except ContractError as error:
        complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        complain(f"interrupted: {CONTRACT} and {GENERATED}/ are as they were")
        return INTERRUPTED


def check(options: argparse.Namespace) -> int:
    """Print what would change. Nothing is written but the report, if one is requested."""
    with swap.locked(options.root, shared=True), _folder_elsewhere(options.root) as folder:
        regeneration = prepare(options, folder)
    tell(*map(one_line, regeneration.differing))
    tell("would change" if regeneration.differing else "nothing to do")
    return WOULD_CHANGE if regeneration.differing else DONE


def update(options: argparse.Namespace) -> int:
    """Replace contract and client by the new ones, if they differ."""
    is_replaced = False
    try:
        with swap.locked(options.root), _folder_beside(options.root) as folder:
            if prepare(options, folder).differing:
                with _step("swap") as say:
                    say(f"{CONTRACT} and {GENERATED}/, as one")
                    new = {name: folder / name for name in (CONTRACT, GENERATED)}
                    swap.replace(options.root, new)
                    is_replaced = True
    except (KeyboardInterrupt, OSError, ContractError):
        if not is_replaced:  # otherwise it was too late: only tidying up was interrupted
            raise
    tell("done" if is_replaced else "nothing to do")
    return DONE


def prepare(options: argparse.Namespace, folder: Path) -> Regeneration:
    """Make contract and client in a folder, verify them, and compare them with those in place."""
    tools = evolve(TOOLS, scripts=options.root / "scripts")
    old = _vendored(options.root)

    with _step("pull") as say:
        limits = Limits(total=options.timeout)
        pulled = pull(options.source, api_key=_api_key(options.api_key_env), limits=limits)
        say("\n".join([f"{pulled.url}, SHA-256 {pulled.sha256}", *pulled.tried_again]))

    with _step("check") as say:
        corrections = overlay.read(tools.overlay)
        mended = overlay.check_corrected(pulled.document, corrections)
        new = normalise(pulled.document)
        new = at_home(new, pulled.url, old)
        corrected = overlay.apply(new, corrections)
        before, after = old, new
        if mended is not None and not _are_comparable(old, new):
            before, after = overlay.apply(old, corrections).document, corrected.document
        document.check_shrink(before, after, accept=options.accept_shrink)
        oddities = [f"[] is read as {{}} at {place}" for place in empty_lists(pulled.document)]
        if mended is not None:
            how = "" if after is new else ", and compared as corrected"
            oddities.append(f"corrected by the overlay{how}: {mended}")
        say("\n".join([f"{len(document.operations(after))} operations", *oddities]))

    with _step("normalise") as say:
        text = dump(new).encode()
        (folder / CONTRACT).write_bytes(text)
        say(f"{len(text)} bytes")

    with _step("diff") as say:
        changes = with_impact(diff(before, after))
        say(changes.text())

    with _step("overlay") as say:
        drift = corrected.drift
        say("\n".join(map(str, drift)) or "all corrections fit")

    with _step("generate") as say:
        (folder / GENERATED).mkdir()
        generate(new, folder / GENERATED, tools, work=folder)
        reading = overlay.reading(new, corrections)
        left_out = reading.left_out
        oddities += reading.oddities
        lines = (f"left out: {line}" for line in left_out)
        say("\n".join([f"{GENERATED}/ with its index", *reading.oddities, *lines]))

    with _step("verify") as say:
        check_nothing_lost(before, after, changes, folder / GENERATED, tools)
        verify(new, folder / GENERATED, tools, types=options.type_check)
        say("sound" if options.type_check else "sound, types not checked")

    with _step("compare") as say:
        differing = _differing(options.root, folder)
        say(f"{len(differing)} files differ")

    regeneration = Regeneration(
        pulled, old, new, changes, drift, differing, left_out, tuple(oddities)
    )
    if options.report is not None:
        with _step("report") as say:
            _write_whole(options.report, report.render(regeneration))
            say(str(options.report))
    return regeneration


@contextmanager
def _step(name: str) -> Iterator[Callable[[str], None]]:
    """A step that can print what it did; any error in it is reported under its name."""

    def say(text: str) -> None:
        first, *others = text.splitlines()
        tell(f"{name}: {one_line(first)}", *(f"  {one_line(line)}" for line in others))
        if (seconds := time.monotonic() - started) >= _WORTH_TELLING:
            tell(f"  took {seconds:.0f} s")

    started = time.monotonic()
    if name in _LONG_STEPS:
        tell(f"{name} ...")
    try:
        yield say
    except ContractError:
        raise
    except OSError as error:
        is_full = error.errno in _DISK_FULL
        remedy = MAKE_ROOM if is_full else "check the disk, and who may write there"
        raise ContractError(name, _described(error), remedy) from error
    except Exception as error:
        remedy = "the step cannot handle this document: correct one of them"
        raise ContractError(name, f"{type(error).__name__}: {error}", remedy) from error


def _described(error: OSError) -> str:
    """What an error of the file system says, without temporary folders, which change."""
    name = f" ({Path(os.fsdecode(error.filename)).name})" if error.filename else ""
    return f"{error.strerror or error}{name}"


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """TERM and HUP stop the run as Ctrl-C does: what it began is put back. `nohup` still holds."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _check_report(file: Path | None) -> None:
    """Find out at the start, not after the generator has run, that a report cannot be written."""
    if file is None:
        return
    if not file.parent.is_dir():
        problem = f"the folder of {file} does not exist"
        raise ContractError("report", problem, "make it, or name a file in one that does")
    if file.is_dir():
        raise ContractError("report", f"{file} is a folder", "name a file")


def _seconds(text: str) -> float:
    """A time limit of the command line. Raises ValueError, which argparse reports."""
    seconds = float(text)
    if not (math.isfinite(seconds) and seconds > 0):
        raise ValueError(text)
    return seconds


_seconds.__name__ = "number of seconds above 0"  # as argparse names it when it refuses one


@contextmanager
def _folder_elsewhere(root: Path) -> Iterator[Path]:
    if swap.is_interrupted(root):
        problem = f"a replacement of {CONTRACT} and {GENERATED}/ was interrupted"
        raise ContractError("recover", problem, "run once without --check, which undoes it")
    with temporary_folder() as folder:
        yield folder


@contextmanager
def _folder_beside(root: Path) -> Iterator[Path]:
    with _step("recover") as say:
        if swap.recover(root):
            say("undid a replacement that was interrupted")
    with swap.staging(root) as folder:
        yield folder


def _vendored(root: Path) -> document.Document:
    try:
        return document.parse((root / CONTRACT).read_bytes())
    except FileNotFoundError:
        return {}
    except ContractError as error:
        problem = f"{CONTRACT} cannot be read: {error.problem}"
        raise ContractError("read", problem, "restore it with git") from None


def _are_comparable(*revisions: document.Document) -> bool:
    """Whether they can be compared as upstream has them, without our corrections."""
    try:
        for revision in filter(None, revisions):
            document.check_comparable(revision)
    except ContractError:
        return False
    return True


def _api_key(variable: str | None) -> str | None:
    if variable is None:
        return None
    if variable not in os.environ:
        raise ContractError("pull", f"{variable} is not set", "set it, or pull without a key")
    return os.environ[variable]


def _differing(root: Path, folder: Path) -> tuple[str, ...]:
    old, new = root / CONTRACT, folder / CONTRACT
    is_same = old.exists() and old.read_bytes() == new.read_bytes()
    files = compare(root / GENERATED, folder / GENERATED)
    return (
        *([] if is_same else [f"{CONTRACT}: changed"]),
        *(f"{GENERATED}/{line}" for line in files),
    )


def _write_whole(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Regenerate the client from the platform's document, completely or not at all.",
        epilog="Exit status: 0 done or nothing to do, 1 would change, 2 failed, 130 interrupted.",
    )
    add = parser.add_argument
    add("--source", default=DEFAULT_SOURCE, metavar="URL|FILE", help="Swagger page or document")
    add("--check", action="store_true", help="change nothing; exit 1 when something would change")
    add("--report", type=Path, metavar="FILE", help="write what changes, in Markdown")
    add(
        "--accept-shrink",
        action="store_true",
        help="accept losing over 20 %% of the operations",
    )
    add("--api-key-env", metavar="NAME", help="send the key in this environment variable")
    add("--timeout", type=_seconds, default=Limits().total, metavar="SECONDS", help="for the pull")
    add("--root", type=Path, default=ROOT, metavar="DIR", help="the repository, or a copy of it")
    add("--no-type-check", dest="type_check", action="store_false", help="skip mypy")
    return parser


if __name__ == "__main__":
    sys.exit(main())
