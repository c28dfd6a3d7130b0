"""`flochat-contract since`: what changed in documents since a revision, as a commit hook asks."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from .diff_command import FINE, add_report_arguments, compare
from .errors import BAD_INPUT, ContractError, one_line
from .finding_places import in_repository
from .output import print_report
from .revisions import is_committed, load

#: Reports of several documents can stand behind each other.
_FORMATS: Final = ("text", "markdown", "github")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of the command."""
    parser.add_argument("revision", metavar="REV", help="a branch, a tag or a commit, such as HEAD")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a document (JSON or YAML)")
    add_report_arguments(parser, _FORMATS)
    parser.set_defaults(rules=False, output=[], timeout=None)


def compare_since(options: argparse.Namespace) -> int:
    """Compare each file with what it was; returns the worst exit status."""
    is_headed = len(options.files) > 1 and options.format != "github"
    status = FINE
    for number, file in enumerate(options.files):
        if is_headed:
            print_report(f"\n{one_line(file)}\n" if number else f"{one_line(file)}\n")
        try:
            status = max(status, _compare_file(options, file))
        except ContractError as error:
            # The others are compared all the same.
            print(f"{one_line(file)}: {error}", file=sys.stderr)
            status = BAD_INPUT
    return status


def _compare_file(options: argparse.Namespace, file: str) -> int:
    path = in_repository(file)
    if not is_committed(options.revision, path):
        load(file, within=options.within)  # it has to be a document all the same
        told = f"{file}: new since {options.revision}, there is nothing to compare it with"
        print(one_line(told), file=sys.stderr)
        return FINE
    options.old, options.new = f"{options.revision}:{path}", file
    return compare(options)
