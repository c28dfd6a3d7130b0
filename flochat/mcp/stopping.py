"""`flochat mcp stop`: a file that is touched, and what was given out before is void."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

#: What a stop file is like; None for one that is not there.
StopState: TypeAlias = tuple[int, ...] | None


def stop_state(file: Path | None) -> StopState:
    """What the file is like. Whether it changed counts, not when: clocks are set back."""
    if file is None:
        return None
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return (error.errno or 0,)
    return found.st_mtime_ns, found.st_ctime_ns, found.st_ino
