"""Reports in Markdown what a regeneration changes, for the pull request that contains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from attrs import frozen

from flochat._wire.operation_table import TABLE
from flochat.contract.accepted import Settled
from flochat.contract.change_report import inert, markdown
from flochat.contract.diff import Changes
from flochat.contract.document import Document, identities
from flochat.contract.overlay import Drift
from flochat.contract.pull import Pulled

_COUNTS: Final[dict[str, Callable[[Document], int]]] = {
    "paths": lambda document: len(document.get("paths") or {}),
    "operations": lambda document: len(identities(document)),
    "schemas": lambda document: len((document.get("components") or {}).get("schemas") or {}),
}

#: The state of a file in `verify.compare` -> what the regeneration does to it.
_EFFECTS: Final = {
    "missing": "added",
    "not generated": "removed",
    "stale": "changed",
    "edited by hand": "changed, and it was edited by hand",
}


_EXPECTED: Final = frozenset({"added", "removed", "changed"})
_MAX_FILES: Final = 20  # that are listed one by one


@frozen
class Regeneration:
    """The result of a regeneration: the old and the new contract, and everything that differs.

    `differing` has a line for each file, `openapi.json` or in `generated/`, that changes;
    `left_out` one for each thing in the document that the client does not carry, `oddities` one for
    each that was read although it is not as it should be.
    """

    pulled: Pulled
    old: Document
    new: Document
    changes: Changes
    drift: tuple[Drift, ...]
    differing: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()


def render(regeneration: Regeneration) -> str:
    """The report as a Markdown text."""
    old, new = regeneration.old, regeneration.new
    known, documented = set(TABLE), identities(new)
    sections = {
        "Corrections that no longer fit": map(str, regeneration.drift),
        "Operations of the facade that the contract lacks": sorted(known - documented),
        "Operations that the facade does not know": sorted(documented - known),
        "Left out of the client": regeneration.left_out,
        "Read although it is wrong": regeneration.oddities,
        "Files that change": _files(regeneration.differing),
    }
    return "\n".join(
        [
            "# What a regeneration changes",
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


def _files(differing: Sequence[str]) -> list[str]:
    """A line for each file, or counts where that would be most of the report."""
    files = [(file, _EFFECTS.get(state, state)) for file, state in map(_parts, differing)]
    if len(files) <= _MAX_FILES:
        return [f"{file}: {effect}" for file, effect in files]
    counts = Counter((_folder(file), effect) for file, effect in files if effect in _EXPECTED)
    unexpected = [f"{file}: {effect}" for file, effect in files if effect not in _EXPECTED]
    return [
        *(f"{folder}: {count} {effect}" for (folder, effect), count in sorted(counts.items())),
        *unexpected[:_MAX_FILES],
        *([f"and {more} more"] if (more := len(unexpected) - _MAX_FILES) > 0 else []),
    ]


def _parts(line: str) -> tuple[str, str]:
    file, _, state = line.rpartition(": ")
    return file, state


def _folder(file: str) -> str:
    """The folder of a file, to the level of `generated/flochat_api/models/`."""
    *folders, name = file.split("/")
    return "/".join([*folders[:3], ""]) if folders else name


def _section(title: str, lines: Iterable[str]) -> list[str]:
    # Four spaces make it code: text of a document must not act as Markdown.
    return ["", f"## {title}", "", *([f"    {inert(line)}" for line in lines] or ["None."])]
