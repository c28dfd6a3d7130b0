"""`python -m tests.soak`: the long form, bounded in count and time; ends with 1 when it fails."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.run import Verdict, mixed_calls


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000, help="mixed calls in all")
    parser.add_argument("--faults", type=float, default=0.2, help="the share that goes wrong")
    given = parser.parse_args()
    began = time.monotonic()
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory() as name:
        for means in ("threads", "tasks"):
            verdicts.append(
                mixed_calls(means, given.calls // 2, given.faults, Path(name), seconds=900)
            )
            print("\n".join(verdicts[-1].seen), flush=True)
    wrong = [told for verdict in verdicts for told in verdict.wrong]
    for told in wrong:
        print(f"WRONG: {told}")
    took = time.monotonic() - began
    print(f"soak: {'FAILED' if wrong else 'all held'} in {took:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
