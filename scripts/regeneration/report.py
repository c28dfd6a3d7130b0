"""Tells in Markdown what a regeneration brings, for the pull request that carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from attrs import frozen

from flochat.contract.accepted import Settled
from flochat.contract.change_report import inert, markdown
from flochat.contract.diff import Changes
from flochat.contract.document import Document, identities
from flochat.contract.overlay import Drift
from flochat.contract.pull import Pulled
from flochat.operation_table import TABLE


@frozen
class Regeneration:
    """What came of a pull: the contract as it was and as it is to be, and all that differs.

    `differing` has a line for each file, `openapi.json` or in `generated/`, that is to change.
    """

    pulled: Pulled
    old: Document
    new: Document
    changes: Changes
    drift: tuple[Drift, ...]
    differing: tuple[str, ...]


def render(regeneration: Regeneration) -> str:
    """The report as a Markdown text."""
    old, new = regeneration.old, regeneration.new
    known, documented = set(TABLE), identities(new)
    sections = {
        "Corrections that no longer fit": map(str, regeneration.drift),
        "Operations of the facade that the contract lacks": sorted(known - documented),
        "Operations that the facade does not know": sorted(documented - known),
        "Files that change": map(_brought, regeneration.differing),
    }
    return "\n".join(
        [
            "# What a regeneration brings",
            "",
            f"From `{inert(regeneration.pulled.url)}`, SHA-256 `{regeneration.pulled.sha256}`.",
            "",
            "| | before | now |",
            "|---|---|---|",
            *(f"| {name} | {count(old)} | {count(new)} |" for name, count in _COUNTS.items()),
            "",
            "## Changes of the contract",
            "",
            markdown(Settled(regeneration.changes)).rstrip(),
            *(line for title, lines in sections.items() for line in _section(title, lines)),
            "",
        ]
    )


_COUNTS: Final[dict[str, Callable[[Document], int]]] = {
    "paths": lambda document: len(document.get("paths", {})),
    "operations": lambda document: len(identities(document)),
    "schemas": lambda document: len(document.get("components", {}).get("schemas", {})),
}


#: What a check of freshness says of a file, as what the regeneration does to it.
_BROUGHT: Final = {
    "missing": "added",
    "not generated": "removed",
    "stale": "changed",
    "edited by hand": "changed, and it was edited by hand",
}


def _brought(line: str) -> str:
    file, _, state = line.rpartition(": ")
    return f"{file}: {_BROUGHT.get(state, state)}"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    # Four spaces make code of it: what a document says must not act as Markdown.
    return ["", f"## {title}", "", *([f"    {inert(line)}" for line in lines] or ["None."])]
