"""`flochat contract`, `flochat probe` and `flochat sandbox`: commands of their own, passed on."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from .. import profiles
from ..failures import CommandError
from ..session import Session


def _passed_on(function: Callable[[tuple[str, ...]], int]) -> click.Command:
    """A command for which everything after its name is for another one, --help too."""
    settings = {"ignore_unknown_options": True, "allow_interspersed_args": False}
    taking_all = click.argument("arguments", nargs=-1, type=click.UNPROCESSED)(function)
    return click.command(add_help_option=False, context_settings=settings)(taking_all)


@_passed_on
def contract(arguments: tuple[str, ...]) -> int:
    """Compare and check API documents.

    The same as flochat-contract: diff, pull, operations and check, with the same exit statuses.
    """
    from ...contract.command import main, run

    return run(lambda: main(arguments))


@_passed_on
def sandbox(arguments: tuple[str, ...]) -> int:
    """Run a stand-in for the platform on this machine.

    The same as python -m flochat.sandbox. It needs the extra `sandbox`.
    """
    from ...sandbox.__main__ import main

    return main(arguments)


@_passed_on
def probe(arguments: tuple[str, ...]) -> int:
    """Find out what the host does, by reading.

    The same as python -m flochat.probe, with the key of a profile: put --profile NAME first.
    """
    from ...probe.__main__ import main

    name, rest = None, list(arguments)
    if rest[:1] == ["--profile"] and len(rest) > 1:
        name, rest = rest[1], rest[2:]
    if not {"-h", "--help"} & set(rest):
        session = Session(name, "table", debug=False)
        settings = session.profile
        if session.profile_name is not None:  # the probe reads its key where scripts have it
            if settings.flow is not None:
                raise CommandError("a probe is of the key's own flow, and this profile has another")
            os.environ["FLOCHAT_API_KEY"] = profiles.reveal_key(session.profile_name, settings)
            os.environ.pop("FLOCHAT_BASE_URL", None)
            if settings.host is not None:
                os.environ["FLOCHAT_BASE_URL"] = settings.host
    return main(rest)
