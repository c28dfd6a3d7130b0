"""From what a caller gives to requests: one module for each area of the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .tags import TagRef as TagRef
    # End of what is derived.

#: What of it stands in public signatures without being loaded for them, and where it lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".tags": ("TagRef",),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
