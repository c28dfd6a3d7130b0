"""`flochat mirror`: a flow in a local SQLite file, kept up to date."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, Final

import click

from ..failures import CommandError, one_line
from ..output import say
from ..session import Session, command
from ..statuses import DONE, INTERRUPTED

_UNITS: Final = {"s": 1, "m": 60, "h": 3_600}
_EVERY: Final = re.compile(r"(\d{1,4}) ?([smh])")


@command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--every", metavar="15m", help="Go on, and sync so often.")
@click.option("--messages", is_flag=True, help="Also the messages of whoever wrote.")
@click.option("--sweep", is_flag=True, help="Read everybody now, to see tags and deletions.")
@click.option(
    "--sweep-days", type=click.FloatRange(0), default=7, show_default=True, help="How often."
)
def mirror(
    session: Session, file: Path, every: str | None, messages: bool, sweep: bool, sweep_days: float
) -> int:
    """Keep the flow in a local SQLite file.

    That is people, conversations and orders. A sync reads what is new, in few requests. Datasette,
    DuckDB and anything else that reads SQLite can read the file. It holds personal
    data, and is for its owner alone.
    """
    from ...errors import APIConnectionError, InternalServerError, RateLimitError

    pause = None if every is None else _seconds(every)
    with session.client(on_exhausted="raise" if pause is None else "wait") as client:
        kept = client.mirror(file, sweep_days=sweep_days)
        try:
            while True:
                try:
                    _tell(kept.sync(messages=messages, sweep=sweep))
                    sweep = False
                except (APIConnectionError, InternalServerError, RateLimitError) as error:
                    if pause is None:
                        raise
                    say(f"{one_line(str(error))}; the next sync goes on")
                if pause is None:
                    return DONE
                time.sleep(pause)
        except KeyboardInterrupt:
            say("stopped: what was read is in the file")
            return INTERRUPTED if pause is None else DONE


def _tell(report: Any) -> None:
    say(str(report))
    for line in report.cannot_see:
        say(f"not known: {line}")


def _seconds(text: str) -> float:
    found = _EVERY.fullmatch(text.strip())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not seconds:
        raise CommandError(f"--every {text!r} must be like 30s, 15m or 2h")
    return float(seconds)
