"""Finds what is worded differently and means the same: titles, descriptions, examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..._wire.seam import wire_identity
from .. import json_pointer
from ..structure import METHODS, STRUCTURE
from .model import Finding, ProseChange
from .operation import WEBHOOK
from .schema.pair import shown
from .source import PROSE, Source
from .work import Work, by_rule, describe

# Objects in which everything is written for people.
_ALL_PROSE: Final = ("info", "tag", "example")
# What identifies an element of an array; one without any of these goes by its index.
_NAMES: Final = ("$ref", "in", "name", "url")

_Path = tuple[str | int, ...]


class _Counterparts(NamedTuple):
    """Two nodes of a kind that correspond to each other, and the path to the new one."""

    kind: str
    old: Any
    new: Any
    path: _Path


def check_prose(work: Work) -> tuple[list[Finding], list[ProseChange]]:
    """What is worded differently in objects that both documents have.

    The title of a schema is a finding: a client that is generated without our transform takes its
    class names from titles. So is what stands beside a `$ref` where that is ignored.
    """
    are_alone = work.old.is_reference_alone and work.new.is_reference_alone
    told: list[Finding] = []
    prose: list[ProseChange] = []
    pending = [_Counterparts("document", work.old.root.node, work.new.root.node, ())]
    while pending:
        both = pending.pop()
        for keyword in _reworded(both):
            if keyword == "title" and both.kind == "schema":
                told.append(_retitled(work, both))
            else:
                prose.append(_change(both, keyword))
        if are_alone and both.kind == "schema":
            told += _ignored(both)
        pending += _inside(both)
    return told, prose


def _reworded(both: _Counterparts) -> list[str]:
    kind, old, new, _ = both
    if kind not in STRUCTURE or not (isinstance(old, dict) and isinstance(new, dict)):
        return []
    is_all = kind in _ALL_PROSE
    if not is_all and PROSE.isdisjoint(old) and PROSE.isdisjoint(new):
        return []
    keywords = [keyword for keyword in old if is_all or keyword in PROSE]
    keywords += [key for key in new if key not in old and (is_all or key in PROSE)]
    return [keyword for keyword in keywords if old.get(keyword) != new.get(keyword)]


def _change(both: _Counterparts, keyword: str) -> ProseChange:
    location = json_pointer.build(*both.path, keyword)
    return ProseChange(location, both.old.get(keyword), both.new.get(keyword))


def _retitled(work: Work, both: _Counterparts) -> Finding:
    location, old, new = _change(both, "title")
    path = "; import path: none" if work.is_flochats else ""
    text = describe("title", "changed", f"{shown(old)} -> {shown(new)}{path}")
    return by_rule("title-changed", _operation(both.path), location, text)


def _ignored(both: _Counterparts) -> Iterator[Finding]:
    """What changed beside a `$ref`: it binds nobody, though who wrote it may think so."""
    _, old, new, path = both
    if not (Source.is_reference(old) and Source.is_reference(new)):
        return
    for keyword in {**old, **new}:
        if keyword not in PROSE and keyword != "$ref" and old.get(keyword) != new.get(keyword):
            detail = f"{keyword}: {shown(old.get(keyword))} -> {shown(new.get(keyword))}"
            text = describe("beside a $ref, ignored", "unclassified-change", detail)
            location = json_pointer.build(*path, *([keyword] if keyword in new else []))
            yield by_rule("unclassified-change", _operation(path), location, text)


def _operation(path: _Path) -> str | None:
    """The operation that a path leads into, None when it leads elsewhere."""
    match path:
        case ("paths", str(url), str(method), *_) if method in METHODS:
            return f"{method.upper()} {url}"
        case ("webhooks", str(name), str(method), *_) if method in METHODS:
            return f"{method.upper()} {WEBHOOK}{name}"
    return None


def _inside(both: _Counterparts) -> Iterator[_Counterparts]:
    """What is not the same in both, one level further in."""
    kind, old, new, path = both
    of_kind = STRUCTURE.get(kind)
    if of_kind is None:
        for key, other in _counterparts(kind, old, new):
            if old[key] != new[other]:
                yield _Counterparts(kind[:-2], old[key], new[other], (*path, other))
    elif isinstance(old, dict) and isinstance(new, dict) and not of_kind.keys().isdisjoint(old):
        for key, before in old.items():
            if key in of_kind and key in new and before != new[key]:
                yield _Counterparts(of_kind[key], before, new[key], (*path, key))


def _counterparts(kind: str, old: Any, new: Any) -> list[tuple[Any, Any]]:
    """The old and the new key or index of everything that is on both sides."""
    if isinstance(old, list) and isinstance(new, list):
        names, others = _by_name(old), _by_name(new)
    elif not (isinstance(old, dict) and isinstance(new, dict)):
        return []
    elif kind == "path item{}":
        names, others = _by_identity(old), _by_identity(new)
    else:
        return [(key, key) for key in old if key in new]
    return [(key, others[name]) for name, key in names.items() if name in others]


def _by_name(array: list[Any]) -> dict[object, Any]:
    names: dict[object, Any] = {}
    for number, element in enumerate(array):
        node = element if isinstance(element, dict) else {}
        name = tuple(str(node.get(key, "")) for key in _NAMES)
        names[name if any(name) else number] = number
    return names


def _by_identity(paths: dict[str, Any]) -> dict[object, Any]:
    return {wire_identity("", path): path for path in paths}
