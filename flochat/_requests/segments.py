"""Segments: how they are referred to."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values import identifiers
from ..models.segments import Segment
from .references import ReferenceKind

#: A segment, or its namespace of the form f12sg34.
SegmentRef: TypeAlias = Segment | str

SEGMENT: Final = ReferenceKind("segment", identifiers.SEGMENT, Segment, "segment_ns")
