"""The log of a client: `logging.getLogger("flochat")`."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final
from weakref import WeakValueDictionary

from .._values.secret import Secret

#: It has no `NullHandler`: where nobody configured logging, its warnings go to stderr.
log: Final = logging.getLogger("flochat")

#: A wait that is longer, in seconds, is a warning.
LONG_WAIT: Final = 5.0
#: Waits for the same that end within so many seconds of each other are one.
SAME_WAIT: Final = 1.0
#: The keys of all clients, by identity.
_keys: Final[WeakValueDictionary[int, Secret]] = WeakValueDictionary()

_LOG_VARIABLE: Final = "FLOCHAT_LOG"
_LEVELS: Final = {"info": logging.INFO, "debug": logging.DEBUG}

#: Whether a request of ours is under way in this thread or task.
in_exchange: Final[ContextVar[bool]] = ContextVar("flochat_in_exchange", default=False)
#: The loggers of the HTTP library. It writes in the middle of a request, and repeats what a host
#: sends: its headers, its reason phrase.
_HTTP_LOGS: Final = (
    *("httpx", "httpx2"),
    *(
        f"{core}.{part}"
        for core in ("httpcore", "httpcore2")
        for part in ("connection", "http11", "http2", "proxy", "socks")
    ),
)


def log_fields(event: str, **facts: object) -> dict[str, object]:
    """The `extra` of a record: `flochat_event`, and each fact under its name with flochat_.

    An event is a fixed name, "request" or "wait"; what is None is left out. Facts name no person:
    no text, no value of a path or query, no identifier of somebody.
    """
    fields: dict[str, object] = {"flochat_event": event}
    fields.update({f"flochat_{name}": fact for name, fact in facts.items() if fact is not None})
    return fields


class WaitLog:
    """The waits of a client in the log: a long one is a warning.

    Where many calls wait for the same moment, that is one warning.
    """

    def __init__(self) -> None:
        self._warned_until: dict[str, float] = {}

    def write(
        self, text: str, cause: str, *, until: float, is_long: bool, fields: dict[str, object]
    ) -> None:
        """Write that a wait begins; `until` is when it ends, on a clock that is never set."""
        is_news = until > self._warned_until.get(cause, -math.inf) + SAME_WAIT
        if is_long and is_news:
            self._warned_until[cause] = until
            log.warning("%s", text, extra=fields)
        else:
            log.info("%s", text, extra=fields)


class _KeyFilter(logging.Filter):
    """Masks the keys of our clients in what the HTTP library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        from .._values.key_mask import KeyMask

        text = hidden = record.getMessage()
        for key in list(_keys.values()):
            hidden = KeyMask(key).hide_in(hidden)
        if hidden != text:
            record.msg, record.args = hidden, None
        return True


_KEY_FILTER: Final = _KeyFilter()


def keep_out_of_logs(key: Secret) -> None:
    """Mask a key in what the HTTP library logs, for as long as something refers to the key."""
    _keys[id(key)] = key
    for name in _HTTP_LOGS:
        logging.getLogger(name).addFilter(_KEY_FILTER)  # again is no more than once


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


def guard_logs_of_http() -> None:
    """See that no handler or filter of the HTTP library's log breaks a request of ours."""
    for name in _HTTP_LOGS:
        _guard(logging.getLogger(name), in_exchange.get)


def _guard(logger: logging.Logger, applies: Callable[[], bool]) -> None:
    """Report what handlers and filters raise as `logging` reports it, on stderr.

    A handler should not raise, but some do, and what has been sent cannot be taken back.
    """
    if "handle" in vars(logger):
        return
    handle = logger.handle

    def guarded(record: logging.LogRecord) -> None:
        if not applies():
            return handle(record)
        try:
            return handle(record)
        except Exception:
            return logging.Handler().handleError(record)

    logger.handle = guarded  # type: ignore[method-assign]  # of this logger alone


_guard(log, lambda: True)
