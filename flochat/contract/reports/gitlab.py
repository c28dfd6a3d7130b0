"""The code quality report of GitLab: its widget in a merge request shows what is new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ..change_report import inert
from ..diff.model import Level
from ..errors import one_line
from ..finding_places import in_repository
from .content import VERDICT_LEVELS, Content, digest, fingerprints, message

_SEVERITIES: Final = {Level.ERR: "critical", Level.WARN: "minor", Level.INFO: "info"}


def gitlab(content: Content) -> str:
    """A list of issues, one for each change; with --uses one for each line that it touches."""
    issues = _changes(content) if content.judged is None else _lines_of_user(content)
    return json.dumps(list(issues), indent=2) + "\n"


def _changes(content: Content) -> Iterator[dict[str, Any]]:
    file = content.places.file or content.places.sources[1]
    causes = content.causes
    made = fingerprints(file, (cause.first for cause in causes))
    for cause, fingerprint in zip(causes, made, strict=True):
        position = content.places.in_new(cause.first)
        where = ((position.file or file), position.line) if position else (file, 1)
        level = cause.first.level
        yield _issue(message(cause), cause.first.id, fingerprint, level, where)


def _lines_of_user(content: Content) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for it in content.judged.touched if content.judged else ():
        if it.verdict == "safe":
            continue
        file = in_repository(it.use.file)
        # No line: it moves. Of uses that are alike in one file the order tells which is which.
        parts = (file, it.finding.id, it.finding.operation or "", it.use.target, it.text)
        number = 0
        while (fingerprint := digest(*parts, str(number))) in seen:
            number += 1
        seen.add(fingerprint)
        text = f"{it.verdict}: {it.text} ({it.finding.operation}; {it.sure})"
        # The lines of a cell are no lines of the notebook's file.
        line = it.use.line if it.use.cell is None else 1
        yield _issue(text, it.finding.id, fingerprint, VERDICT_LEVELS[it.verdict], (file, line))


def _issue(
    text: str, identity: str, fingerprint: str, level: Level, where: tuple[str, int]
) -> dict[str, Any]:
    path, line = where
    return {
        "description": inert(text),
        "check_name": identity,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[level],
        "location": {"path": one_line(path), "lines": {"begin": line}},
    }
