"""`python -m flochat.sandbox`: a sandbox to look at, to try out, and to call a service from.

With --call URL it calls a service once, as a flow does, and says what became of the answer: the
exit status is 0 when all is well, 1 when the answer is wrong, 2 when it could not be asked for.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from . import call_command
from .faults import Faults
from .profiles import PROFILES
from .seed import example
from .server import DEFAULT_FLOW, DEFAULT_KEY, DEFAULT_QUOTA, Server, serve

MAX_PORT: Final = 65_535


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; 0 then, 1 when the sandbox cannot start."""
    options = _parser().parse_args(arguments)
    if options.call is not None:
        return call_command.run(options)
    try:
        _check(options)
        with serve(
            port=options.port,
            flow=options.flow,
            db=options.db,
            api_key=options.api_key,
            manner=options.manner,
            habits=call_command.habits_of(options),
            quota=options.quota,
            faults=Faults.of_all_kinds(options.faults),
            seed=example,
            routes=dict(options.route),
            allow_outside=options.allow_outside,
        ) as server:
            call_command.connect(server, options)
            print(_greeting(server), flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        print("\nThe sandbox has stopped.")
    except (ImportError, OSError, OverflowError, TypeError, ValueError) as error:
        print(f"flochat.sandbox: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flochat.sandbox", description=__doc__)
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        help="from 0 to 65535; 0, the default, takes any free port",
    )
    parser.add_argument(
        "--db", type=Path, help="an SQLite file, for its owner alone, to keep the state in"
    )
    parser.add_argument(
        "--api-key", default=DEFAULT_KEY, help="the key to accept (default: %(default)s)"
    )
    parser.add_argument(
        "--manner",
        choices=sorted(PROFILES),
        default="lifelike",
        help="how to answer: as live hosts do, or as the contract says (default: %(default)s)",
    )
    parser.add_argument(
        "--habit",
        action="append",
        default=[],
        type=_habit,
        metavar="NAME=VALUE",
        help="what hosts do differently, for example phone_filter=equal; may be repeated",
    )
    parser.add_argument(
        "--habits",
        type=Path,
        metavar="FILE",
        help="a JSON file with the habits of a host; --habit goes before it",
    )
    parser.add_argument(
        "--flow",
        type=int,
        default=DEFAULT_FLOW,
        help="the number of the flow, as in its identifiers (default: %(default)s)",
    )
    parser.add_argument(
        "--quota", type=int, default=DEFAULT_QUOTA, help="requests an hour (default: %(default)s)"
    )
    parser.add_argument(
        "--faults",
        type=float,
        default=0.0,
        help="the share of requests that fail, from 0 (the default) to 1, for example 0.2",
    )
    call_command.add_arguments(parser)
    return parser


def _habit(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _check(options: argparse.Namespace) -> None:
    if not 0 <= options.port <= MAX_PORT:
        raise ValueError(f"--port must be from 0 to {MAX_PORT}, not {options.port}")
    if options.flow < 1:
        raise ValueError(f"--flow must be at least 1, not {options.flow}")
    if not 0 <= options.faults <= 1:
        raise ValueError(f"--faults must be from 0 to 1, not {options.faults:g}")


def _greeting(server: Server) -> str:
    return f"""Flochat sandbox
  Swagger UI  {server.page_url}
  try a bot   {server.try_url}
  document    {server.document_url}
  base URL    {server.url}
  API key     {server.api_key}
Ctrl-C stops it."""


if __name__ == "__main__":
    sys.exit(main())
