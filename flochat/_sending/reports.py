"""What a client reports of its requests: events for hooks, the last answer, the quota."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from attrs import frozen


@frozen(kw_only=True)
class Quota:
    """What a client knows of its key's quota; None is what the service has not reported.

    `limit` is the number of requests an hour, `remaining` how many of them are left (those under
    way are subtracted), `spent` how many this client has sent, retries included. `resets_at`, in
    UTC, is when the hour ends: known exactly after a refusal, and otherwise the latest that it can
    be, one hour after the first answer that this client has seen in it.
    """

    limit: int | None
    remaining: int | None
    resets_at: datetime | None
    spent: int


@frozen(kw_only=True)
class RequestEvent:
    """A request that is about to be sent.

    `operation` is "METHOD /path", `method` and `url` are what goes over the wire, query included,
    and `attempt` counts from 1. None of them contains the key.
    """

    operation: str
    method: str
    url: str
    attempt: int


@frozen(kw_only=True)
class ResponseEvent:
    """An answer that was received, good or bad.

    `operation`, `method`, `url` and `attempt` are those of the request, `status` is the HTTP
    status, `headers` those of the answer, names in lower case, `elapsed` the seconds from the
    request to the end of the answer, and `quota` what is known of the quota after it.
    """

    operation: str
    method: str
    url: str
    attempt: int
    status: int
    headers: Mapping[str, str]
    elapsed: float
    quota: Quota


@frozen(kw_only=True)
class LastResponse:
    """The last answer that a thread or task received, good or bad.

    `operation` is "METHOD /path", `status` the HTTP status, `headers` those of the answer, names in
    lower case, `elapsed` the seconds from the request to the end of the answer.
    """

    operation: str
    status: int
    headers: Mapping[str, str]
    elapsed: float


#: A function that is called with an event; of `AsyncFlochat`, a coroutine function too.
RequestHook: TypeAlias = Callable[[RequestEvent], Any]
ResponseHook: TypeAlias = Callable[[ResponseEvent], Any]
