"""Whose a mirror is: the host, the key and the flow that it was begun with."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from .._values.checks import describe_type
from ..errors import InvalidArgumentError, MirrorError
from .mirror_file import MirrorFile
from .rows import unix_text


@frozen
class MirrorIdentity:
    """What has to be the same at each sync. Its fields are columns of the table `mirror`."""

    base_url: str
    #: A fingerprint of the API key, from which the key cannot be learned.
    key: str
    #: Of which of a partner's customers; None for what the key itself belongs to.
    flow: str | None
    workspace: str | None

    def row(self, token: Callable[[int], str], now: float) -> Mapping[str, Any]:
        """The row of a new mirror."""
        return {
            "mirror_id": token(8),
            "base_url": self.base_url,
            "key": self.key,
            "flow": self.flow,
            "workspace": self.workspace,
            "salt": token(32),
            "created_at": unix_text(now),
        }

    def check(self, file: MirrorFile, *, accepts_key: bool) -> None:
        """Raise `MirrorError` for a mirror that belongs to somebody else.

        One in which nobody is yet may have been begun with a key that was wrong.
        """
        row = file.database.execute(
            "SELECT base_url, flow, workspace, key, flow_number FROM mirror"
        ).fetchone()
        base_url, flow, workspace, key, number = row
        if base_url != self.base_url:
            raise MirrorError(
                f"the mirror {file.shown} is of {base_url}, and this client of {self.base_url}: "
                "give each host a file of its own"
            )
        if (flow, workspace) != (self.flow, self.workspace):
            raise MirrorError(
                f"the mirror {file.shown} is of {_customer(flow, workspace)}, and this client of "
                f"{_customer(self.flow, self.workspace)}: give each flow a file of its own"
            )
        if key != self.key and number is not None and not accepts_key:
            raise MirrorError(
                f"the mirror {file.shown} was begun with another key; if it is a new key of the "
                "same flow, pass new_key=True to client.mirror(), and name another file otherwise"
            )


def _customer(flow: str | None, workspace: str | None) -> str:
    if flow is None and workspace is None:
        return "the key's own flow"
    return f"flow {flow}, workspace {workspace}"


def check_path(path: object) -> Path:
    """Check the path of a mirror."""
    if not isinstance(path, str | os.PathLike) or not os.fspath(path):
        shown = repr(path) if isinstance(path, str) else describe_type(path)
        raise InvalidArgumentError(f"path must be the path of the mirror's file, not {shown}")
    return Path(path)


def check_sweep_days(days: float) -> float:
    """Check after how many days everybody is read again."""
    is_number = isinstance(days, int | float) and not isinstance(days, bool)
    if not is_number or not 0 <= days < math.inf:
        raise InvalidArgumentError(
            f"sweep_days must be a number of days, at least 0, which reads everybody each time; "
            f"not {days!r}"
        )
    return days
