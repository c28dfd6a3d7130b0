"""The log of a client: `logging.getLogger("flochat")`."""

from __future__ import annotations

import logging
import math
import os
from typing import Final

#: It has no `NullHandler`: where nobody configured logging, its warnings go to stderr.
log: Final = logging.getLogger("flochat")

#: A wait that is longer, in seconds, is a warning.
LONG_WAIT: Final = 5.0
#: Waits for the same that end within so many seconds of each other are one.
SAME_WAIT: Final = 1.0
_LOG_VARIABLE: Final = "FLOCHAT_LOG"
_LEVELS: Final = {"info": logging.INFO, "debug": logging.DEBUG}


class WaitLog:
    """The waits of a client in the log: a long one is a warning.

    Where many calls wait for the same moment, that is one warning.
    """

    def __init__(self) -> None:
        self._warned_until: dict[str, float] = {}

    def write(self, text: str, cause: str, *, until: float, is_long: bool) -> None:
        """Write that a wait begins; `until` is when it ends, on a clock that is never set."""
        is_news = until > self._warned_until.get(cause, -math.inf) + SAME_WAIT
        if is_long and is_news:
            self._warned_until[cause] = until
            log.warning("%s", text)
        else:
            log.info("%s", text)


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
