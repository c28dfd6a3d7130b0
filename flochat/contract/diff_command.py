"""`flochat-contract diff`: what changed between two revisions, and whether that breaks anything."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from . import accepted, change_report, json_pointer
from .accepted import Settled
from .diff import Changes, Level, diff, with_nulls, with_unfollowed
from .diff.model import WORST_FIRST
from .diff.source import At, Source
from .errors import ContractError, one_line
from .impact import with_impact
from .normalise import normalise
from .positions import Position
from .revisions import Revision, load

if TYPE_CHECKING:
    from .uses import Judged

FINE: Final = 0
FOUND: Final = 1

_Report = Callable[[Settled, "_Compared", argparse.Namespace], str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of the command."""
    add = parser.add_argument
    revision = "a file (JSON or YAML), a URL (a Swagger page too), or REV:PATH in git"
    add("old", metavar="OLD", help=revision)
    add("new", metavar="NEW", help="the same")
    add("--format", choices=_REPORTS, default="text", help="of what is printed (text)")
    add(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write a report into a file as well; may be given several times",
    )
    limits = [*(level.name for level in reversed(Level)), *WORST_FIRST[:2]]
    add("--fail-on", choices=limits, default="ERR", metavar="LEVEL", help="|".join(limits))
    add("--accepted", type=Path, metavar="FILE", help="findings that are accepted")
    add("--prose", action="store_true", help="list the changes of prose instead of counting them")
    add("--color", choices=("auto", "always", "never"), default="auto")
    within = "where files lie that the documents refer to, if not beside them (in git: of the root)"
    add("--within", metavar="FOLDER", help=within)
    add("--timeout", type=float, metavar="SECONDS", help="for each URL")
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
    outputs = [_output(text) for text in options.output]
    acceptances = accepted.read(options.accepted) if options.accepted else ()
    old, new = (
        load(source, timeout=options.timeout, within=options.within)
        for source in (options.old, options.new)
    )
    found = with_nulls(diff(old.document, new.document), old.nulls, new.nulls)
    found = with_unfollowed(found, old.unfollowed, new.unfollowed)
    settled = accepted.settle(with_impact(found), acceptances, date.today())
    compared = _Compared(old, new)
    judged = _judged(settled, options)
    sys.stdout.write(_report(options.format, settled, compared, options, judged))
    for name, file in outputs:
        _write(file, _report(name, settled, compared, options, judged))
    _tell_acceptances(settled)
    if judged is not None and options.fail_on not in Level.__members__:
        from .uses.report import is_found

        return FOUND if is_found(judged, options.fail_on) else FINE
    return FOUND if _is_found(settled.changes, options.fail_on) else FINE


def _judged(settled: Settled, options: argparse.Namespace) -> Judged | None:
    """What the changes do to the code of --uses; None without that option."""
    if not options.uses:
        if options.client:
            raise ContractError("client", "--client is given without --uses", "add --uses PATH")
        return None
    from .uses import find_uses, judge

    return judge(settled.changes, find_uses(options.uses, options.client))


def _report(
    name: str,
    settled: Settled,
    compared: _Compared,
    options: argparse.Namespace,
    judged: Judged | None,
) -> str:
    report = _REPORTS[name](settled, compared, options)
    if judged is None:
        return report
    from .uses.report import rendered

    return rendered(judged, name, report)


class _Compared:
    """Both revisions, and where things stand in their texts."""

    def __init__(self, old: Revision, new: Revision) -> None:
        self.old = old
        self.new = new
        self._normal: dict[str, Any] = {}

    @property
    def file(self) -> str:
        """The file that annotations are about."""
        return self.new.file or "openapi.json"

    def position(self, pointer: str) -> Position | None:
        """Where a node of the new document, in normal form, stands in its file."""
        positions = self.new.positions
        if positions is None:
            return None
        if not self._normal:
            self._normal = normalise(self.new.document)
        return positions.of(_as_written(pointer, self._normal, self.new.document))


def _as_written(pointer: str, normal: Any, written: Any) -> str:
    """The pointer into a document as it is written, whose arrays may be in another order."""
    keys: list[str] = []
    document = written
    for key in json_pointer.split(pointer):
        if isinstance(written, dict) and key not in written and "$ref" in written:
            written = Source(document).follow(At("", written)).node  # a path item elsewhere
        if isinstance(normal, list) and isinstance(written, list):
            if not key.isdecimal() or int(key) >= len(normal):
                break
            normal = normal[int(key)]
            number = next((n for n, one in enumerate(written) if _is_same(one, normal)), int(key))
            if number >= len(written):
                break
            written = written[number]
            keys.append(str(number))
        elif isinstance(normal, dict) and isinstance(written, dict) and key in written:
            normal, written = normal.get(key), written[key]
            keys.append(key)
        else:
            break
    return json_pointer.build(*keys)


def _is_same(one: Any, other: Any) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return type(one) is type(other) and one == other
    if {"name", "in"} <= one.keys() & other.keys():
        return (one["name"], one["in"]) == (other["name"], other["in"])
    return one == other


def _is_found(changes: Changes, limit: str) -> bool:
    if limit in Level.__members__:
        return bool(changes.at_least(Level[limit]))
    impacts = WORST_FIRST[: [*WORST_FIRST].index("broken" if limit == "broken" else "adapt") + 1]
    return any(finding.impact in impacts for finding in changes.findings)


def _output(text: str) -> tuple[str, Path]:
    name, equals, file = text.partition("=")
    if not equals or not file or name not in _REPORTS:
        raise ContractError(
            "output",
            f"{text!r} is not FORMAT=FILE",
            f"give one of {', '.join(_REPORTS)}, such as --output markdown=report.md",
        )
    return name, Path(file)


def _write(file: Path, report: str) -> None:
    try:
        file.write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ContractError(
            "output", f"{file} cannot be written ({error.strerror})", "give another file"
        ) from error


def _tell_acceptances(settled: Settled) -> None:
    for state, acceptances in (("expired", settled.expired), ("unused", settled.unused)):
        for acceptance in acceptances:
            print(one_line(f"accepted: {state}, remove it: {acceptance}"), file=sys.stderr)
    for acceptance in settled.renamed:
        ids = " and ".join(acceptance.ids)
        print(one_line(f"accepted: {acceptance.id} is now {ids}: {acceptance}"), file=sys.stderr)


def _text(settled: Settled, compared: _Compared, options: argparse.Namespace) -> str:
    is_wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    colour = {"always": True, "never": False, "auto": is_wanted}[options.color]
    return change_report.text(
        settled, prose=options.prose, colour=colour, where=_where_ignored(settled, compared)
    )


def _where_ignored(settled: Settled, compared: _Compared) -> dict[str, str]:
    """The file and the line of each null that was read as nothing, by its pointer."""
    found: dict[str, str] = {}
    for finding in settled.changes.findings:
        if finding.id == "null-ignored":
            is_old = finding.location not in compared.new.nulls
            revision = compared.old if is_old else compared.new
            if revision.positions is not None:
                position = revision.positions.of(finding.location)
                found[finding.location] = f"{position.file or revision.file}:{position.line}"
    return found


def _json(settled: Settled, _compared: _Compared, options: argparse.Namespace) -> str:
    return change_report.json_(settled, prose=options.prose)


def _markdown(settled: Settled, _compared: _Compared, options: argparse.Namespace) -> str:
    return change_report.markdown(settled, prose=options.prose)


def _github(settled: Settled, compared: _Compared, _options: argparse.Namespace) -> str:
    return change_report.github(settled, file=compared.file, position_of=compared.position)


_REPORTS: Final[dict[str, _Report]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "github": _github,
}
