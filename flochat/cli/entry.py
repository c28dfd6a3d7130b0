"""Where the command starts: without its extra it says so in a line, and shows no traceback."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from .statuses import FAILED, INTERRUPTED, WRONG_USE


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    try:
        import click  # noqa: F401
    except ImportError:
        print("flochat: the command needs more: pip install 'flochat[cli]'", file=sys.stderr)
        return WRONG_USE
    from .app import main
    from .output import forget, say

    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may have letters that it has not
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = main(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        forget(sys.stdout)
        return 0
    except OSError as error:
        forget(sys.stdout)
        say(f"flochat: {error.strerror or error}")
        return FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    return status
