"""Compares the named schemas of two documents."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Finding
from .naming import class_path
from .schema.pair import compare_keys, shown
from .source import At, Source
from .work import Work, by_rule, describe


def check_components(work: Work) -> Iterator[Finding]:
    """Schemas that were added, removed or renamed, or that changed outside of what is compared.

    That is what no operation uses that both documents have. Call it when all operations have been
    compared.
    """
    old, new = _schemas(work.old), _schemas(work.new)
    removed, added, common = compare_keys(old, new)
    renamed = dict(_renamed(work, {n: old[n] for n in removed}, {n: new[n] for n in added}))
    for name, other in renamed.items():
        move = f"; {class_path(name)} -> {class_path(other)}" if work.is_flochats else ""
        detail = f"{shown(name)} -> {shown(other)}{move}"
        yield by_rule(
            "schema-renamed", None, new[other].pointer, describe("schema", "renamed", detail)
        )
    for name in removed:
        if name not in renamed:
            text = describe(f"schema {shown(name)}", "removed")
            yield by_rule("api-schema-removed", None, old[name].pointer, text)
    for name in added:
        if name not in renamed.values():
            text = describe(f"schema {shown(name)}", "added")
            yield by_rule("api-schema-added", None, new[name].pointer, text)
    for name in common:
        uses = (new[name], work.new.follow(new[name]))  # the other one, of one that is a `$ref`
        if not any(map(work.schemas.is_used, uses)) and _differ(work, old[name], new[name]):
            change = "changed, which no operation of both documents uses"
            text = describe(f"schema {shown(name)}", change)
            yield by_rule("unused-schema-changed", None, new[name].pointer, text)


def _schemas(source: Source) -> dict[str, At]:
    return dict(source.root.get("components", {}).get("schemas", {}).members())


def _renamed(work: Work, removed: dict[str, At], added: dict[str, At]) -> Iterator[tuple[str, str]]:
    """Which removed schema says the same as an added one; each has at most one counterpart."""
    unmatched: dict[str, list[str]] = {}
    for name, schema in added.items():
        unmatched.setdefault(work.schemas.new.digest(schema), []).append(name)
    for name, schema in removed.items():
        if candidates := unmatched.get(work.schemas.old.digest(schema)):
            yield name, candidates.pop(0)


def _differ(work: Work, old: At, new: At) -> bool:
    return work.schemas.old.digest(old) != work.schemas.new.digest(new)
