"""`python -m flochat.sandbox`: a sandbox to look at and to try out."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .faults import Faults
from .habits import read_habits
from .profiles import PROFILES
from .seed import example
from .server import DEFAULT_KEY, DEFAULT_QUOTA, Server, serve

MAX_PORT: Final = 65_535


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; 0 then, 1 when the sandbox cannot start."""
    options = _parser().parse_args(arguments)
    try:
        _check(options)
        with serve(
            port=options.port,
            db=options.db,
            api_key=options.api_key,
            manner=options.manner,
            habits=_habits(options),
            quota=options.quota,
            faults=Faults.of_all_kinds(options.faults),
            seed=example,
        ) as server:
            print(_greeting(server), flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        print("\nThe sandbox has stopped.")
    except (ImportError, OSError, OverflowError, ValueError) as error:
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
        "--quota", type=int, default=DEFAULT_QUOTA, help="requests an hour (default: %(default)s)"
    )
    parser.add_argument(
        "--faults",
        type=float,
        default=0.0,
        help="the share of requests that fail, from 0 (the default) to 1, for example 0.2",
    )
    return parser


def _habit(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _habits(options: argparse.Namespace) -> dict[str, str]:
    """The habits of the file, if there is one, and those that are given one by one."""
    return (read_habits(options.habits) if options.habits else {}) | dict(options.habit)


def _check(options: argparse.Namespace) -> None:
    if not 0 <= options.port <= MAX_PORT:
        raise ValueError(f"--port must be from 0 to {MAX_PORT}, not {options.port}")
    if not 0 <= options.faults <= 1:
        raise ValueError(f"--faults must be from 0 to 1, not {options.faults:g}")


def _greeting(server: Server) -> str:
    return f"""Flochat sandbox
  Swagger UI  {server.page_url}
  document    {server.document_url}
  base URL    {server.url}
  API key     {server.api_key}
Ctrl-C stops it."""


if __name__ == "__main__":
    sys.exit(main())
