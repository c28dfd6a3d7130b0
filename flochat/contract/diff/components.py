"""Compares the schemas that a document has by name."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Finding
from .naming import class_path
from .schema.pair import parted, shown
from .source import At, Source
from .work import Work, found, told


def check_components(work: Work) -> Iterator[Finding]:
    """Schemas that came, went, are called otherwise, or changed while no operation uses them.

    To be called when all operations have been compared.
    """
    old, new = _schemas(work.old), _schemas(work.new)
    gone, come, both = parted(old, new)
    renamed = dict(_renamed(work, {n: old[n] for n in gone}, {n: new[n] for n in come}))
    for name, other in renamed.items():
        detail = f"{shown(name)} -> {shown(other)}; {class_path(name)} -> {class_path(other)}"
        yield found("schema-renamed", None, new[other].pointer, told("schema", "renamed", detail))
    for name in gone:
        if name not in renamed:
            text = told(f"schema {shown(name)}", "removed")
            yield found("api-schema-removed", None, old[name].pointer, text)
    for name in come:
        if name not in renamed.values():
            text = told(f"schema {shown(name)}", "added")
            yield found("api-schema-added", None, new[name].pointer, text)
    for name in both:
        if not work.schemas.is_used(new[name]) and _differ(work, old[name], new[name]):
            text = told(f"schema {shown(name)}", "changed, which no operation uses")
            yield found("unused-schema-changed", None, new[name].pointer, text)


def _schemas(source: Source) -> dict[str, At]:
    return dict(source.root.get("components", {}).get("schemas", {}).members())


def _renamed(work: Work, gone: dict[str, At], come: dict[str, At]) -> Iterator[tuple[str, str]]:
    """Which of those gone says the same as one that came; each has one counterpart at most."""
    waiting: dict[str, list[str]] = {}
    for name, schema in come.items():
        waiting.setdefault(work.schemas.new.digest(schema), []).append(name)
    for name, schema in gone.items():
        if candidates := waiting.get(work.schemas.old.digest(schema)):
            yield name, candidates.pop(0)


def _differ(work: Work, old: At, new: At) -> bool:
    return work.schemas.old.digest(old) != work.schemas.new.digest(new)
