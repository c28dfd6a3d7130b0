"""Found before httpcore where this folder is on the path; whoever imports it gets its successor."""

from __future__ import annotations

import sys

import httpx2

if sys.modules[__name__].__file__ == __file__:  # not yet the successor
    del sys.modules[__name__]
httpx2.alias_httpx()
