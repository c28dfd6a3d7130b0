"""The time zone of a client, found by its name, on systems without zone data too.

The standard library reads the data of the system, or of the package tzdata, which current versions
of dateutil depend on. Older ones carry the data themselves, in an archive.
"""

from __future__ import annotations

import difflib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, tzinfo
from importlib.resources import files
from io import BytesIO
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from ..errors import ConfigurationError
from .checks import describe_type

#: The archive of dateutil before 3.0, beside its modules.
_ARCHIVE: Final = ("zoneinfo", "dateutil-zoneinfo.tar.gz")
_EXAMPLE: Final = "pass an IANA name, such as 'Australia/Sydney', or a tzinfo"
_MAX_QUOTED: Final = 60


class ArchivedZone(ZoneInfo):
    """A zone from dateutil's archive; the standard library does not pickle what it reads so."""

    def __reduce__(self) -> tuple[Any, ...]:
        return find_zone, (self.key,)


def find_zone(zone: str | tzinfo) -> tzinfo:
    """The zone with an IANA name, or a `tzinfo` as it is. Raises `ConfigurationError`."""
    if isinstance(zone, tzinfo):
        return _checked(zone)
    if not isinstance(zone, str):
        raise ConfigurationError(
            f"time_zone must be an IANA name or a tzinfo, not {describe_type(zone)}"
        )
    name = zone.strip()
    found = _from_standard_library(name) or _from_archive(name)
    if found is None:
        raise ConfigurationError(
            f"time_zone {zone[:_MAX_QUOTED]!r} is not known{_suggestion(name)}; {_EXAMPLE}"
        )
    return found


def _checked(zone: tzinfo) -> tzinfo:
    """A `tzinfo` that can read times.

    Those of pytz cannot: `replace(tzinfo=...)` gives them the mean time of the nineteenth century,
    so the zone of that name is taken.
    """
    if hasattr(zone, "localize") and isinstance(getattr(zone, "zone", None), str):
        return find_zone(str(getattr(zone, "zone", "")))
    try:
        # Any time will do: some classes, and mistakes in others, only fail when they are used.
        datetime(2027, 1, 1, tzinfo=zone).astimezone(UTC).astimezone(zone).isoformat()
    except Exception as error:
        raise ConfigurationError(
            f"time_zone {type(zone).__name__} cannot convert times "
            f"({type(error).__name__}: {error}); {_EXAMPLE}"
        ) from error
    return zone


def _from_standard_library(name: str) -> tzinfo | None:
    with suppress(LookupError, ValueError, OSError):  # a directory of zones is an OSError
        return ZoneInfo(name)
    return None


def _from_archive(name: str) -> tzinfo | None:
    with suppress(LookupError, ValueError, OSError), _archive() as archive:
        data = archive.extractfile(name)
        return None if data is None else ArchivedZone.from_file(BytesIO(data.read()), key=name)
    return None


@contextmanager
def _archive() -> Iterator[tarfile.TarFile]:
    content = files("dateutil").joinpath(*_ARCHIVE).read_bytes()
    with tarfile.open(fileobj=BytesIO(content)) as archive:
        yield archive


def _suggestion(name: str) -> str:
    """The zones that may have been meant: those of a city, or those with nearly the same name."""
    known = sorted(_known_names())
    folded = name.replace(" ", "_").casefold()
    meant = [it for it in known if folded in (it.casefold(), it.rpartition("/")[2].casefold())]
    meant = meant or difflib.get_close_matches(name, known, n=2)
    return f" (did you mean {' or '.join(map(repr, meant[:2]))}?)" if meant else ""


def _known_names() -> set[str]:
    names = available_timezones()
    with suppress(OSError), _archive() as archive:
        names |= {member.name for member in archive if not member.isdir()}
    return names
