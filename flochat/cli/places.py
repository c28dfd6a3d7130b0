"""The folders of the user that the command keeps things in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final, NamedTuple

_APP: Final = "flochat"


class _Kind(NamedTuple):
    """Where a kind of folder is: by which variable, and by which path below the home folder."""

    variable: str
    linux: str
    mac: str
    windows: str


_CONFIG: Final = _Kind("XDG_CONFIG_HOME", ".config", "Library/Application Support", "Settings")
_STATE: Final = _Kind("XDG_STATE_HOME", ".local/state", "Library/Application Support", "State")
_CACHE: Final = _Kind("XDG_CACHE_HOME", ".cache", "Library/Caches", "Cache")


def config_folder() -> Path:
    """Settings, which people edit and back up."""
    return _folder(_CONFIG)


def state_folder() -> Path:
    """Journals of jobs: personal data, and needed until a job is done."""
    return _folder(_STATE)


def cache_folder() -> Path:
    """What can be lost without harm."""
    return _folder(_CACHE)


def _folder(kind: _Kind) -> Path:
    given = os.environ.get(kind.variable)
    if given and Path(given).is_absolute():
        return Path(given) / _APP
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / _APP / kind.windows
    return Path.home() / (kind.mac if sys.platform == "darwin" else kind.linux) / _APP
