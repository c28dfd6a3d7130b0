"""Runs the command as people do: as a process of its own, in a pipe or at a terminal."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from flochat.sandbox import Server

_COMMAND: Final = (sys.executable, "-m", "flochat.cli")
#: How long a command may take, in seconds, before a test gives it up.
PATIENCE: Final = 60.0
_ESCAPES: Final = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Done(NamedTuple):
    """A command that has ended."""

    status: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a user's shell knows whose settings and state are in a folder of their own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE")},
        **more,
    }


class Shell:
    """Calls of the command by one user, whose settings and state are in a folder of their own."""

    def __init__(self, home: Path, server: Server | None = None, **more: str) -> None:
        self.home = home
        self.env = environment(home, PYTHONWARNINGS="error")
        if server is not None:
            self.env |= {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        self.env |= more

    def __call__(self, *arguments: str, given: str = "", **more: str) -> Done:
        """Run the command in a pipe; `given` is what it reads from standard input."""
        done = subprocess.run(
            [*_COMMAND, *arguments],
            env={**self.env, **more},
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            cwd=self.home,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def at_terminal(self, *arguments: str, width: int = 100, **more: str) -> Terminal:
        """Begin the command at a terminal of so many columns."""
        return Terminal([*_COMMAND, *arguments], {**self.env, **more}, self.home, width)


class Terminal:
    """A command at a terminal: what it shows, and what is typed."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        width: int,
        patience: float = PATIENCE,
    ) -> None:
        self._patience = patience
        self._screen, shell = pty.openpty()
        fcntl.ioctl(shell, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self._process = subprocess.Popen(
            command,
            env=env,
            stdin=shell,
            stdout=shell,
            stderr=shell,
            cwd=folder,
            preexec_fn=take_terminal,
        )
        os.close(shell)
        self.raw = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._screen)

    @property
    def text(self) -> str:
        """All that was shown, without colours and movements of the cursor."""
        return _ESCAPES.sub("", self.raw).replace("\r", "")

    def expect(self, pattern: str) -> None:
        """Wait until something that matches is shown."""
        deadline = time.monotonic() + self._patience
        while not re.search(pattern, self.text):
            assert self._read(deadline), f"{pattern!r} was not shown, but:\n{self.text}"

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._screen, f"{text}\n".encode())

    def press_ctrl_c(self) -> None:
        """What a terminal does when somebody presses Ctrl-C."""
        os.write(self._screen, b"\x03")

    def end(self) -> int:
        """Wait for the end; the exit status."""
        deadline = time.monotonic() + self._patience
        while self._read(deadline):
            pass
        return self._process.wait(timeout=self._patience)

    def kill(self) -> None:
        """End it as the system does when memory runs out."""
        self._process.send_signal(signal.SIGKILL)

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._screen], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._screen, 65_536)
        except OSError:  # the other side is closed
            return False
        self.raw += self._decoder.decode(data)
        return bool(data)
