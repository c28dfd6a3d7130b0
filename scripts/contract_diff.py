"""Reports what changed between two revisions of the contract, and whether that breaks anything.

    python scripts/contract_diff.py v1.2.0:openapi.json openapi.json
    python scripts/contract_diff.py openapi.json https://app.flochat.ai/api --format markdown

Each revision is a file (JSON or YAML), a URL (a Swagger page too) or REV:PATH in git. Exit status:
0 no finding at the level of --fail-on; 1 there is one; 2 bad input, reported in one line.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flochat.contract import accepted, change_report
from flochat.contract.accepted import Settled
from flochat.contract.diff import Level, diff
from flochat.contract.diff.model import WORST_FIRST
from flochat.contract.errors import ContractError, one_line
from flochat.contract.impact import with_impact, worst_impact
from flochat.contract.lines import Lines
from flochat.contract.normalise import dump, normalise
from flochat.contract.pull import Limits
from flochat.contract.revisions import Revision, load
from flochat.contract.uses import report as uses_report

if TYPE_CHECKING:
    from flochat.contract.uses import Judged

FINE: Final = 0
FOUND: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        return compare(options)
    except ContractError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED


def compare(options: argparse.Namespace) -> int:
    """Compare the two revisions and print the report."""
    acceptances = accepted.read(options.accepted) if options.accepted else ()
    limits = Limits(total=options.timeout)
    old, new = load(options.old, limits=limits), load(options.new, limits=limits)
    changes = with_impact(diff(old.document, new.document))
    settled = accepted.settle(changes, acceptances, date.today())
    report = _REPORTS[options.format](settled, new, options)
    judged = _judged(settled, options)
    sys.stdout.write(uses_report.rendered(judged, options.format, report) if judged else report)
    for state, acceptances in (("expired", settled.expired), ("unused", settled.unused)):
        for acceptance in acceptances:
            print(one_line(f"accepted: {state}, remove it: {acceptance}"), file=sys.stderr)
    if options.fail_on in Level.__members__:
        return FOUND if settled.changes.at_least(Level[options.fail_on]) else FINE
    if judged is not None:
        return FOUND if uses_report.is_found(judged, options.fail_on) else FINE
    counted = WORST_FIRST[: WORST_FIRST.index(options.fail_on) + 1]
    return FOUND if worst_impact(settled.changes) in counted else FINE


def _judged(settled: Settled, options: argparse.Namespace) -> Judged | None:
    """What the changes do to the code of --uses; None without that option."""
    if not options.uses:
        if options.client:
            raise ContractError("client", "--client is given without --uses", "add --uses PATH")
        return None
    from flochat.contract.uses import find_uses, judge

    return judge(settled.changes, find_uses(options.uses, options.client))


def _text(settled: Settled, _new: Revision, options: argparse.Namespace) -> str:
    is_wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    colour = {"always": True, "never": False, "auto": is_wanted}[options.color]
    return change_report.text(settled, prose=options.prose, colour=colour)


def _json(settled: Settled, _new: Revision, options: argparse.Namespace) -> str:
    return change_report.json_(settled, prose=options.prose)


def _markdown(settled: Settled, _new: Revision, options: argparse.Namespace) -> str:
    return change_report.markdown(settled, prose=options.prose)


def _github(settled: Settled, new: Revision, _options: argparse.Namespace) -> str:
    normal = normalise(new.document)
    # The lines are known only if the file is in normal form.
    is_normal = hashlib.sha256(dump(normal).encode()).hexdigest() == new.sha256
    line_of = Lines(normal).of if is_normal else None
    return change_report.github(settled, file=new.file or "openapi.json", line_of=line_of)


_REPORTS: Final[dict[str, Callable[[Settled, Revision, argparse.Namespace], str]]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "github": _github,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Report what changed between two revisions of an OpenAPI document.",
        epilog="Exit status: 0 fine, 1 a finding at the level of --fail-on, 2 bad input.",
    )
    add = parser.add_argument
    revision = "a file (JSON or YAML), a URL (a Swagger page too), or REV:PATH in git"
    add("old", metavar="OLD", help=revision)
    add("new", metavar="NEW", help="the same")
    add("--format", choices=_REPORTS, default="text")
    levels = [*(level.name for level in reversed(Level)), *WORST_FIRST[:2]]
    add("--fail-on", choices=levels, default="ERR", metavar="LEVEL", help="|".join(levels))
    add("--accepted", type=Path, metavar="FILE", help="findings that are accepted")
    add("--prose", action="store_true", help="list the changes of prose instead of counting them")
    add("--color", choices=("auto", "always", "never"), default="auto")
    add("--timeout", type=float, default=Limits().total, metavar="SECONDS", help="for each URL")
    uses_report.add_arguments(parser)
    return parser


if __name__ == "__main__":
    # This process ends with the report, and a comparison leaves next to no garbage: looking for it
    # takes a tenth of the time, and over a third with documents of twenty times the size.
    gc.disable()
    sys.exit(main())
