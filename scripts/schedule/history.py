"""Commits, and how the same change is known again in another commit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set
from typing import Final

from attrs import frozen

_ENTRY_END: Final = "\x1e"
_FIELD_END: Final = "\0"
_VOLATILE: Final = (b"index ", b"@@ ")  # what was there before, and on which line


@frozen
class Commit:
    """A commit: its name, its parents, who wrote and who committed it, and its own fingerprint.

    `patch` is the fingerprint that its message has, if we made it.
    """

    name: str
    parents: tuple[str, ...]
    author: str
    committer: str
    patch: str | None


def parse_log(text: str) -> list[Commit]:
    """The commits of a log: name, parents, both e-mail addresses and trailer of each."""
    commits = []
    for entry in text.split(_ENTRY_END):
        if entry.strip():
            name, parents, author, committer, patch = entry.strip().split(_FIELD_END)
            commits.append(
                Commit(name, tuple(parents.split()), author, committer, patch.strip() or None)
            )
    return commits


def fingerprint(patch: bytes) -> str | None:
    """A digest of a patch that has no context: the same wherever it is applied; None if empty.

    Unlike `git patch-id` it heeds white space, in which somebody's work may lie.
    """
    if not patch:
        return None
    lines = (line for line in patch.split(b"\n") if not line.startswith(_VOLATILE))
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def reachable(tip: Commit, commits: Sequence[Commit]) -> Set[str]:
    """The names of a commit and all in its history, as far as it is among `commits`."""
    known = {commit.name: commit for commit in commits}
    found: set[str] = set()
    waiting = [tip.name]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found.add(name)
            waiting += known[name].parents
    return found
