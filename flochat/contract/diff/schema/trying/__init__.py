"""Objects and arrays tried as wholes, where several keywords speak of them together."""

from __future__ import annotations

from .together import tried_together

__all__ = ["tried_together"]
