"""The tests of the runtime as on a system that is not Unix: without what Windows does not have.

python -m tests.support.elsewhere [option of pytest ...]

Linux runs it as part of `make test-long`, CI on macOS and Windows too. What it cannot show on
Linux is how Windows treats files that are open.
"""

from __future__ import annotations

import asyncio  # before its own use of fcntl is taken away; Windows has another loop
import os
import select
import signal
import subprocess
import sys
from typing import Final

import pytest

#: What tests the runtime. The rest is about scripts, documents and the sandbox's own command.
SUITE: Final = (
    "tests/test_transport.py",
    "tests/test_pool.py",
    "tests/test_tls.py",
    "tests/test_hooks.py",
    "tests/test_gate.py",
    "tests/test_options.py",
    "tests/test_settings.py",
    "tests/test_shared_quota.py",
    "tests/test_inflate.py",
    "tests/test_decode.py",
    "tests/test_raising_logs.py",
    "tests/facade/test_bulk_journal.py",
    "tests/facade/test_find.py",
    "tests/facade/test_list_tables.py",
    "tests/facade/test_messages.py",
    "tests/facade/test_webhooks.py",
)
_MODULES: Final = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix")
_NAMES: Final = {
    os: ("fork", "forkpty", "register_at_fork", "killpg", "setsid", "mkfifo"),
    signal: ("SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2", "alarm", "setitimer", "pause", "sigwait"),
    select: ("poll", "epoll"),
}


def hide() -> None:
    """Take away what other systems do not have, from whatever is imported from now on."""
    assert asyncio
    assert subprocess
    for name in _MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # so that importing it fails
    for module, names in _NAMES.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)


if __name__ == "__main__":
    hide()
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:], *SUITE]))
