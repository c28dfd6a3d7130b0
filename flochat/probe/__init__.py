"""Asks a host what it does: which settings, which scopes, which shapes of answers.

    report = flochat.probe.probe(client)
    report.habits["phone_filter"]  # "equal", or "unknown" where reading does not show it

Also a command: `python -m flochat.probe --out probe.json`. The report holds no personal datum;
docs/reference/probe.md describes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from .._lazy import lazy_names

if TYPE_CHECKING:
    # Derived from _HOMES by scripts/lazy_names.py.
    from .driving import probe as probe
    from .driving import probe_async as probe_async
    from .probing import Progress as Progress
    from .report import Depth as Depth
    from .report import ProbeReport as ProbeReport
    from .report import QuotaRow as QuotaRow
    from .report import ReadRow as ReadRow
    from .report import ScopeRow as ScopeRow
    from .report import Setting as Setting
    from .report import Undocumented as Undocumented
    from .report import Verdict as Verdict
    from .report import WriteRow as WriteRow
    # End of what is derived.

_HOMES: Final[Mapping[str, Sequence[str]]] = {
    ".driving": ("probe", "probe_async"),
    ".probing": ("Progress",),
    ".report": (
        "Depth",
        "ProbeReport",
        "QuotaRow",
        "ReadRow",
        "ScopeRow",
        "Setting",
        "Undocumented",
        "Verdict",
        "WriteRow",
    ),
}

if not TYPE_CHECKING:  # type checkers read the imports above
    __getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
