"""`flochat-contract pull` and `check`: get a document, and hold it against that of this release."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from . import vendored_contract
from .accepted import Settled
from .change_report import text
from .diff import diff
from .document import check
from .errors import ContractError
from .impact import with_impact
from .normalise import dump, normalise
from .pull import DEFAULT_SOURCE, Limits, pull

FINE: Final = 0
DRIFT: Final = 1


def add_pull_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `pull`."""
    _add_source(parser)
    parser.add_argument("--output", type=Path, metavar="FILE", help="instead of printing it")


def add_check_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of `check`."""
    _add_source(parser)


def pull_document(options: argparse.Namespace) -> int:
    """Get a sound document, and print it or write it in normal form; returns the exit status."""
    written = dump(normalise(_pulled(options)))
    if options.output is None:
        sys.stdout.write(written)
        return FINE
    try:
        options.output.write_text(written, encoding="utf-8", newline="\n")
    except OSError as error:
        problem = f"{options.output} cannot be written ({error.strerror})"
        raise ContractError("pull", problem, "give another file") from error
    return FINE


def check_drift(options: argparse.Namespace) -> int:
    """Report how a document differs from the one of this release; status 1 if it does."""
    changes = with_impact(diff(vendored_contract(overlaid=False), _pulled(options)))
    sys.stdout.write(text(Settled(changes)))
    return DRIFT if changes.findings else FINE


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        default=DEFAULT_SOURCE,
        help=f"a Swagger page or a document by URL, or a file ({DEFAULT_SOURCE})",
    )
    seconds = Limits().total
    parser.add_argument("--timeout", type=float, default=seconds, metavar="SECONDS")


def _pulled(options: argparse.Namespace) -> dict[str, Any]:
    document = pull(options.source, limits=Limits(total=options.timeout)).document
    check(document)
    return document
