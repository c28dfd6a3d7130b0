"""The command `flochat-contract`: compare, pull, list and check OpenAPI documents.

Exit status: 0 fine, 1 a finding at the level of --fail-on (or a drift), 2 bad input, 130 when
interrupted.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn, TextIO

from . import leftovers
from .errors import BAD_INPUT, ContractError
from .output import ignore_stdout

INTERRUPTED: Final = 130

_STATUSES: Final = "Exit status: 0 fine, 1 a finding at the level of --fail-on, 2 bad input."


def main(arguments: Sequence[str] | None = None, *, program: str | None = None) -> int:
    """Run the command; returns its exit status. `program` is how it calls itself in help."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(given, program).parse_args(given)
    try:
        status: int = options.run(options)
    except ContractError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def run(command: Callable[[], int] = main) -> NoReturn:
    """Run the command as a process of its own, which ends with its status.

    It ends quietly when nobody reads its output.
    """
    # A comparison leaves next to no garbage: looking for it takes a tenth of the time, and over a
    # third with documents of twenty times the size.
    gc.disable()
    leftovers.end_with_process()
    # Where they are closed there are none.
    sys.stdout, sys.stderr = (it or _nowhere() for it in (sys.stdout, sys.stderr))
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has seen enough
        ignore_stdout()
        status = 0
    sys.stderr.flush()
    os._exit(status)  # with all that was left to it


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _parser(given: Sequence[str], program: str | None) -> argparse.ArgumentParser:
    """The parser; only the command that is asked for is imported."""
    parser = argparse.ArgumentParser(
        prog="flochat-contract",
        description="Compare, pull, list and check OpenAPI documents.",
        epilog=_STATUSES,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    wanted = next((word for word in given if not word.startswith("-")), "")
    for name, (about, prepare) in _COMMANDS.items():
        own = commands.add_parser(
            name,
            prog=program if name == "diff" and program else f"flochat-contract {name}",
            help=about,
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=_STATUSES,
        )
        if name == wanted:
            prepare(own)
    return parser


def _prepare_diff(parser: argparse.ArgumentParser) -> None:
    from .diff_command import add_arguments, compare

    add_arguments(parser)
    parser.set_defaults(run=compare)


def _prepare_since(parser: argparse.ArgumentParser) -> None:
    from .since_command import add_arguments, compare_since

    add_arguments(parser)
    parser.set_defaults(run=compare_since)


def _prepare_pull(parser: argparse.ArgumentParser) -> None:
    from .pull_command import add_pull_arguments, pull_document

    add_pull_arguments(parser)
    parser.set_defaults(run=pull_document)


def _prepare_check(parser: argparse.ArgumentParser) -> None:
    from .pull_command import add_check_arguments, check_drift

    add_check_arguments(parser)
    parser.set_defaults(run=check_drift)


def _prepare_operations(parser: argparse.ArgumentParser) -> None:
    from .operations_command import add_arguments, list_operations

    add_arguments(parser)
    parser.set_defaults(run=list_operations)


_COMMANDS: Final[dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]] = {
    "diff": ("report what changed between two revisions of an OpenAPI document", _prepare_diff),
    "since": ("report what changed in files since a revision in git", _prepare_since),
    "pull": ("get a document from a host, in normal form", _prepare_pull),
    "operations": ("list the operations of the contract", _prepare_operations),
    "check": ("report how a document differs from the one of this release", _prepare_check),
}
