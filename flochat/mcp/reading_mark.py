"""A file that says when a server of this user last read texts of strangers.

A model remembers what it read when its host starts the server anew, or talks to two of them. So
what one server has read counts in the others for an hour.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from attrs import define, field

_LIFETIME: Final = 3_600.0
#: A list of people is many texts; the file is written once for them.
_PAUSE: Final = 1.0
_MAX_NAME: Final = 64


@define
class ReadingMark:
    """The file, and what this server knows of it."""

    path: Path
    _name: str = field(factory=lambda: secrets.token_hex(8))
    #: Until when what another server has read counts, by the clock of the file.
    _until: float = 0.0
    #: When it was left last, by a clock that nobody sets.
    _left_at: float | None = None

    def leave(self) -> None:
        """Note that texts were read now."""
        now = time.monotonic()
        if self._left_at is not None and now - self._left_at < _PAUSE:
            return
        self._left_at = now
        self.look()
        with suppress(OSError):  # the log is in the same folder, and says so
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(self._name)

    def look(self) -> bool:
        """Whether another server has read texts within the hour."""
        now = time.time()
        with suppress(OSError):
            with self.path.open("rb") as file:
                name = file.read(_MAX_NAME).decode(errors="replace")
                left_at = os.fstat(file.fileno()).st_mtime
            if name != self._name:  # of one in the future, as if it were of now: clocks are set
                self._until = max(self._until, min(left_at, now) + _LIFETIME)
        return now < self._until
