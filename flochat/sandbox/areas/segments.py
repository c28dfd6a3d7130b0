"""The segments of a flow, which here are fixed groups of people."""

from __future__ import annotations

from typing import Final

from ..._values.identifiers import SEGMENT
from ..answers import Answer
from ..kinds import ResourceKind
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Store

TABLES: Final = """
CREATE TABLE segments (segment_ns TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE subscriber_segments (
    user_ns TEXT REFERENCES subscribers ON DELETE CASCADE,
    segment_ns TEXT REFERENCES segments ON DELETE CASCADE,
    PRIMARY KEY (user_ns, segment_ns)
);
"""

SEGMENTS: Final = ResourceKind("segment", "segments", "segment_ns", {"segment_ns": "segment_ns"})

_SEGMENTS: Final = Listing("segments", "segment_ns, name", NAME_FILTER)


def list_segments(request: SandboxRequest, store: Store) -> Answer:
    return list_page(request, store, _SEGMENTS)


def insert(name: str, store: Store) -> str:
    """Create a segment; returns its identifier."""
    segment_ns = store.new_ns(SEGMENT)
    store.insert("segments", {"segment_ns": segment_ns, "name": name})
    return segment_ns


class SegmentSeeds(AreaSeeds):
    def segment(self, name: str) -> str:
        """A segment, which here is a fixed group of people; its `segment_ns`."""
        return self._find_or_create(SEGMENTS, name, insert)


ROUTES: Final[dict[str, Handler]] = {"GET /flow/segments": list_segments}
