"""Holds the server for assistants against the protocol's own conformance tests and inspector.

python -m tests.judge.assistants

Both are of npm, and are installed into a temporary folder with the Node that they need. The
scenarios are those that ask for no tool, resource or prompt of their own.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import httpx
from mcp_types.version import MODERN_PROTOCOL_VERSIONS, SUPPORTED_PROTOCOL_VERSIONS

from flochat.sandbox import Server, serve
from flochat.sandbox.seed import example
from tests.judge import node
from tests.judge.oasdiff import NotThereError
from tests.judge.token_proxy import token_proxy

_TOKEN: Final = "the-token-of-the-judge-1"
#: What each revision of the protocol is asked for: the oldest that the scenarios know, and the
#: newest, which is also the newest of the official package.
SCENARIOS: Final = {
    "2025-06-18": (
        "server-initialize",
        "ping",
        "logging-set-level",
        "tools-list",
        "resources-list",
        "prompts-list",
    ),
    "2025-11-25": (
        "server-initialize",
        "server-session-lifecycle",
        "ping",
        "logging-set-level",
        "tools-list",
        "resources-list",
        "prompts-list",
        "dns-rebinding-protection",
    ),
    "2026-07-28": (
        "server-stateless",
        "tools-list",
        "resources-list",
        "prompts-list",
        "sep-2164-resource-not-found",
        "caching",
        "http-header-validation",
        "dns-rebinding-protection",
    ),
}
#: Checks within these scenarios for which a server would need a tool of the tests' own.
_NEED_A_TOOL: Final = frozenset(
    {"sep-2575-server-rejects-undeclared-capability", "sep-2575-missing-capability-http-400"}
)
#: What the inspector asks for, on both transports, and what must stand in its answer.
QUESTIONS: Final = {
    "tools/list": (["--method", "tools/list", "--strict"], "find_person"),
    "tools/call": (["--method", "tools/call", "--tool-name", "count_people"], '"count": 2'),
    "tools/call, refused": (
        ["--method", "tools/call", "--tool-name", "show_person", "--tool-arg", "user_ns=Ana"],
        "find_person gives it",
    ),
    "resources/list": (["--method", "resources/list"], "flochat://quota"),
    "resources/read": (["--method", "resources/read", "--uri", "flochat://flow"], "flow_number"),
    "resources/templates/list": (["--method", "resources/templates/list"], "flochat://operations/"),
    "prompts/list": (["--method", "prompts/list"], "triage"),
    "prompts/get": (["--method", "prompts/get", "--prompt-name", "audit"], "Change nothing"),
    "logging/setLevel": (["--method", "logging/setLevel", "--log-level", "debug"], ""),
}


class Verdict(NamedTuple):
    """One thing that was held against, and what was found if it does not hold."""

    name: str
    trouble: str = ""

    def __str__(self) -> str:
        return f"FAILS: {self.name}: {self.trouble}" if self.trouble else f"holds: {self.name}"


def conformance(programs: Path, address: str) -> Iterator[Verdict]:
    """What the conformance tests say of each scenario."""
    for revision, scenarios in SCENARIOS.items():
        for scenario in scenarios:
            given = ("--url", address, "--scenario", scenario, "--spec-version", revision)
            with tempfile.TemporaryDirectory() as folder:
                done = node.run(programs, "conformance", "server", *given, "-o", folder)
                yield Verdict(f"conformance {revision} {scenario}", _trouble(Path(folder), done))


def _trouble(folder: Path, done: subprocess.CompletedProcess[str]) -> str:
    """The checks that failed, or that there were none."""
    files = folder.rglob("checks.json")
    checks = [check for file in files for check in json.loads(file.read_text("utf-8"))]
    ours = [it for it in checks if it["id"] not in _NEED_A_TOOL]
    failed = [it for it in ours if it["status"] not in ("SUCCESS", "INFO", "SKIPPED")]
    if failed:
        return "; ".join(f"{it['id']}: {it.get('errorMessage', '')}" for it in failed)
    is_ours = ours == checks  # else its status says what is not asked for here
    if not any(it["status"] == "SUCCESS" for it in ours) or (done.returncode and is_ours):
        said = (done.stderr or done.stdout)[-300:]
        return f"status {done.returncode}, {len(ours)} checks: {said}"
    return ""


def handshakes(address: str) -> Iterator[Verdict]:
    """Whether each revision that the package supports is spoken as it was asked for.

    The tools above know none that is as old as the oldest.
    """
    headers = {"Accept": "application/json, text/event-stream"}
    for revision in SUPPORTED_PROTOCOL_VERSIONS:
        if revision in MODERN_PROTOCOL_VERSIONS:  # it shakes no hands, and is among the scenarios
            continue
        about = {"name": "judge", "version": "1"}
        params = {"protocolVersion": revision, "capabilities": {}, "clientInfo": about}
        call = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
        answer = httpx.post(address, json=call, headers=headers).text
        is_spoken = f'"protocolVersion":"{revision}"' in answer.replace(" ", "")
        yield Verdict(f"handshake {revision}", "" if is_spoken else answer[:300])


def inspector(programs: Path, transport: str, target: list[str]) -> Iterator[Verdict]:
    """What the inspector's command line gets for each question, in both eras of the protocol."""
    for era, name in ((era, name) for era in ("legacy", "modern") for name in QUESTIONS):
        if era == "modern" and name.startswith("logging"):  # it has done away with that
            continue
        question, wanted = QUESTIONS[name]
        given = ("--cli", *target, *question, "--protocol-era", era)
        done = node.run(programs, "mcp-inspector", *given)
        trouble = "" if wanted in done.stdout else (done.stderr or done.stdout)[-300:]
        is_error = done.returncode != 0 and "refused" not in name
        if is_error:
            trouble = f"status {done.returncode}: {(done.stderr or done.stdout)[-300:]}"
        yield Verdict(f"inspector, {transport}, {era}: {name}", trouble)


@contextmanager
def over_http(server: Server, folder: Path) -> Iterator[int]:
    """The port of a server over HTTP."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flochat.cli", "mcp", "serve", "--http", "0"],
        env=_environment(server, folder) | {"FLOCHAT_MCP_TOKEN": _TOKEN},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        found = re.search(r"127\.0\.0\.1:(\d+)", line := process.stderr.readline())
        if found is None:
            raise RuntimeError(f"the server does not start: {line}")
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _environment(server: Server, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "XDG_STATE_HOME": str(folder),
        "FLOCHAT_API_KEY": server.api_key,
        "FLOCHAT_BASE_URL": server.url,
    }


def verdicts(programs: Path) -> Iterator[Verdict]:
    """All that is held against, on a sandbox."""
    with serve(quota=1_000_000) as server, tempfile.TemporaryDirectory() as name:
        example(server.seed)
        folder = Path(name)
        with over_http(server, folder) as port, token_proxy(port, _TOKEN) as proxy:
            address = f"http://127.0.0.1:{proxy}/mcp"
            yield from handshakes(address)
            yield from conformance(programs, address)
            yield from inspector(programs, "HTTP", [address, "--transport", "http"])
        variables = ("XDG_STATE_HOME", "FLOCHAT_API_KEY", "FLOCHAT_BASE_URL")
        given = _environment(server, folder)
        target = [it for key in variables for it in ("-e", f"{key}={given[key]}")]
        target = [*target, sys.executable, "-m", "flochat.cli", "mcp", "serve"]
        yield from inspector(programs, "stdio", target)


def main() -> int:
    try:
        programs = node.install()
    except NotThereError as error:
        print(f"judge: {error}", file=sys.stderr)
        return 2
    failed = count = 0
    for verdict in verdicts(programs):
        count += 1
        failed += bool(verdict.trouble)
        print(verdict, flush=True)
    print(f"{count - failed} of {count} hold")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
