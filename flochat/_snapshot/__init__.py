"""Everything that a flow is built of: read, compared, built again; loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .apply import ApplyReport as ApplyReport
    from .snapshot import FlowSnapshot as FlowSnapshot
    # End of what is derived.

#: What of it stands in public signatures, and where it lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".apply": ("ApplyReport",),
    ".snapshot": ("FlowSnapshot",),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
