"""`flochat profile`: keys and settings under names."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from attrs import evolve, fields

from .. import asking, output, profiles
from ..failures import CommandError
from ..output import say
from ..profiles import Profile
from ..session import Session, command


@click.group()
def profile() -> None:
    """Keep keys and settings under names.

    They are kept in a file that only you can read (mode 0600), and the key in the system's keyring
    where there is one. FLOCHAT_PROFILES moves the file.
    """


@command(profile, name="add")
@click.argument("name")
@click.option("--host", metavar="URL", help="Another address than https://app.flochat.ai/api.")
@click.option("--flow", metavar="f123", help="With a partner's master key: the flow.")
@click.option("--workspace", metavar="ID", help="With a partner's master key: the workspace.")
@click.option("--time-zone", metavar="ZONE", help="The zone of times, as in Australia/Sydney.")
@click.option("--country", metavar="CC", help="The country of phones without a code, as in AU.")
@click.option("--shared-quota", metavar="FILE", help="Count together with others: a file or Redis.")
@click.option(
    "--key-command", metavar="COMMAND", help="A command that prints the key, run each time."
)
def add(_session: Session, name: str, key_command: str | None, **settings: Any) -> None:
    """Add a profile, or change its settings.

    The key is asked for without being shown, or read from standard input where that is no
    terminal. It is never an argument, since those show in lists of processes and in histories.
    """
    known = profiles.read()
    profiles.check_name(name)
    given = {key: value for key, value in settings.items() if value is not None}
    wanted = evolve(known.by_name.get(name, Profile()), **given)
    _check(name, wanted)
    if key_command is not None:
        wanted = evolve(wanted, key=None, keyring=False, key_command=key_command)
        where = "printed by its command"
    else:
        key = _read_key(name)
        in_keyring = profiles.keep_in_keyring(name, key)
        wanted = evolve(
            wanted, key=None if in_keyring else key, keyring=in_keyring, key_command=None
        )
        where = "in the system's keyring" if in_keyring else f"in {profiles.path()}"
    profiles.write(known.with_profile(name, wanted))
    say(f"profile {name}: the key is {where}")


@command(profile, name="list")
def list_(session: Session) -> None:
    """List the profiles, without their keys."""
    known = profiles.read()
    shown = [field.name for field in fields(Profile) if field.name not in ("key", "key_command")]
    rows: list[dict[str, Any]] = [
        {"name": name, "default": name == known.default}
        | {field: getattr(profile, field) for field in shown}
        for name, profile in known.by_name.items()
    ]
    if not rows:
        say("there are none; `flochat profile add NAME` makes one")
    elif session.form == "table":  # columns that nobody uses are left out
        used = [field for field in shown if any(row[field] for row in rows)]
        output.print_rows(rows, ["name", "default", *used], form="table")
    else:
        output.print_rows(rows, form=session.form)


@command(profile, name="use")
@click.argument("name")
def use(_session: Session, name: str) -> None:
    """Use a profile where none is named."""
    profiles.write(profiles.read().using(name))
    say(f"{name} is used from now on where no profile is named")


@command(profile, name="remove")
@click.argument("name")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def remove(_session: Session, name: str, yes: bool) -> None:
    """Remove a profile, and its key from the keyring."""
    known = profiles.read()
    is_in_keyring = known.get(name).keyring
    asking.confirm(asking.Intent(what=f"Remove the profile {name} with its key"), yes=yes)
    if is_in_keyring:
        profiles.forget_in_keyring(name)
    profiles.write(known.without(name))
    say(f"removed {name}")


def _check(name: str, profile: Profile) -> None:
    """Raise the library's own errors for settings that no client takes."""
    from ..._sync.client import Flochat

    if (profile.flow is None) != (profile.workspace is None):
        raise CommandError(f"{name}: give --flow and --workspace together, or neither")
    with Flochat(
        "checks-the-rest",
        base_url=profile.host,
        default_country=profile.country,
        time_zone=profile.time_zone,
    ) as client:
        if profile.flow is not None and profile.workspace is not None:
            client.for_flow(profile.flow, workspace_id=profile.workspace)


def _read_key(name: str) -> str:
    if sys.stdin.isatty():
        text = click.prompt(f"Key of {name}", hide_input=True, err=True)
    else:
        text = sys.stdin.readline()
    key = str(text).strip()
    if not key or not key.isprintable() or any(character.isspace() for character in key):
        raise CommandError("that is not a key: it is one word")
    if key == os.environ.get("FLOCHAT_API_KEY"):
        say("it is the key that FLOCHAT_API_KEY has, too")
    return key
