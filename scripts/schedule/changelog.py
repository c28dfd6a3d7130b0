"""Adds an entry to the unreleased changes of a changelog in the "Keep a Changelog" form."""

from __future__ import annotations

import re
from typing import Final

_UNRELEASED: Final = re.compile(r"^## \[Unreleased\][^\n]*\n", re.MULTILINE)
_RELEASE: Final = re.compile(r"^(?:## |\[[^]\n]+\]: )", re.MULTILINE)
_CHANGED: Final = re.compile(r"^### Changed[ \t]*\n+", re.MULTILINE)
_AFTER_CHANGED: Final = re.compile(r"^### (?:Deprecated|Removed|Fixed|Security)\b", re.MULTILINE)


def with_entry(changelog: str, entry: str) -> str:
    """The changelog with an entry on top of `### Changed` of `## [Unreleased]`.

    Missing headings are added; `entry` is a list item.
    """
    if (heading := _UNRELEASED.search(changelog)) is None:
        before, after = _split(changelog, _RELEASE)
        changelog = f"{_with_empty_line(before)}## [Unreleased]\n\n{after}"
        return with_entry(changelog, entry)
    section, releases = _split(changelog[heading.end() :], _RELEASE)
    section = _with_change(section, entry).rstrip() + "\n"
    return changelog[: heading.end()] + section + (f"\n{releases}" if releases else "")


def _with_change(section: str, entry: str) -> str:
    """The unreleased section with an entry under `### Changed`."""
    if heading := _CHANGED.search(section):
        return f"{section[: heading.end()]}{entry}\n{section[heading.end() :]}"
    before, after = _split(section, _AFTER_CHANGED)
    return f"{_with_empty_line(before)}### Changed\n\n{entry}\n\n{after}"


def _split(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The text before the first match, and the rest from the match on."""
    place = match.start() if (match := pattern.search(text)) else len(text)
    return text[:place], text[place:]


def _with_empty_line(text: str) -> str:
    """The text with exactly one empty line at its end."""
    return f"{text.rstrip()}\n\n" if text.strip() else "\n"
