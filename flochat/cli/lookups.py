"""From the names that people use to the resources of the flow."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from .failures import CommandError

if TYPE_CHECKING:
    from .._sync.client import Flochat
    from ..models import Segment, SubFlow, Tag, UserField

T = TypeVar("T", "Tag", "Segment", "SubFlow", "UserField")


def find_tag(client: Flochat, name: str) -> Tag:
    """The tag of a name or namespace (f12t34)."""
    return _one("tag", name, client.flow.tags.list(), "tag_ns")


def find_segment(client: Flochat, name: str) -> Segment:
    """The segment of a name or namespace (f12sg34)."""
    return _one("segment", name, client.flow.segments.list(), "segment_ns")


def find_sub_flow(client: Flochat, name: str) -> SubFlow:
    """The sub flow of a name or namespace (f12s34)."""
    return _one("sub flow", name, client.flow.sub_flows.list(), "sub_flow_ns")


def _one(noun: str, name: str, rows: Iterable[T], namespace: str) -> T:
    """The one row that a name means: as it is written, or in other case where only one is so."""
    known = list(rows)
    for attribute in (namespace, "name"):
        found = [row for row in known if getattr(row, attribute) == name]
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(f"{len(found)} {noun}s are called {name!r}: give its namespace")
    folded = [row for row in known if (row.name or "").casefold() == name.casefold()]
    if len(folded) == 1:
        return folded[0]
    close = get_close_matches(name, [row.name or "" for row in known], n=3)
    hint = f"; did you mean {', '.join(map(repr, close))}?" if close else ""
    raise CommandError(f"the flow has no {noun} {name!r}{hint}")
