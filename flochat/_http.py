"""The one module that imports the HTTP library; every other takes `httpx` and `httpcore` from here.

FLOCHAT_HTTP_LIBRARY=httpx2 takes its successor, which has the same names, to see what works on it.
The generated client imports httpx by itself: `httpx2.alias_httpx()`, called before anything imports
httpx, leads it there too, as `python -m tests.support.successor` does.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import httpcore as httpcore
    import httpx as httpx

_VARIABLE: Final = "FLOCHAT_HTTP_LIBRARY"
#: By the name of the library: what it is here, and the network below it.
_LIBRARIES: Final = {
    "httpx": {"httpx": "httpx", "httpcore": "httpcore"},
    "httpx2": {"httpx": "httpx2", "httpcore": "httpcore2"},
}


def _chosen() -> dict[str, str]:
    name = os.environ.get(_VARIABLE, "").strip() or "httpx"
    if name not in _LIBRARIES:
        raise ImportError(f"{_VARIABLE} must be httpx or httpx2, not {name!r}")
    return _LIBRARIES[name]


if not TYPE_CHECKING:
    _modules = _chosen()

    def __getattr__(name: str) -> Any:
        """Either of the two, which takes a while to import, when it is first taken from here."""
        if name not in _modules:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(_modules[name])
