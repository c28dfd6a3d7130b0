"""Finds what reads otherwise and means the same: titles, descriptions, examples."""

from collections.abc import Iterator
from typing import NamedTuple

from flochat.contract.diff.model import Finding, ProseChange
from flochat.contract.diff.schema.pair import shown
from flochat.contract.diff.source import PROSE, At
from flochat.contract.diff.work import Work, found, told
from flochat.contract.document import wire_identity
from flochat.contract.structure import METHODS, STRUCTURE

# Objects of which every word is for people to read.
_ALL_PROSE = ("info", "tag", "example")
# What an element of an array goes by; where it has none of these, its index has to do.
_NAMES = ("$ref", "in", "name", "url")


def check_prose(work: Work) -> tuple[list[Finding], list[ProseChange]]:
    """What reads otherwise in objects that both documents have.

    The title of a schema is a finding: a client generated without our transform has its class names
    from there.
    """
    titles: list[Finding] = []
    prose: list[ProseChange] = []
    waiting = [_Both("document", work.old.root, work.new.root)]
    while waiting:
        both = waiting.pop()
        if both.old.node == both.new.node:
            continue
        for keyword in _reworded(both):
            if keyword == "title" and both.kind == "schema":
                titles.append(_retitled(both))
            else:
                prose.append(_change(both, keyword))
        waiting += _inside(both)
    return titles, prose


class _Both(NamedTuple):
    """Objects of a kind that correspond to each other, and the operation that they belong to."""

    kind: str
    old: At
    new: At
    operation: str | None = None


def _reworded(both: _Both) -> list[str]:
    old, new = both.old.node, both.new.node
    if both.kind not in STRUCTURE or not (isinstance(old, dict) and isinstance(new, dict)):
        return []
    keywords = old.keys() | new.keys()
    if both.kind not in _ALL_PROSE:
        keywords &= PROSE
    return [keyword for keyword in keywords if old.get(keyword) != new.get(keyword)]


def _change(both: _Both, keyword: str) -> ProseChange:
    place = (both.new if keyword in both.new.node else both.old).get(keyword)
    return ProseChange(place.pointer, both.old.node.get(keyword), both.new.node.get(keyword))


def _retitled(both: _Both) -> Finding:
    location, old, new = _change(both, "title")
    text = told("title", "changed", f"{shown(old)} -> {shown(new)}; import path: none")
    return found("title-changed", both.operation, location, text)


def _inside(both: _Both) -> Iterator[_Both]:
    kind, old, new, operation = both
    if isinstance(old.node, dict) and isinstance(new.node, dict):
        yield from _inside_object(both)
    elif isinstance(old.node, list) and isinstance(new.node, list):
        counterparts = dict(_named_elements(new))
        for name, element in _named_elements(old):
            if name in counterparts:
                yield _Both(kind.removesuffix("[]"), element, counterparts[name], operation)


def _inside_object(both: _Both) -> Iterator[_Both]:
    kind, old, new, operation = both
    if kind == "path item{}":
        counterparts = {wire_identity("", path): path for path in new.node}
        for path in old.node:
            other = counterparts.get(wire_identity("", path))
            if other is not None:
                ours = other if new.pointer == "/paths" else operation
                yield _Both("path item", old.child(path), new.child(other), ours)
    elif kind.endswith("{}"):
        for name in old.node:
            if name in new.node:
                yield _Both(kind.removesuffix("{}"), old.child(name), new.child(name), operation)
    else:
        for keyword, inner in STRUCTURE[kind].items():
            if keyword in old.node and keyword in new.node:
                ours = operation
                if kind == "path item" and operation and operation.startswith("/"):
                    ours = f"{keyword.upper()} {operation}" if keyword in METHODS else None
                yield _Both(inner, old.child(keyword), new.child(keyword), ours)


def _named_elements(array: At) -> Iterator[tuple[tuple[object, ...], At]]:
    for number, element in enumerate(array.elements()):
        node = element.node if isinstance(element.node, dict) else {}
        name = tuple(str(node.get(key, "")) for key in _NAMES)
        yield (name if any(name) else (number,)), element
