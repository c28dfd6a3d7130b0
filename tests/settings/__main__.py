"""Runs the whole matrix of habits: `python -m tests.settings`, which `make settings` calls.

    python -m tests.settings                     every setting and journey, and 40 mixes
    python -m tests.settings --mixes 200         with more mixes
    python -m tests.settings --facade mid=top    the facade's tests on a host of these habits
    python -m tests.settings --facade            ... on one host after the other, hours of work

Further arguments go to pytest: `-n 2`.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from flochat.sandbox.habits import HABITS

_MIXES: Final = 40
#: The facade's tests read at once what they have written.
_NOT_FOR_THE_FACADE: Final = frozenset({"settling"})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.settings", description=__doc__)
    parser.add_argument("--mixes", type=int, default=_MIXES, help="how many mixes are drawn")
    parser.add_argument(
        "--facade", nargs="*", metavar="NAME=VALUE", help="run the facade's tests instead"
    )
    options, for_pytest = parser.parse_known_args()
    if options.facade is None:
        return _run_journeys(options.mixes, for_pytest)
    hosts = [options.facade] if options.facade else _every_setting()
    failed = [host for host in hosts if not _is_facade_right(host, for_pytest)]
    for host in failed:
        print(f"the facade's tests fail on a host of {'; '.join(host)}", file=sys.stderr)
    return 1 if failed else 0


def _run_journeys(mixes: int, for_pytest: Sequence[str]) -> int:
    seed = os.environ.get("FLOCHAT_SETTINGS_SEED") or str(secrets.randbelow(1_000_000))
    print(f"{mixes} mixes, from FLOCHAT_SETTINGS_SEED={seed} on", flush=True)
    environment = {
        "FLOCHAT_SETTINGS": "all",
        "FLOCHAT_SETTINGS_MIXES": str(mixes),
        "FLOCHAT_SETTINGS_SEED": seed,
    }
    return _pytest(["tests/settings", "tests/probe/test_settings.py", *for_pytest], environment)


def _every_setting() -> list[list[str]]:
    return [
        [f"{name}={value}"]
        for name, values in HABITS.items()
        for value in values[1:]
        if name not in _NOT_FOR_THE_FACADE
    ]


def _is_facade_right(host: Sequence[str], for_pytest: Sequence[str]) -> bool:
    print(f"== {'; '.join(host)}", flush=True)
    return _pytest(["tests/facade", *for_pytest], {"FLOCHAT_HABITS": ";".join(host)}) == 0


def _pytest(arguments: Sequence[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
