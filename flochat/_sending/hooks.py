"""How a client reports its requests: to hooks, in `last_response`, and in its log."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from .quota import Quota

log: Final = logging.getLogger("flochat")
log.addHandler(logging.NullHandler())

_LOG_VARIABLE: Final = "FLOCHAT_LOG"
_LEVELS: Final = {"info": logging.INFO, "debug": logging.DEBUG}


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


def configure_logging_from_env() -> None:
    """Write the log to stderr, once, when FLOCHAT_LOG is info or debug."""
    level = _LEVELS.get(os.environ.get(_LOG_VARIABLE, "").strip().lower())
    if level is None or any(handler.name == _LOG_VARIABLE for handler in log.handlers):
        return
    handler = logging.StreamHandler()
    handler.name = _LOG_VARIABLE
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(level)
