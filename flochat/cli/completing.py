"""Completion of names of the flow, from a cache: nobody waits for a request while typing.

The cache is five minutes old at most; when it is older, and enough of the quota is left, the names
are read once.
"""

from __future__ import annotations

import json
import os
import time
from hashlib import sha256
from typing import Any, Final

import click

from ..probe.files import write_whole
from .places import cache_folder

_MAX_AGE: Final = 300.0
#: How many requests have to be left for reading names while somebody types.
_MIN_QUOTA: Final = 100
#: How long a request may take while somebody types, in seconds.
_PATIENCE: Final = 1.5
_RUN_BY_SHELLS: Final = frozenset("`$;&|<>()")


def tags(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of tags that begin with what was typed."""
    return _matching(ctx, "tags", incomplete)


def sub_flows(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of sub flows."""
    return _matching(ctx, "sub_flows", incomplete)


def fields(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of user fields."""
    return _matching(ctx, "user_fields", incomplete)


def _matching(ctx: click.Context, kind: str, incomplete: str) -> list[str]:
    try:
        names = _names(ctx.params.get("profile"), kind)
    except Exception:  # completion must never get in the way of typing
        return []
    begin = incomplete.casefold()
    return [name for name in names if name.casefold().startswith(begin) and _is_harmless(name)]


def _is_harmless(name: str) -> bool:
    """Whether a shell that puts the name on its line as it is would run nothing of it."""
    return name.isprintable() and not _RUN_BY_SHELLS & set(name)


def _names(profile: str | None, kind: str) -> list[str]:
    from .session import Session

    session = Session(profile, "jsonl", debug=False)
    chosen = session.profile
    key = os.environ.get("FLOCHAT_API_KEY", "") if session.profile_name is None else ""
    host = chosen.host or os.environ.get("FLOCHAT_BASE_URL", "")
    whose = sha256(f"{session.profile_name}|{host}|{chosen.flow}|{key}".encode()).hexdigest()[:16]
    file = cache_folder() / f"names-{whose}.json"
    cached = _read(file)
    if time.time() - cached.get("at", 0) > _MAX_AGE or kind not in cached:
        if cached.get("quota_left", _MIN_QUOTA) < _MIN_QUOTA and time.time() - cached["at"] < 3600:
            return list(cached.get(kind, ()))
        with session.client(max_retries=0, total_timeout=_PATIENCE) as client:
            rows: Any = getattr(client.flow, kind).list()
            names = [row.name for row in rows if row.name]
            fresh = cached if time.time() - cached.get("at", 0) <= _MAX_AGE else {}
            cached = {**fresh, kind: names, "at": time.time()}
            if client.quota.remaining is not None:
                cached["quota_left"] = client.quota.remaining
        _write(file, cached)
    return list(cached[kind])


def _read(file: Any) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(file: Any, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(file, json.dumps(content))
