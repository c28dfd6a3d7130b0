"""What users can do about an error, where this package knows it. Pure functions, no I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from .. import errors
from .operation_table import ALIASES, TABLE, UNKNOWN_WRITE, Row, Safety, Scope

_KEY: Final = errors.AuthenticationError._remedy
_NO_FLOW: Final = (
    "The key belongs to no flow, unless it is the call that names one: create a key for the flow "
    "that is meant, in its workspace's settings under API keys."
)
_ADDRESS: Final = "Check base_url: it is the address of the API, and ends in /api."
_REDIRECT: Final = (
    "Check base_url: redirects are not followed, since the key must not go to another address."
)
_OUTDATED: Final = "The service has changed: a newer version of flochat may know how."
_LATER: Final = "Another throttle than the quota's refused it: send less at once, or try later."
_NOT_THE_SERVICE: Final = (
    "A web server or firewall in front of the service refused it: try another network, or ask who "
    "runs it."
)
_BAD: Final = "(?:invalid|wrong|expired|revoked|unknown|valid)"
_API: Final = "(?:api|access|bearer)[ _-]?"
#: What a message is about, whatever the status, and the remedy.
_WORDINGS: Final[tuple[tuple[re.Pattern[str], str | None], ...]] = tuple(
    (re.compile(wording, re.IGNORECASE), remedy)
    for wording, remedy in (
        (r"^(?:the |this |your )?(?:flow|bot|chatbot) (?:was |is )?not found\b", _NO_FLOW),
        (r"\b(?:key|token|account|workspace) has no (?:flow|bot|chatbot)\b", _NO_FLOW),
        (r"\bun-?authenticated\b", _KEY),
        (rf"\b{_BAD} {_API}(?:key|token)\b", _KEY),
        (rf"\b{_API}(?:key|token) (?:is |was |has |not )?(?:been )?{_BAD}\b", _KEY),
        (rf"^{_BAD} (?:key|token)\W*$", _KEY),
        (r"\broute .* (?:not be found|not found)", _ADDRESS),
    )
)
_BY_STATUS: Final[Mapping[int, str]] = {
    405: _OUTDATED,
    410: _OUTDATED,
    413: "Send less at once: what was sent is too large for the service.",
}
_LOOK: Final = errors.OutcomeUnknownError._remedy
_LOOK_FIRST: Final[Mapping[Safety, str]] = {
    Safety.SEND: (
        "Look at subscribers.messages() before you repeat it: it may have reached the person."
    ),
    Safety.BROADCAST: (
        "Look at broadcasts.list() before you repeat it: it may be on its way to everybody."
    ),
    Safety.CREATE: (
        "Look whether it is there, with a list() or find(), before you create it again."
    ),
}
_CERTIFICATE: Final = (
    "Pass the certificates of whoever signs here as ca_bundle: a proxy that looks into "
    "connections, or a host of your own."
)
#: The errors of the HTTP library in which no connection was made.
_NOT_CONNECTED: Final = frozenset({"ConnectError", "ConnectTimeout"})
#: What the error of a connection says, in lower case, and the remedy.
_CONNECTION_WORDINGS: Final = (
    (("certificate",), _CERTIFICATE),
    (
        ("wrong_version_number", "unknown_protocol", "http_request", "record layer failure"),
        "Check base_url and proxy: whoever answers there speaks no TLS.",
    ),
    (
        ("name or service not known", "getaddrinfo", "nodename nor servname", "name resolution"),
        "Check base_url, and whether this machine resolves names of hosts.",
    ),
    (
        ("connection refused", "actively refused", "all connection attempts failed"),
        "Check base_url and the network: nobody listens there, or a firewall is in between.",
    ),
)


def status_remedy(error: errors.APIStatusError, *, now: float, is_own_throttle: bool) -> str | None:
    """The remedy for an answer with an error status; None where the answer says it, or nobody does.

    `now` is the Unix time.
    """
    if isinstance(error, errors.RateLimitError):
        return quota_remedy(error.retry_after, now=now) if is_own_throttle else _LATER
    if isinstance(error, errors.BlockedError):
        return _blocked_remedy(error.headers)
    if 300 <= error.status_code < 400:
        return _REDIRECT
    by_message = message_remedy(error.message)
    if by_message is not None:
        return by_message
    is_json = "json" in error.headers.get("content-type", "json")
    if isinstance(error, errors.PermissionDeniedError):
        return _scope_remedy(_row(error.operation).scope) if is_json else _NOT_THE_SERVICE
    if error.status_code == 404 and not is_json:
        return _ADDRESS
    return _BY_STATUS.get(error.status_code, error.remedy)


def message_remedy(message: str) -> str | None:
    """The remedy for what the service says in a message, whatever its status."""
    return next((remedy for wording, remedy in _WORDINGS if wording.search(message)), None)


def quota_remedy(wait: float | None, *, now: float) -> str:
    """The remedy for a spent quota; `wait` is in seconds, `now` the Unix time."""
    when = "within an hour"
    if wait is not None:
        moment = datetime.fromtimestamp(now + wait, UTC)
        when = f"at {moment:%H:%M:%S} UTC" if wait < 86_400 else f"on {moment:%Y-%m-%d}"
    return (
        f'The quota refills {when}: try again then, or pass on_exhausted="wait" to have calls wait '
        "for it."
    )


def unknown_remedy(operation: str) -> str | None:
    """The remedy for a call whose outcome is unknown."""
    row = _row(operation)
    is_message = row.safety is not Safety.SEND or "/send-" in operation
    return _LOOK_FIRST[row.safety] if is_message and row.safety in _LOOK_FIRST else _LOOK


def connection_remedy(
    error: Exception, *, proxy: str | None, certificates: str | None
) -> str | None:
    """The remedy for a call without an answer.

    `error` is the HTTP library's, `proxy` and `certificates` the settings or variables that say how
    to connect and whom to trust.
    """
    reason, kind = str(error).lower(), type(error).__name__
    remedy = next((r for words, r in _CONNECTION_WORDINGS if any(w in reason for w in words)), None)
    if kind == "ProxyError":
        remedy = "The proxy refused the connection: check its address, its user and its password."
    if remedy is _CERTIFICATE and certificates is not None:
        remedy += f" Now {certificates} says whom to trust."
    through = "" if proxy is None else f"Calls go through the proxy that {proxy} names."
    if remedy is None:
        return through or None if kind in _NOT_CONNECTED else None
    return f"{remedy} {through}".strip()


def _blocked_remedy(headers: Mapping[str, str]) -> str:
    ray = headers.get("cf-ray")
    tell = "" if ray is None else f", and tell them the Ray ID {ray[:40]}"
    return (
        "Cloudflare stopped it before it reached the service: pass another User-Agent in headers, "
        f"or call from another network; if that does not help, ask the platform{tell}."
    )


def _scope_remedy(scope: Scope) -> str:
    if scope is Scope.ANY:
        return (
            "The key may not do this: look at its permissions in the workspace's settings under "
            "API keys."
        )
    return (
        f'The key needs the permission "{scope.value}": give it to the key in the workspace\'s '
        "settings under API keys, or create another key that has it."
    )


def _row(operation: str) -> Row:
    by_alias = {alias: name for name, alias in ALIASES.items()}
    return TABLE.get(by_alias.get(operation, operation), UNKNOWN_WRITE)
