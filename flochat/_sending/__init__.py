"""How requests are sent: settings, hooks, the retry policy, the quota, and the two runtimes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Derived from _HOMES by scripts/lazy_names.py.
    from .observing import CallObserver as CallObserver
    from .reports import FailureHook as FailureHook
    from .reports import LastResponse as LastResponse
    from .reports import Quota as Quota
    from .reports import RequestHook as RequestHook
    from .reports import ResponseHook as ResponseHook
    from .reports import WaitHook as WaitHook
    # End of what is derived.

#: What stands in public signatures without being loaded for them, and where it lives.
_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".observing": ("CallObserver",),
    ".reports": (
        "FailureHook",
        "LastResponse",
        "Quota",
        "RequestHook",
        "ResponseHook",
        "WaitHook",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
