"""`flochat check`: whose key this is, what it may do, what is left, and what the host does."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

import click

from ..output import print_record, say
from ..session import Session, command
from ..statuses import DONE, FAILED

if TYPE_CHECKING:
    from ..._sync.client import Flochat
    from ...probe import ProbeReport

#: With the one for the owner of the key, ten.
_PROBE_REQUESTS: Final = 9
_UNKNOWN: Final = "unknown"
#: A clock that is off by more makes times of scheduled sends wrong, in seconds.
_CLOCK_TOLERANCE: Final = 5.0


@command()
@click.option(
    "--redacted", is_flag=True, help="Leave out names, addresses and the host: fit for an issue."
)
def check(session: Session, redacted: bool) -> int:
    """Show whose key this is, and what it may do.

    Also what is left of the quota, whether this machine's clock agrees with the host's, the
    version, and what this host does where hosts differ. At most 10 requests, which only read.
    """
    from ...probe import probe

    with session.client(max_retries=0) as client:
        record = _owner(client, redacted=redacted)
        report = probe(client, depth="short", max_requests=_PROBE_REQUESTS, ignore_quota=True)
        record |= _rights(report) | _quota(client) | _versions()
    known = {name: value for name, value in report.habits.items() if value != _UNKNOWN}
    print_record({**record, "habits": known}, form=session.form)
    if report.stopped:
        say(f"incomplete: {report.stopped}")
    return DONE if report.is_complete else FAILED


def _owner(client: Flochat, *, redacted: bool) -> dict[str, Any]:
    owner = client.account.me()
    last = client.last_response
    clock = None if last is None else _clock(last.headers.get("date"))
    if redacted:
        return {"clock": clock}
    host = client._transport.settings.base_url
    return {"owner": owner.name, "email": owner.email, "host": host, "clock": clock}


def _clock(date: str | None) -> str:
    """How far this machine's clock is from that of the host."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return "the host gives no date"
    if theirs.tzinfo is None:  # what "-0000" means
        theirs = theirs.replace(tzinfo=UTC)
    seconds = (datetime.now(UTC) - theirs).total_seconds()
    if abs(seconds) <= _CLOCK_TOLERANCE:
        return "agrees with the host"
    direction = "ahead of" if seconds > 0 else "behind"
    return f"{abs(seconds):,.0f} s {direction} the host"


def _rights(report: ProbeReport) -> dict[str, Any]:
    return {
        "has_flow": report.has_flow,
        "has_workspace": report.has_workspace,
        "scopes": {row.scope: row.verdict for row in report.scopes},
    }


def _quota(client: Flochat) -> dict[str, Any]:
    quota = client.quota
    return {
        "quota": quota.limit,
        "quota_left": quota.remaining,
        "quota_resets_at": quota.resets_at and quota.resets_at.isoformat(timespec="seconds"),
        "requests": quota.spent,
    }


def _versions() -> dict[str, str]:
    from ..._version import __version__

    return {"flochat": __version__, "python": platform.python_version()}
