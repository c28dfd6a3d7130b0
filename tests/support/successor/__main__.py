"""Runs tests on httpx2, the successor of httpx.

    python -m tests.support.successor [ARGUMENT OF PYTEST ...]

Our own code takes it by its door, `flochat/_http.py`; the generated client, the tests and every
program that they start by the two modules in `aliases/`, which stand in the way of httpx.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ALIASES = str(Path(__file__).with_name("aliases"))
_CHECK = (
    "import httpx, httpcore; from flochat._http import httpx as ours; "
    "assert (ours.__name__, httpx.__name__, httpcore.__name__) == ('httpx2', 'httpx2', 'httpcore2')"
)


def main() -> int:
    paths = [_ALIASES, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **os.environ,
        "FLOCHAT_HTTP_LIBRARY": "httpx2",
        "PYTHONPATH": os.pathsep.join(paths),
    }
    subprocess.run([sys.executable, "-c", _CHECK], env=environment, check=True)
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
