"""Holds what is deprecated to the policy: told in time, in the changelog, and gone when promised.

It reads `flochat/` for what is given to the functions of `flochat/_deprecation.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from .changelog import UNRELEASED, order, sections

_HELPERS: Final = frozenset(
    {"deprecated", "deprecated_parameter", "deprecated_attribute", "Deprecation"}
)
_WORDS: Final = ("since", "removal", "instead")
_NOTHING: Final = "Nothing."
#: How many minor versions come between a warning and the removal, while the major one is 0.
_MINORS: Final = 2


class Use(NamedTuple):
    """Something that is deprecated, and where: "flochat/otel.py:12"."""

    place: str
    name: str
    since: str
    removal: str
    instead: str


def problems(package: Path, version: str, changelog: str, policy: str) -> Iterator[str]:
    """What of the deprecated is against the policy in this version.

    `policy` is the text of docs/policies/versions.md, which lists what is deprecated now.
    """
    listed = _listed(policy)
    found = False
    for use in uses(package):
        found = True
        if isinstance(use, str):
            yield use
            continue
        yield from broken_rules(use, version, changelog)
        if use.name.rpartition(".")[2] not in listed:
            yield f"{use.place}: *Deprecated now* of docs/policies/versions.md lacks `{use.name}`"
    if not found and listed.strip() != _NOTHING:
        yield "*Deprecated now* of docs/policies/versions.md lists what is not deprecated"


def _listed(policy: str) -> str:
    _, _, rest = policy.partition("\n## Deprecated now\n")
    return rest.partition("\n## ")[0]


def broken_rules(use: Use, version: str, changelog: str) -> Iterator[str]:
    """Which rules something deprecated breaks."""
    since, removal = _minor(use.since), _minor(use.removal)
    now = order(version)
    if since is None or removal is None or now is None:
        given = f"{use.since} and {use.removal}"
        yield f"{use.place}: since and removal are versions like 0.4, not {given}"
        return
    if since >= (1, 0) and (removal[1] or removal[0] == since[0]):
        yield f"{use.place}: {use.name} may be removed in a major version, not in {use.removal}"
    if since < (1, 0) and removal < min((1, 0), (0, since[1] + _MINORS)):
        earliest = f"0.{since[1] + _MINORS}"
        yield f"{use.place}: {use.name} may be removed in {earliest} at the earliest"
    if now[:2] >= removal:
        yield f"{use.place}: {use.name} was to be gone in {use.removal}, and this is {version}"
    if since > now[:2] and not _is_next(since, now[:2]):
        yield f"{use.place}: {use.name} is deprecated since {use.since}, which is still to come"
    if not _is_told(use, changelog):
        yield (
            f"{use.place}: no `### Deprecated` of CHANGELOG.md names `{use.name}` with "
            f"{use.removal} and `{use.instead}`"
        )


def uses(package: Path) -> Iterator[Use | str]:
    """What is deprecated in the sources, or why that cannot be read."""
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        if path.name == "_deprecation.py" or b"eprecat" not in content:
            continue
        text = content.decode()
        shown = path.relative_to(package.parent).as_posix()
        for owner, call in _calls(ast.parse(text)):
            yield _use(f"{shown}:{call.lineno}", owner, call)


def _calls(tree: ast.AST, owner: str = "") -> Iterator[tuple[str, ast.Call]]:
    """The calls of helpers, each with the name of what it stands above, or is assigned to."""
    for node in ast.iter_child_nodes(tree):
        inner = owner
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{owner}.{node.name}" if owner else node.name
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and _is_helper(value):
                    assert isinstance(value, ast.Call)
                    yield str(key.value), value
            continue
        if _is_helper(node):
            assert isinstance(node, ast.Call)
            yield inner, node
        yield from _calls(node, inner)


def _is_helper(node: ast.AST | None) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _HELPERS
    )


def _use(place: str, owner: str, call: ast.Call) -> Use | str:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    texts = {name: _literal(given.get(name)) for name in (*_WORDS, "name")}
    since, removal, instead = (texts[name] for name in _WORDS)
    if since is None or removal is None or instead is None:
        return f"{place}: since, removal and instead have to be given by name, as literals"
    first = _literal(call.args[0]) if call.args else None
    return Use(place, texts["name"] or first or owner, since, removal, instead)


def _literal(node: ast.expr | None) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else None


def _minor(version: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"(\d+)\.(\d+)(?:\.0)?", version)
    return None if match is None else (int(match[1]), int(match[2]))


def _is_next(minor: tuple[int, int], now: tuple[int, int]) -> bool:
    return minor in ((now[0], now[1] + 1), (now[0] + 1, 0))


def _is_told(use: Use, changelog: str) -> bool:
    last = use.name.rpartition(".")[2]
    for section in sections(changelog):
        rank = _minor(section.name)
        if section.name != UNRELEASED and rank != _minor(use.since):
            continue
        _, _, rest = section.text.partition("### Deprecated\n")
        told = rest.partition("\n### ")[0]
        entries = re.split(r"^- ", told, flags=re.MULTILINE)
        if any(all(it in entry for it in (last, use.removal, use.instead)) for entry in entries):
            return True
    return False
