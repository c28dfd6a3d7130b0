"""The exit statuses of the command."""

from __future__ import annotations

from typing import Final

#: Whoever is skipped on purpose, since they want no messages, is no failure.
DONE: Final = 0
#: Something failed, or it is not known whether it happened; the report says which.
FAILED: Final = 1
#: The command was given what it cannot work with. Nothing was sent.
WRONG_USE: Final = 2
#: The key was refused, lacks a scope, or is blocked in front of the service.
NOT_ALLOWED: Final = 3
#: The key's quota is spent.
QUOTA_SPENT: Final = 4
INTERRUPTED: Final = 130

TEXT: Final = (
    "Exit status: 0 all done or skipped; 1 something failed or is unknown; 2 wrong use; 3 not "
    "allowed or blocked; 4 quota spent; 130 interrupted."
)
