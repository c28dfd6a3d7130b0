"""The type of JSON."""

from __future__ import annotations

from typing import Any, TypeAlias

#: Decoded JSON. `Any`, since it takes decoding to find out what it holds.
JSON: TypeAlias = Any
