"""Jobs for many people: what each does, how it stands, and the one run that works on it.

A job has a folder, for its owner alone: `job.json` says what it does, and beside it stands the
journal of `client.bulk` or `client.export`, which says who is done. So a job outlives its server,
and whoever resumes it sends nothing twice.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import asdict, define, field, frozen

from .._wire.operation_table import Safety
from ..probe.files import write_whole
from .answers import ToolError
from .stopping import stop_state
from .telling import tell

Counts: TypeAlias = Mapping[str, int]
#: Is told how a job stands.
Told: TypeAlias = Callable[[Counts], None]
#: One run of a job; it says how it stands, and returns how it ended.
Work: TypeAlias = Callable[[Told], Awaitable[Counts]]

_ID: Final = re.compile(r"job-\d{8}-\d{6}-[0-9a-f]{6}")
_NOTE: Final = "job.json"
_JOURNAL: Final = "journal.sqlite"
#: For how long a call waits for its job, and how often it looks, in seconds.
_PATIENCE: Final = 20.0
_INTERVAL: Final = 0.5
_MAX_LISTED: Final = 200
_NO_JOB: Final = "there is no such job; jobs lists them"


@frozen(kw_only=True)
class Task:
    """What a job does, as it is noted beside its journal.

    `kind` is a key of `work.KINDS`, `needs` what the operator must allow, `arguments` what the job
    is made again from. `what` and `texts` are as they were confirmed. `is_begun` says that all
    people are in the journal: before, nothing was sent.
    """

    kind: str
    needs: tuple[str, ...]
    arguments: Mapping[str, Any]
    what: str
    count: int
    texts: tuple[str, ...] = ()
    is_begun: bool = False
    began: str = ""
    scope: str = ""
    #: Why the last run ended before all was done, in words of this server.
    stopped: str | None = None

    @property
    def safeties(self) -> frozenset[Safety]:
        return frozenset(map(Safety, self.needs))


@define
class Running:
    """A job that is being worked on by this server."""

    task: asyncio.Task[None]
    counts: Counts = field(factory=dict)
    is_stopping: bool = False

    def stop(self) -> None:
        """Let it come to its end: a second time would cut off what is being waited for."""
        if not self.is_stopping:
            self.is_stopping = True
            self.task.cancel()


@define
class Jobs:
    """The jobs in a folder, of which this server runs some. Without a folder there are none."""

    folder: Path | None = None
    #: Whose jobs these are: a digest of host, key and flow. Others' are not seen.
    scope: str = ""
    #: When it changes, running jobs come to their end: `flochat mcp stop` touches it.
    stop_file: Path | None = None
    running: dict[str, Running] = field(factory=dict)
    #: The jobs that were begun here: what is noted of others may be anybody's text.
    own: set[str] = field(factory=set)

    def create(self, task: Task) -> str:
        """Make the folder of a new job; its name."""
        if self.folder is None:
            raise ToolError("this server keeps no jobs")
        now = datetime.now(UTC)
        name = f"job-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        try:
            (self.folder / name).mkdir(parents=True, mode=0o700)
            began = now.isoformat(timespec="seconds")
            self.write(name, task, began=began, scope=self.scope)
        except OSError as error:
            raise ToolError(
                f"the job cannot be noted ({error.strerror}): nothing was done"
            ) from None
        self.own.add(name)
        return name

    def write(self, name: str, task: Task, **changes: Any) -> None:
        """Note what a job does. Raises `OSError`."""
        write_whole(self._path(name) / _NOTE, json.dumps(asdict(task) | changes))

    def read(self, name: str) -> Task:
        """What a job does. Raises `ToolError` for one that is not there."""
        try:
            noted = json.loads((self._path(name) / _NOTE).read_text("utf-8"))
            lists = {"needs": tuple(noted["needs"]), "texts": tuple(noted["texts"])}
            task = Task(**{**noted, **lists})
        except (OSError, ValueError, TypeError, KeyError):
            raise ToolError(_NO_JOB) from None
        if task.scope != self.scope:
            raise ToolError(_NO_JOB)
        return task

    def journal(self, name: str) -> Path:
        return self._path(name) / _JOURNAL

    def names(self) -> list[str]:
        """The jobs that there are, the latest first."""
        if self.folder is None or not self.folder.is_dir():
            return []
        found = sorted(it.name for it in self.folder.iterdir() if _ID.fullmatch(it.name))
        return list(islice(filter(self._is_ours, reversed(found)), _MAX_LISTED))

    def _is_ours(self, name: str) -> bool:
        try:
            self.read(name)
        except ToolError:  # of somebody else, or broken
            return False
        return True

    def is_running(self, name: str) -> bool:
        running = self.running.get(name)
        return running is not None and not running.task.done()

    def start(self, name: str, work: Work, ended: Callable[[str | None], None]) -> None:
        """Begin a run; `ended` is told why it stopped, None if it did not."""
        if self.is_running(name):
            raise ToolError("the job is running already; jobs says how far it is")
        since = stop_state(self.stop_file)

        def told(counts: Counts) -> None:
            running.counts = counts
            if stop_state(self.stop_file) != since:
                running.stop()

        async def run() -> None:
            reason: str | None = "it was stopped"
            try:
                await asyncio.sleep(0)  # until `running` is there
                running.counts = await work(told)
                reason = None
            except asyncio.CancelledError:
                raise
            except StoppedError as error:
                reason = str(error)
            except Exception as error:
                reason = f"it failed ({type(error).__name__})"
                raise
            finally:
                ended(reason)

        running = Running(asyncio.create_task(run(), name=name))
        self.running[name] = running
        # What it raises is in the note of the job; nobody else waits for it.
        running.task.add_done_callback(_looked_at)

    async def wait(self, name: str, total: int | None) -> None:
        """Wait for a run for a while, and tell the host of it. Cancelled, it ends the run."""
        running = self.running[name]
        until = time.monotonic() + _PATIENCE
        try:
            while time.monotonic() < until:
                done, _ = await asyncio.wait({running.task}, timeout=_INTERVAL)
                counts = running.counts
                made = sum(count for state, count in counts.items() if state != "pending")
                await tell(made, total, "requests of the job" if total is None else "people")
                if done:
                    return
        except asyncio.CancelledError:
            running.stop()
            raise

    async def close(self) -> None:
        """End all runs: what they were to do stays in their journals."""
        left = [running for running in self.running.values() if not running.task.done()]
        for running in left:
            running.stop()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*(running.task for running in left), return_exceptions=True)

    def _path(self, name: str) -> Path:
        if self.folder is None or not _ID.fullmatch(name):
            raise ToolError(_NO_JOB)
        return self.folder / name


class StoppedError(Exception):
    """A run ended before all was done; the text says why, in words of this server."""


def _looked_at(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        task.exception()
