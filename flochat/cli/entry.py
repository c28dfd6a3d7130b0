"""Where the command starts: without its extra it says so in a line, and shows no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from .statuses import INTERRUPTED, WRONG_USE


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    try:
        import click  # noqa: F401
    except ImportError:
        print("flochat: the command needs more: pip install 'flochat[cli]'", file=sys.stderr)
        return WRONG_USE
    from .app import main

    try:
        status = main(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    return status
