"""What a command works with: its options that all have, and the client that they make."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import click
from attrs import define

from . import output, profiles
from .failures import CommandError
from .output import Format
from .profiles import Profile

if TYPE_CHECKING:
    from .._sync.client import Flochat

P = ParamSpec("P")
T = TypeVar("T")

_KEY_VARIABLE: Final = "FLOCHAT_API_KEY"
_PROFILE_VARIABLE: Final = "FLOCHAT_PROFILE"
_NO_KEY: Final = (
    "there is no key: set FLOCHAT_API_KEY, or keep one in a profile (flochat profile add NAME)"
)


@define
class Session:
    """One call of the command."""

    profile_name: str | None
    form: Format
    debug: bool
    _profile: Profile | None = None

    @property
    def profile(self) -> Profile:
        """The settings: those of the profile that is named, else of the environment's key.

        A key of the environment never goes with the settings of a profile, which may be of another
        host or flow.
        """
        if self._profile is None:
            self.profile_name, self._profile = _chosen(self.profile_name)
        return self._profile

    @contextmanager
    def client(self, **options: Any) -> Iterator[Flochat]:
        """A client, closed in the end. `options` are those of `Flochat`."""
        from .._sync.client import Flochat

        settings = self.client_options()
        customer = settings.pop("customer", None)
        with Flochat(**settings, **options) as client:
            if customer is None:
                yield client
            else:
                yield client.for_flow(customer[0], workspace_id=customer[1])

    def client_options(self) -> dict[str, Any]:
        """The options of a client, and under "customer" flow and workspace where there are some."""
        from .._sending.settings import DEFAULT_BASE_URL

        profile = self.profile
        key, host = None, profile.host
        if self.profile_name is not None:
            key = profiles.reveal_key(self.profile_name, profile)
            host = host or DEFAULT_BASE_URL  # and never where the environment says
        options: dict[str, Any] = {
            "api_key": key,
            "base_url": host,
            "default_country": profile.country,
            "time_zone": profile.time_zone,
            "shared_quota": profile.shared_quota,
        }
        if profile.flow is not None:
            options["customer"] = (profile.flow, profile.workspace)
        return options

    def zone(self) -> tzinfo | None:
        """The time zone of the profile, or that of FLOCHAT_TIME_ZONE."""
        from .._values.zones import find_zone

        name = self.profile.time_zone or os.environ.get("FLOCHAT_TIME_ZONE")
        return find_zone(name) if name else None


def _chosen(name: str | None) -> tuple[str | None, Profile]:
    name = name or os.environ.get(_PROFILE_VARIABLE)
    if name is None and os.environ.get(_KEY_VARIABLE):
        return None, Profile()
    known = profiles.read()
    name = name or known.default
    if name is None:
        raise CommandError(_NO_KEY)
    profile = known.get(name)
    if (profile.flow is None) != (profile.workspace is None):
        raise CommandError(f"the profile {name!r} needs flow and workspace together, or neither")
    return name, profile


def command(
    group: click.Group | None = None, **settings: Any
) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a command of a function that is given a `Session` first."""

    def decorate(function: Callable[..., int | None]) -> click.Command:
        @click.option(
            "--profile",
            metavar="NAME",
            shell_complete=_complete_profiles,
            help="The profile to use.  [default: FLOCHAT_API_KEY, or the default profile]",
        )
        @click.option(
            "--format",
            "form",
            type=click.Choice(output.FORMATS),
            help="How to print.  [default: table at a terminal, jsonl in a pipe]",
        )
        @click.option("--debug", is_flag=True, help="Show where an error came from.")
        @functools.wraps(function)
        def run(
            *args: Any, profile: str | None, form: Format | None, debug: bool, **kwargs: Any
        ) -> int | None:
            session = Session(profile, form or output.default_format(), debug)
            return function(session, *args, **kwargs)

        maker = click.command if group is None else group.command
        made: click.Command = maker(**settings)(run)
        return made

    return decorate


def _complete_profiles(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    try:
        return [name for name in profiles.read().by_name if name.startswith(incomplete)]
    except CommandError:
        return []
