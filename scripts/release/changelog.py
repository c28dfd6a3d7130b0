"""CHANGELOG.md as a release needs it: does it agree with the version, and what are the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

UNRELEASED: Final = "Unreleased"

_HEADING: Final = re.compile(r"^## \[([^\]\n]+)\](?: - (\S+))?[ \t]*$", re.MULTILINE)
_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?")
_ENTRY: Final = re.compile(r"^- \S", re.MULTILINE)
_LINK: Final = re.compile(r"(\]\()(?!https?:|#|mailto:)([^)\s]+\))")
_STAGES: Final = {"a": 0, "b": 1, "rc": 2, None: 3}


class Section(NamedTuple):
    """A part of the changelog: a version or "Unreleased", its date as it stands, its text."""

    name: str
    date: str | None
    text: str

    @property
    def has_entries(self) -> bool:
        return _ENTRY.search(self.text) is not None


def sections(changelog: str) -> list[Section]:
    """The sections in their order, without what stands above the first."""
    headings = list(_HEADING.finditer(changelog))
    ends = [heading.start() for heading in headings[1:]] + [len(changelog)]
    return [
        Section(heading[1], heading[2], changelog[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    ]


def order(version: str) -> tuple[int, int, int, int, int] | None:
    """What versions are compared by; None for what is no version of this project."""
    match = _VERSION.fullmatch(version)
    if match is None:
        return None
    major, minor, micro, stage, number = match.groups()
    return int(major), int(minor), int(micro), _STAGES[stage], int(number or 0)


def disagreements(version: str, changelog: str, tag: str | None, *, today: date) -> Iterator[str]:
    """What keeps this version from being released under a tag, or without one from being next."""
    if order(version) is None:
        yield f"the version {version!r} does not have the form 1.2.3 or 1.2.3rc1"
        return
    found = {section.name: section for section in sections(changelog)}
    unreleased, own = found.get(UNRELEASED), found.get(version)
    yield from _disorder(list(found))
    if tag is None:
        has_news = unreleased is not None and unreleased.has_entries
        if own is None and not has_news:
            yield f"CHANGELOG.md has nothing to release as {version}"
        if own is not None and has_news:
            yield (
                f"CHANGELOG.md has {version} and entries above it: raise the version in "
                "flochat/_version.py, or move the entries"
            )
    else:
        if tag != f"v{version}":
            yield f"the tag is {tag}, and the version in flochat/_version.py {version}"
        if unreleased is not None and unreleased.has_entries:
            yield f"CHANGELOG.md has entries under Unreleased: move them under [{version}]"
        if own is None:
            yield f"CHANGELOG.md has no section [{version}]"
    if own is not None:
        yield from _problems_of(own, today)


def _disorder(names: list[str]) -> Iterator[str]:
    if UNRELEASED in names[1:]:
        yield "CHANGELOG.md: Unreleased has to stand above all versions"
    versions = [name for name in names if name != UNRELEASED]
    orders = [order(name) for name in versions]
    for name, rank in zip(versions, orders, strict=True):
        if rank is None:
            yield f"CHANGELOG.md: {name!r} is no version"
    known = [rank for rank in orders if rank is not None]
    if known != sorted(known, reverse=True):
        yield f"CHANGELOG.md: the versions are not in order: {', '.join(versions)}"


def _problems_of(section: Section, today: date) -> Iterator[str]:
    if not section.has_entries:
        yield f"CHANGELOG.md: [{section.name}] has no entry"
    try:
        released = date.fromisoformat(section.date or "")
    except ValueError:
        yield f"CHANGELOG.md: [{section.name}] has to have its date: ## [{section.name}] - {today}"
    else:
        if released > today + timedelta(days=1):  # it may be tomorrow where the maintainer is
            yield f"CHANGELOG.md: [{section.name}] is of {released}, which is still to come"


def notes(version: str, changelog: str, *, blob: str) -> str:
    """The notes of a version, or of what is unreleased while it has no section.

    `blob` is where files of the repository are at that version, for links that are relative.
    """
    found = {section.name: section for section in sections(changelog)}
    section = found.get(version) or found[UNRELEASED]
    return _LINK.sub(rf"\g<1>{blob}/\g<2>", section.text) + "\n"
