"""Compares what a document says about itself: servers, version, keywords without a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..structure import FROM_FILES
from .model import Finding
from .schema.pair import compare_keys, shown
from .source import At, Source
from .work import Work, by_rule, describe

_COMPARED: Final = {
    *("info", "servers", "tags", "security", "paths", "webhooks", "components", FROM_FILES),
}


def check_root(work: Work) -> Iterator[Finding]:
    """Servers, version, and the keywords at the top that have no rule."""
    old, new = _servers(work.old), _servers(work.new)
    removed, added, _ = compare_keys(old, new)
    for url in removed:
        yield by_rule(
            "api-server-removed", None, old[url].pointer, describe("server", "removed", url)
        )
    for url in added:
        yield by_rule("api-server-added", None, new[url].pointer, describe("server", "added", url))
    yield from _check_version(work)
    yield from _check_keywords(work.old.root, work.new.root)


def _servers(source: Source) -> dict[str, At]:
    servers = source.root.get("servers", []).elements()
    return {str(server.node.get("url")): server for server in servers}


def _check_version(work: Work) -> Iterator[Finding]:
    old, new = (source.root.get("info", {}).get("version") for source in (work.old, work.new))
    if _numbers(new.node) < _numbers(old.node):
        text = describe("version", "decreased", f"{shown(old.node)} -> {shown(new.node)}")
        yield by_rule("api-version-decreased", None, new.pointer, text)


def _numbers(version: object) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,9}", str(version))]


def _check_keywords(old: At, new: At) -> Iterator[Finding]:
    is_first = not old.node
    for keyword in () if is_first else sorted((old.node.keys() | new.node.keys()) - _COMPARED):
        before, after = old.node.get(keyword), new.node.get(keyword)
        if before != after:
            detail = f"{keyword}: {shown(before)} -> {shown(after)}"
            location = (old if after is None else new).get(keyword).pointer
            yield by_rule(
                "unclassified-change", None, location, describe("document", "changed", detail)
            )
