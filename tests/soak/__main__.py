"""`python -m tests.soak`: the long form, bounded in count and time; ends with 1 when it fails."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.soak.outage import long_outages
from tests.soak.run import bulk_sends, mixed_calls
from tests.soak.torture import torture
from tests.soak.verdict import Verdict

#: How long each part may take, in seconds.
MAX_SECONDS = 900


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000, help="mixed calls in all")
    parser.add_argument("--people", type=int, default=10_000, help="people of the bulk send")
    parser.add_argument("--kills", type=int, default=10, help="how often it is killed")
    parser.add_argument(
        "--faults", type=float, default=0.2, help="the share of requests with a fault"
    )
    parser.add_argument("--rounds", type=int, default=100, help="how often a journal is mistreated")
    parser.add_argument("--seed", type=int, help="what decides how; a new one each time")
    parser.add_argument(
        "--silence", type=float, default=60.0, help="how long the host is silent, in seconds"
    )
    options = parser.parse_args()
    began = time.monotonic()
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (
            partial(mixed_calls, "threads", options.calls // 2),
            partial(mixed_calls, "tasks", options.calls // 2),
            partial(bulk_sends, "threads", options.people, options.kills),
        ):
            verdicts.append(part(options.faults, folder, seconds=MAX_SECONDS))
            print("\n".join(verdicts[-1].seen), flush=True)
        seed = options.seed if options.seed is not None else int(began)
        verdicts.append(torture(options.rounds, 20 * options.rounds, folder, seed=seed))
        print("\n".join(verdicts[-1].seen), flush=True)
    for verdict in long_outages(options.silence):
        verdicts.append(verdict)
        print("\n".join(verdict.seen), flush=True)
    wrong = [problem for verdict in verdicts for problem in verdict.wrong]
    for problem in wrong:
        print(f"WRONG: {problem}")
    took = time.monotonic() - began
    print(f"soak: {'FAILED' if wrong else 'all held'} in {took:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
