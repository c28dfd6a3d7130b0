"""Tags of subscribers."""

from __future__ import annotations

from typing import ClassVar

from .base import Model, model


@model
class Tag(Model):
    """A tag of the flow; `tag_ns` has the form f12t34."""

    _identity: ClassVar[str] = "tag_ns"
    tag_ns: str | None = None
    name: str | None = None
