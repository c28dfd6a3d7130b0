"""Runs the code blocks of a page as its reader would, on a sandbox and in a real shell."""

from __future__ import annotations

import ast
import asyncio
import configparser
import csv
import gc
import io
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import tomllib
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, redirect_stdout, suppress
from inspect import CO_COROUTINE
from pathlib import Path
from typing import Any, Final

import yaml

from flochat import Flochat
from flochat.sandbox import Faults, Server, serve
from tests.support.command import Terminal, environment
from tests.support.console import Call, calls_in, matches, play_at
from tests.support.page_blocks import ROOT, Block, Page, PageError, name_of

#: How long a command may take, in seconds.
PATIENCE: Final = 180.0
#: How slow each answer is while somebody is about to press Ctrl-C, in seconds.
_LATENCY: Final = 0.05
_NO_SHELL: Final = frozenset({"_", "BASH_EXECUTION_STRING", "OLDPWD", "PWD", "SHLVL"})
_WARNED: Final = re.compile(r"^WARNING: .* does not provide the extra .*", re.MULTILINE)
#: Adding a profile asks for a host only when it is not the platform's own.
_PROFILE: Final = re.compile(r"(flochat profile add (?:(?!--host)[^\n|&;])+)(?=$|[\n|&;])")


def run_page(page: Page, folder: Path) -> None:
    """Run all blocks of a page in a folder, one after the other; raise for the first that fails."""
    options = eval(f"dict({page.notes.get('sandbox', '')})", {"Faults": Faults})
    with ExitStack() as stack:
        server = stack.enter_context(serve(**options))
        run = PageRun(page, folder, server)
        stack.callback(run.close)
        for number, block in enumerate(page.blocks):
            run.do(block, page.blocks[number + 1 :])


class PageRun:
    """A page while it is run: its names, its folder, its shell."""

    def __init__(self, page: Page, folder: Path, server: Server) -> None:
        self._page = page
        self._server = server
        self._folder = folder / "page"
        self._folder.mkdir()
        self._logs = folder / "logs"
        self._logs.mkdir()
        self._started: list[subprocess.Popen[bytes]] = []
        self._loop: asyncio.Runner | None = None
        self._ports = {port: str(_free_port()) for port in _listed(page.notes.get("ports", ""))}
        self._last_output: str | None = None
        self.names: dict[str, Any] = {"__name__": "__main__", "sandbox": server, "Path": Path}
        self._before = (Path.cwd(), dict(os.environ), set(sys.modules), list(sys.path))
        self._settings = (
            {}
            if "no key" in page.notes
            else {"FLOCHAT_API_KEY": server.api_key, "FLOCHAT_BASE_URL": server.url}
        )
        self._env = self._environment(folder)
        self._cwd = self._folder
        os.environ.update(self._settings)
        os.chdir(self._folder)
        sys.path.insert(0, str(self._folder))

    def close(self) -> None:
        """Stop what was started, and leave the process as it was."""
        for process in self._started:
            _end(process)
        for value in self.names.values():
            if isinstance(value, Flochat):
                value.close()
        if self._loop is not None:
            self._loop.close()
        with warnings.catch_warnings():  # an example may leave a client to the end of its program
            warnings.simplefilter("ignore", ResourceWarning)
            self.names.clear()
            gc.collect()
        cwd, environ, modules, path = self._before
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(environ)
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            file = getattr(sys.modules[name], "__file__", None)
            if file is not None and Path(file).is_relative_to(self._folder):
                del sys.modules[name]

    def do(self, block: Block, following: Sequence[Block]) -> None:
        """Run one block; `following` are those below it."""
        if "not run" in block.notes:
            self._last_output = None
        elif "run by" in block.notes:
            _check_named(block)
            self._last_output = None
        elif "file" in block.notes:
            self._write_file(block, following)
        else:
            self._actions[block.language](self, block)

    def _hidden(self, block: Block) -> None:
        before = dict(os.environ)
        self._execute(block)
        changed = {k: v for k, v in os.environ.items() if before.get(k) != v}
        self._env.update(changed)

    def _python(self, block: Block) -> None:
        shown = io.StringIO()
        with redirect_stdout(shown):
            error = self._execute(block)
        expected = block.notes.get("raises")
        if error is not None and type(error).__name__ != expected:
            raise error
        if error is None and expected is not None:
            raise AssertionError(f"{block.place}: it does not raise {expected}")
        self._last_output = shown.getvalue()

    def _execute(self, block: Block) -> Exception | None:
        """Run Python; what it raised, if the block says that it raises."""
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if "notebook" in self._page.notes else 0
        source = "\n" * (block.line - 1) + self._with_ports(block.code)
        code = compile(source, str(block.page), "exec", flags=flags)
        try:
            if code.co_flags & CO_COROUTINE:
                self._loop = self._loop or asyncio.Runner()
                self._loop.run(eval(code, self.names))
            else:
                exec(code, self.names)
        except Exception as error:
            if "raises" not in block.notes:
                raise
            return error
        return None

    def _output(self, block: Block) -> None:
        if self._last_output is None:
            raise PageError(f"{block.place}: no block that runs is before this output")
        expected = self._with_ports(block.code).splitlines()
        shown = [line.rstrip() for line in self._last_output.splitlines()]
        assert matches(expected, shown), f"{block.place}: it printed\n\n" + "\n".join(shown)
        self._last_output = None

    def _sh(self, block: Block) -> None:
        code = _PROFILE.sub(rf"\1 --host {self._server.url}", self._with_ports(block.code))
        out, err = (self._logs / f"{block.line}.{kind}" for kind in ("out", "err"))
        state = self._logs / "state"
        state.unlink(missing_ok=True)
        keep = f"trap 'env -0 > {state}; pwd >> {state}' EXIT\n"
        with out.open("wb") as shown, err.open("wb") as complaints:
            process = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", keep + code],
                env=self._env,
                cwd=self._cwd,
                stdin=subprocess.DEVNULL,
                stdout=shown,
                stderr=complaints,
                start_new_session=True,
            )
        self._started.append(process)
        if "serves" in block.notes:
            self._wait_until_served(block, process, err)
            self._last_output = None
            return
        try:
            status = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{block.place}: it runs for more than {PATIENCE:.0f} s") from None
        said = err.read_text(encoding="utf-8", errors="replace")
        self._last_output = out.read_text(encoding="utf-8", errors="replace")
        assert status == 0, f"{block.place}: status {status}\n{self._last_output}{said}"
        assert not _WARNED.search(said), f"{block.place}: {said}"
        self._go_on_from(state)

    def _go_on_from(self, state: Path) -> None:
        """Give the next block the directory and the exports of this one."""
        *exports, cwd = state.read_text(encoding="utf-8").rstrip("\n").split("\0")
        self._cwd = Path(cwd)
        pairs = dict(export.split("=", 1) for export in exports)
        self._env = {k: v for k, v in pairs.items() if k not in _NO_SHELL} | self._settings

    def _wait_until_served(self, block: Block, process: subprocess.Popen[bytes], err: Path) -> None:
        address = self._with_ports(block.notes["serves"])
        found = re.search(r"(127\.0\.0\.1|localhost):(\d+)", address)
        if found is None:
            raise PageError(f"{block.place}: serves needs an address like http://127.0.0.1:8000")
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", int(found[2])), 1):
                return
            time.sleep(0.05)
        raise AssertionError(f"{block.place}: {address} does not answer\n{err.read_text('utf-8')}")

    def _console(self, block: Block) -> None:
        self._last_output = None
        for call in calls_in(self._with_ports(block.code)):
            self._type(block, call)

    def _type(self, block: Block, call: Call) -> None:
        """Type a command at a terminal, and compare what is shown."""
        command = _PROFILE.sub(rf"\1 --host {self._server.url}", call.command)
        self._server.inject_faults(Faults(latency=_LATENCY) if call.is_interrupted else None)
        with Terminal(["bash", "-c", command], self._env, self._cwd, 110, PATIENCE) as terminal:
            shown = play_at(terminal, call, secret=self._server.api_key)
        self._server.inject_faults(None)
        printed = "\n".join([f"$ {call.command}", *shown])
        assert matches(call.expected, shown), f"{block.place}: it shows\n\n{printed}"

    def _sql(self, block: Block) -> None:
        file = block.notes.get("on")
        if file is None:
            raise PageError(f"{block.place}: say with a comment 'on' which file it asks")
        rows = []
        with closing(sqlite3.connect(f"file:{self._folder / file}?mode=ro", uri=True)) as database:
            for statement in block.code.split(";"):
                rows += database.execute(statement).fetchall() if statement.strip() else []
        shown = ("|".join("" if it is None else str(it) for it in row) for row in rows)
        self._last_output = "".join(f"{line}\n" for line in shown)

    def _json(self, block: Block) -> None:
        self._parse(block, json.loads)

    def _ini(self, block: Block) -> None:
        self._parse(block, configparser.ConfigParser().read_string)

    def _toml(self, block: Block) -> None:
        self._parse(block, tomllib.loads)

    def _csv(self, block: Block) -> None:
        rows = list(csv.reader(block.code.splitlines()))
        assert len({len(row) for row in rows}) == 1, f"{block.place}: rows of different lengths"
        self._last_output = None

    def _yaml(self, block: Block) -> None:
        self._parse(block, lambda text: list(yaml.safe_load_all(text)))

    def _parse(self, block: Block, parse: Callable[[str], Any]) -> None:
        self._last_output = None
        try:
            parse(block.code)
        except (ValueError, configparser.Error, yaml.YAMLError) as error:
            raise AssertionError(f"{block.place}: not {block.language}: {error}") from None

    def _text(self, block: Block) -> None:
        """Quoted, not run."""

    def _write_file(self, block: Block, following: Sequence[Block]) -> None:
        file = self._folder / block.notes["file"]
        users = [it for it in following if it.language not in ("text", "output")]
        if not any(re.search(rf"\b{re.escape(file.stem)}\b", it.code) for it in users):
            raise PageError(f"{block.place}: no later block uses {block.notes['file']}")
        if block.language in ("csv", "ini", "json", "toml", "yaml"):
            self._actions[block.language](self, block)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._with_ports(block.code), encoding="utf-8")

    def _with_ports(self, text: str) -> str:
        """The same with ports that are free on this machine."""
        for port, free in self._ports.items():
            text = re.sub(rf"\b{port}\b", free, text)
        return text

    def _environment(self, folder: Path) -> dict[str, str]:
        """The environment of a shell whose user has a key and this project's environment."""
        home = folder / "home"
        home.mkdir()
        return environment(
            home,
            PATH=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            GIT_AUTHOR_NAME="Reader",
            GIT_AUTHOR_EMAIL="reader@example.com",
            GIT_COMMITTER_NAME="Reader",
            GIT_COMMITTER_EMAIL="reader@example.com",
            PIP_DRY_RUN="1",
            PIP_NO_INDEX="1",
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            PIP_ROOT_USER_ACTION="ignore",
            **self._settings,
        )

    _actions: Final[dict[str, Callable[[PageRun, Block], None]]] = {
        "check": _hidden,
        "console": _console,
        "csv": _csv,
        "ini": _ini,
        "json": _json,
        "output": _output,
        "prepare": _hidden,
        "python": _python,
        "sh": _sh,
        "sql": _sql,
        "text": _text,
        "toml": _toml,
        "yaml": _yaml,
    }


def _check_named(block: Block) -> None:
    """That the test that is said to run a block knows the page."""
    test = ROOT / block.notes["run by"]
    if not test.is_file():
        raise PageError(f"{block.place}: there is no {block.notes['run by']}")
    if name_of(block.page) not in test.read_text(encoding="utf-8"):
        raise PageError(f"{block.place}: {block.notes['run by']} does not name this page")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a shell and all that it has left running."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, kind)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
            return


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
