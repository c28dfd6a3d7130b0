"""The type of JSON."""

from __future__ import annotations

from typing import Any, TypeAlias

#: JSON as the standard library reads it. `Any`, since decoding is what finds out what it holds.
JSON: TypeAlias = Any
