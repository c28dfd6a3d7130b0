"""One request and its answer: how it is built, sent over the wire and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .prepared import PreparedRequest as PreparedRequest
    # End of what is derived.

#: What of it stands in public signatures, and where it lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".prepared": ("PreparedRequest",),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
