"""`python -m flochat.contract`: the same as the command `flochat-contract`."""

from __future__ import annotations

from .command import run

if __name__ == "__main__":
    run()
