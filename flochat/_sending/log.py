"""The log of a client: `logging.getLogger("flochat")`."""

from __future__ import annotations

import logging
import os
from typing import Final

log: Final = logging.getLogger("flochat")
log.addHandler(logging.NullHandler())

_LOG_VARIABLE: Final = "FLOCHAT_LOG"
_LEVELS: Final = {"info": logging.INFO, "debug": logging.DEBUG}


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
