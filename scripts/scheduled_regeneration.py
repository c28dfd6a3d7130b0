"""The regeneration on a schedule: an up-to-date pull request, an issue when it fails, or nothing.

    python scripts/scheduled_regeneration.py
    python scripts/scheduled_regeneration.py --checks "make test" -- --source FILE --accept-shrink

For CI: it needs a full clone with `main` checked out, and GITHUB_REPOSITORY and GITHUB_TOKEN in the
environment; FLOCHAT_API_KEY is used for the pull when it is set. docs/maintain/schedule.md has the
rest.

Exit status: 0 done; 1 the regeneration failed and an issue says why; 2 this job itself failed,
reported in one line and, where the forge allows it, in the same issue, and the next run completes
what is missing; 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flochat.contract.errors import ContractError
from scripts.schedule import texts
from scripts.schedule.commands import API_KEY
from scripts.schedule.forge import Forge
from scripts.schedule.job import Job, Outcome
from scripts.schedule.repository import Identity, Repository

ROOT: Final = Path(__file__).resolve().parent.parent

DONE: Final = 0
REGENERATION_FAILED: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130

# The account that the workflow's own token belongs to.
WORKFLOW: Final = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"

_IDENTITY: Final = re.compile(r"(?P<name>[^<>\n]+) <(?P<email>[^<>\s]+)>")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        with _no_workflow_commands(os.environ):
            outcome = run(options, os.environ)
    except ContractError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("interrupted: the next run completes what is missing", file=sys.stderr)
        return INTERRUPTED
    print(outcome.value)
    return REGENERATION_FAILED if outcome is Outcome.FAILED else DONE


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> Outcome:
    """Run the job that options and environment describe."""
    token, name = (_needed(environment, key) for key in ("GITHUB_TOKEN", "GITHUB_REPOSITORY"))
    server_url = environment.get("GITHUB_SERVER_URL", "https://github.com")
    api_url = environment.get("GITHUB_API_URL", "https://api.github.com")
    run_id = environment.get("GITHUB_RUN_ID")
    identity: Identity = options.identity
    with Forge(api_url, name, token, identity.name) as forge:
        job = Job(
            Repository(options.root, identity, server_url, token),
            forge,
            regeneration=(*options.regenerate, *options.regeneration_options),
            checks=options.checks,
            run_url=f"{server_url}/{name}/actions/runs/{run_id}" if run_id else None,
            api_key=environment.get(API_KEY) or None,
            workflow=options.workflow or None,
            propose_again=options.propose_again,
        )
        ended = "failed"
        try:
            outcome = job.run()
            ended = outcome.value
        finally:
            _write_summary(environment.get("GITHUB_STEP_SUMMARY"), texts.summary(ended, job.notes))
    return outcome


def _write_summary(file: str | None, text: str) -> None:
    """Add to the summary that the forge shows of a run; it decides nothing."""
    if file:
        try:
            with Path(file).open("a", encoding="utf-8", errors="replace") as summary:
                summary.write(text)
        except OSError as error:
            print(f"summary: not written, {error}", file=sys.stderr)


@contextmanager
def _no_workflow_commands(environment: Mapping[str, str]) -> Iterator[None]:
    """Keep the runner from taking anything that is printed, by upstream or tests, for a command."""
    if environment.get("GITHUB_ACTIONS") != "true":
        yield
        return
    password = secrets.token_hex(16)
    print(f"::stop-commands::{password}", flush=True)
    try:
        yield
    finally:
        print(f"::{password}::", flush=True)


def _needed(environment: Mapping[str, str], name: str) -> str:
    if not environment.get(name):
        raise ContractError("settings", f"{name} is not set", "run this in the workflow")
    return environment[name]


def _identity(text: str) -> Identity:
    if (match := _IDENTITY.fullmatch(text)) is None:
        raise argparse.ArgumentTypeError("give it as 'NAME <EMAIL>'")
    return Identity(match["name"], match["email"])


def _command(text: str) -> tuple[str, ...]:
    return tuple(shlex.split(text))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Regenerate on a schedule: a pull request, an issue, or nothing.",
        epilog="Exit status: 0 done, 1 the regeneration failed and an issue says why, 2 failed.",
    )
    regenerate = (sys.executable, str(ROOT / "scripts" / "regenerate.py"))
    add = parser.add_argument
    add("--checks", type=_command, default="bash .ci/run", metavar="COMMAND", help="what to check")
    add(
        "--identity", type=_identity, default=WORKFLOW, metavar="'NAME <EMAIL>'", help="who commits"
    )
    add(
        "--regenerate",
        type=_command,
        default=regenerate,
        metavar="COMMAND",
        help="what to regenerate with",
    )
    add(
        "--propose-again",
        action="store_true",
        help="propose even what somebody closed the pull request of",
    )
    add("--root", type=Path, default=ROOT, metavar="DIR", help="the clone, by default this one")
    add(
        "--workflow",
        default="ci.yml",
        metavar="FILE",
        help="the workflow to start on the branch; none if empty",
    )
    add("regeneration_options", nargs="*", metavar="-- OPTION", help="for scripts/regenerate.py")
    return parser


if __name__ == "__main__":
    sys.exit(main())
