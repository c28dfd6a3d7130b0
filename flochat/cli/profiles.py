"""Profiles: keys and settings under names, in a file for its owner alone.

The file is TOML: a table for each profile, and `default` with the name of one of them.
"""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve, fields, frozen

from ..probe.files import write_whole
from .failures import CommandError
from .places import config_folder
from .statuses import FAILED

_FILE_NAME: Final = "profiles.toml"
_KEYRING_SERVICE: Final = "flochat"
#: How long a command that prints the key may take, in seconds: it may ask for a password.
_KEY_COMMAND_SECONDS: Final = 120
_NAME_CHARACTERS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
)


@frozen(kw_only=True)
class Profile:
    """The settings of a profile; of key, key command and keyring it has one."""

    host: str | None = None
    key: str | None = None
    key_command: str | None = None
    keyring: bool = False
    flow: str | None = None
    workspace: str | None = None
    time_zone: str | None = None
    country: str | None = None
    shared_quota: str | None = None

    def __repr__(self) -> str:  # never the key
        return f"Profile(host={self.host!r})"


@frozen
class Profiles:
    """All profiles, and the name of the one that is used when none is named."""

    by_name: Mapping[str, Profile]
    default: str | None = None

    def get(self, name: str) -> Profile:
        if name not in self.by_name:
            known = ", ".join(self.by_name) or "none yet; `flochat profile add NAME` makes one"
            raise CommandError(f"there is no profile {name!r}; known: {known}")
        return self.by_name[name]

    def with_profile(self, name: str, profile: Profile) -> Profiles:
        """The same with one more or another one; the first becomes the default."""
        return Profiles({**self.by_name, name: profile}, self.default or name)

    def without(self, name: str) -> Profiles:
        rest = {other: profile for other, profile in self.by_name.items() if other != name}
        return Profiles(rest, None if self.default == name else self.default)

    def using(self, name: str) -> Profiles:
        self.get(name)
        return evolve(self, default=name)


def path() -> Path:
    """The file with the profiles: that of FLOCHAT_PROFILES, or one in the user's settings."""
    given = os.environ.get("FLOCHAT_PROFILES")
    return Path(given) if given else config_folder() / _FILE_NAME


def check_name(name: str) -> str:
    """The name, if it can be one of a profile."""
    if not name or len(name) > 60 or set(name) - _NAME_CHARACTERS or name == "default":
        raise CommandError(
            f"a profile cannot be called {name!r}: use letters, digits, - and _, "
            "and not the word default"
        )
    return name


def read() -> Profiles:
    """All profiles. Raises `CommandError` for a file that others may read, or that is not one."""
    file = path()
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Profiles({})
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    if os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise CommandError(f"{file} may hold keys, and others can read it: chmod 600 {file}")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"{file} is not TOML: {error}") from error
    default = content.pop("default", None)
    return Profiles(
        {name: _profile(file, name, table) for name, table in content.items()},
        default if default in content else None,
    )


def write(profiles: Profiles) -> None:
    """Replace the file with these profiles: whole, and for its owner alone.

    Where it is a link, as people keep settings in a folder of their own, it stays one.
    """
    file = path().resolve()
    lines = []
    if profiles.default is not None:
        lines += [f"default = {_toml(profiles.default)}", ""]
    for name, profile in profiles.by_name.items():
        lines.append(f"[{name}]")
        for attribute in fields(Profile):
            value = getattr(profile, attribute.name)
            if value not in (None, False):
                lines.append(f"{attribute.name} = {_toml(value)}")
        lines.append("")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        write_whole(file, "\n".join(lines))
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error}", FAILED) from error


def reveal_key(name: str, profile: Profile) -> str:
    """The key of a profile, wherever it is kept."""
    if profile.key is not None:
        return profile.key
    if profile.key_command is not None:
        return _printed_key(name, profile.key_command)
    if profile.keyring:
        backend = keyring()
        key = backend.get_password(_KEYRING_SERVICE, name) if backend else None
        if key is None:
            raise CommandError(
                f"the system's keyring has no key for the profile {name!r}: "
                f"flochat profile add {name}"
            )
        return str(key)
    raise CommandError(f"the profile {name!r} has no key: flochat profile add {name}")


def keep_in_keyring(name: str, key: str) -> bool:
    """Put a key into the system's keyring; False where there is none that works."""
    backend = keyring()
    if backend is None:
        return False
    try:
        backend.set_password(_KEYRING_SERVICE, name, key)
        return bool(backend.get_password(_KEYRING_SERVICE, name) == key)
    except Exception:  # each system's keyring raises errors of its own
        return False


def forget_in_keyring(name: str) -> None:
    """Take a key out of the system's keyring, if there is one."""
    backend = keyring()
    if backend is not None:
        try:
            backend.delete_password(_KEYRING_SERVICE, name)
        except Exception as error:  # each system's keyring raises errors of its own
            raise CommandError(
                f"the key of {name!r} is still in the system's keyring: {error}", FAILED
            ) from error


def keyring() -> Any:
    """The library that speaks with the system's keyring, if it is installed and finds one."""
    try:
        import keyring as library  # type: ignore[import-not-found, unused-ignore] # not an extra
    except ImportError:
        return None
    priority = getattr(library.get_keyring(), "priority", 0)
    return library if priority >= 1 else None


def _printed_key(name: str, command: str) -> str:
    try:
        done = subprocess.run(
            shlex.split(command),
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            timeout=_KEY_COMMAND_SECONDS,
            check=True,
        )
        lines = done.stdout.decode().splitlines()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        # The text of the error may repeat the command, which may hold a password.
        raise CommandError(
            f"the key_command of the profile {name!r} failed: {type(error).__name__}"
        ) from None
    if not lines or not lines[0].strip():
        raise CommandError(f"the key_command of the profile {name!r} printed nothing")
    return lines[0].strip()


def _profile(file: Path, name: str, table: object) -> Profile:
    if not isinstance(table, dict):
        raise CommandError(f"{file}: {name} must be a table: [{name}]")
    kinds = {attribute.name: attribute.name == "keyring" for attribute in fields(Profile)}
    for key, value in table.items():
        if key not in kinds:
            raise CommandError(f"{file}: [{name}] has {key!r}; known: {', '.join(kinds)}")
        if not isinstance(value, bool if kinds[key] else str):
            raise CommandError(f"{file}: {key} of [{name}] must be a text")
    return Profile(**table)


def _toml(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not value.isprintable():
        raise CommandError("a setting must be a text without control characters")
    return json.dumps(value, ensure_ascii=False)
