"""`flochat-contract diff`: what changed between two revisions, and whether that breaks anything."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from . import accepted, leftovers, severity
from .accepted import Settled
from .aside import aside, in_turn
from .diff import Level, diff, with_nulls, with_unfollowed
from .diff.model import WORST_FIRST
from .errors import ContractError, one_line
from .finding_places import FindingPlaces
from .impact import with_impact
from .output import print_report, write_report
from .report_forms import FORMS, UTF8, WITHOUT_PLACES, Form, Request
from .revisions import load_both

if TYPE_CHECKING:
    from .uses import Judged

FINE: Final = 0
FOUND: Final = 1

_USAGE: Final = """%(prog)s [options] OLD NEW
       %(prog)s --rules [--format text|json]"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of the command."""
    parser.usage = _USAGE
    revision = "a file (JSON or YAML), a URL (a Swagger page too), or REV:PATH in git"
    parser.add_argument("old", metavar="OLD", nargs="?", help=revision)
    parser.add_argument("new", metavar="NEW", nargs="?", help="the same")
    rules = "list the rules instead of comparing anything"
    parser.add_argument("--rules", action="store_true", help=rules)
    add_report_arguments(parser)
    add = parser.add_argument
    add(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write a report into a file as well; may be given several times",
    )
    add("--timeout", type=float, metavar="SECONDS", help="for each URL")


def add_report_arguments(
    parser: argparse.ArgumentParser, formats: Collection[str] = tuple(FORMS)
) -> None:
    """Give a parser the arguments that say what is reported and what fails."""
    add = parser.add_argument
    add("--format", choices=formats, default="text", help="of what is printed (text)")
    limits = [*(level.name for level in reversed(Level)), *WORST_FIRST[:2]]
    add("--fail-on", choices=limits, default="ERR", metavar="LEVEL", help="|".join(limits))
    add("--accepted", type=Path, metavar="FILE", help="findings that are accepted")
    add("--severity", type=Path, metavar="FILE", help="levels of your own for some ids")
    every = "list all operations and methods that a change touches, in text and Markdown"
    add("--all", action="store_true", help=every)
    add("--prose", action="store_true", help="list the changes of prose instead of counting them")
    add("--color", choices=("auto", "always", "never"), default="auto")
    within = "where files lie that the documents refer to, if not beside them (in git: of the root)"
    add("--within", metavar="FOLDER", help=within)
    add(
        "--uses",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="say what the changes do to the Python code there (a file, folder or notebook)",
    )
    client = "with --uses: the generated client that the code uses, by name or folder"
    add("--client", metavar="openapi-python-client:PACKAGE", help=client)


def compare(options: argparse.Namespace) -> int:
    """Compare the two revisions and print the report; returns the exit status."""
    if options.rules:
        return _list_rules(options)
    if options.old is None or options.new is None:
        raise ContractError("diff", "OLD and NEW are missing", "give two revisions, or --rules")
    outputs = [_output(text) for text in options.output]
    acceptances = accepted.read(options.accepted) if options.accepted else ()
    levels = severity.read(options.severity) if options.severity else {}
    sources = options.old, options.new
    old, new = load_both(*sources, timeout=options.timeout, within=options.within, aside=aside)
    is_placed = old.document != new.document and (outputs or options.format not in WITHOUT_PLACES)
    noting = aside if is_placed else in_turn
    with old.noted(noting), new.noted(noting):
        found = with_nulls(diff(old.document, new.document, aside=aside), old.nulls, new.nulls)
        found = with_unfollowed(found, old.unfollowed, new.unfollowed)
        settled = accepted.settle(with_impact(found), acceptances, date.today())
        judged = _judged(settled, options)
        settled = accepted.with_levels(settled, levels)
        places = FindingPlaces(old, new, settled.changes, sources)
        _report(Request(settled, places, judged, options), outputs)
    leftovers.leave(old, new, found, settled, places)
    _tell_acceptances(settled)
    _tell_limit(settled, options)
    return FOUND if _is_found(settled, judged, options.fail_on) else FINE


def _report(request: Request, outputs: Iterable[tuple[Form, Path]]) -> None:
    # Files first: whoever reads the rest may stop at any line.
    for form, file in outputs:
        write_report(file, form(request))
    wanted = request.options.format
    print_report(FORMS[wanted](request), is_utf8=wanted in UTF8)


def _tell_limit(settled: Settled, options: argparse.Namespace) -> None:
    """Say that documents of another API pass whatever changed, going by the methods of flochat."""
    compared = settled.changes.compared
    if options.fail_on in Level.__members__ or options.uses or not compared:
        return
    if not compared.is_flochats:
        told = "too few operations of this API are flochat's, so that nothing is found"
        print(
            f"--fail-on {options.fail_on}: {told}; give a level, or your code with --uses PATH",
            file=sys.stderr,
        )


def _is_found(settled: Settled, judged: Judged | None, limit: str) -> bool:
    if judged is None or limit in Level.__members__:
        return settled.changes.reach(limit)
    from .uses.report import is_found

    return is_found(judged, limit)


def _list_rules(options: argparse.Namespace) -> int:
    from .reports.rules import rules_as_json, rules_as_text

    listed = {"text": rules_as_text, "json": rules_as_json}
    if options.format not in listed or options.old is not None:
        problem = "--rules goes with --format text or json, and with no document"
        raise ContractError("rules", problem, "leave the rest out")
    print_report(listed[options.format]())
    return FINE


def _judged(settled: Settled, options: argparse.Namespace) -> Judged | None:
    """What the changes do to the code of --uses; None without that option."""
    if not options.uses:
        if options.client:
            raise ContractError("client", "--client is given without --uses", "add --uses PATH")
        return None
    from .uses import find_uses, judge

    return judge(settled.changes, find_uses(options.uses, options.client))


def _output(text: str) -> tuple[Form, Path]:
    name, equals, file = text.partition("=")
    if not equals or not file or name not in FORMS:
        raise ContractError(
            "output",
            f"{text!r} is not FORMAT=FILE",
            f"give one of {', '.join(FORMS)}, such as --output markdown=report.md",
        )
    return FORMS[name], Path(file)


def _tell_acceptances(settled: Settled) -> None:
    lines: list[Any] = []
    for state, acceptances in (("expired", settled.expired), ("unused", settled.unused)):
        lines += [f"accepted: {state}, remove it: {acceptance}" for acceptance in acceptances]
    for acceptance in settled.renamed:
        ids = " and ".join(acceptance.ids)
        lines.append(f"accepted: {acceptance.id} is now {ids}: {acceptance}")
    for line in lines:
        print(one_line(line), file=sys.stderr)
