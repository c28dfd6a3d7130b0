"""`python -m flochat.cli`: the same as `flochat`."""

from __future__ import annotations

import sys

from .entry import run

if __name__ == "__main__":
    sys.exit(run())
