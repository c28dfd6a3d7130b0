"""The log of what an assistant did: JSON lines, for its owner alone, without keys and texts."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from attrs import define, field

from .._plurals import counted
from .._values.secret import mask_secrets
from .answers import ToolError
from .telling import host_of_call, note_step
from .untrusted import hide_secrets


@define
class AuditLog:
    """Appends a line for each step: what was asked, previewed, confirmed, and how it ended.

    With `texts`, arguments stand in it as they were given; without, only their names and sizes.
    """

    path: Path | None
    texts: bool = False
    _lock: Any = field(factory=Lock, repr=False)

    def write(self, step: str, tool: str, **facts: Any) -> None:
        """Write a line. Raises `ToolError`: a log that cannot be written stops what is to come."""
        note_step(step, tool)
        try:
            self._append(step, tool, facts)
        except OSError as error:
            raise ToolError(
                f"the log cannot be written ({error.strerror}), so nothing was done: the operator "
                "has to see to it"
            ) from None

    def note(self, step: str, tool: str, **facts: Any) -> None:
        """Write a line about what has happened, which a full disk does not undo."""
        note_step(step, tool)
        with suppress(OSError):
            self._append(step, tool, facts)

    def _append(self, step: str, tool: str, facts: Mapping[str, Any]) -> None:
        if self.path is None:
            return
        line = json.dumps(
            {
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "step": step,
                "tool": tool,
                "host": host_of_call.get(),
                **facts,
            },
            ensure_ascii=False,
            default=str,
        )
        with self._lock:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                if _is_file(descriptor):  # one that was there may be open to others
                    os.fchmod(descriptor, 0o600)
                os.write(descriptor, f"{line}\n".encode(errors="backslashreplace"))
            finally:
                os.close(descriptor)

    def shown(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a call, as far as they may stand in the log."""
        if self.texts:
            shown: dict[str, Any] = hide_secrets(mask_secrets(dict(arguments)))
            return shown
        return {name: _size(value) for name, value in arguments.items()}


def _is_file(descriptor: int) -> bool:
    """Whether its mode is ours to set: that of /dev/null is everybody's."""
    return os.name == "posix" and stat.S_ISREG(os.fstat(descriptor).st_mode)


def _size(value: Any) -> Any:
    """What kind of value it was; flags and numbers say nothing of people, and stay."""
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, str):
        return f"text of {len(value):,}"
    if isinstance(value, list | tuple | Mapping):
        return counted(len(value), "item")
    return type(value).__name__
