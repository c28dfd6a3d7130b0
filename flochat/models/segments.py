"""Segments: groups of subscribers defined by rules."""

from __future__ import annotations

from typing import ClassVar

from .base import Model, model


@model
class Segment(Model):
    """A group of subscribers defined by rules; `segment_ns` has the form f12sg34."""

    _identity: ClassVar[str] = "segment_ns"
    segment_ns: str | None = None
    name: str | None = None
