"""How a server is reached: over HTTP by whoever has the token, over pipes by one host."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import mcp_types as types
import pytest
from mcp.client.client import Client

from flochat.sandbox import Server
from tests.support.assistant import Assistant, Host

TOKEN = "a-token-for-the-tests-1"
_INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
_HEADERS = {
    "Authorization": f"Bearer {TOKEN}",
    "Accept": "application/json, text/event-stream",
    "Content-Type": "application/json",
}


@pytest.fixture(scope="module")
def address(shared_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over HTTP."""
    folder = tmp_path_factory.mktemp("assistants")
    process = start(shared_server, folder, "--http", "0", FLOCHAT_MCP_TOKEN=TOKEN)
    try:
        assert process.stderr is not None
        line = process.stderr.readline().decode()
        found = re.search(r"http://127\.0\.0\.1:\d+/mcp", line)
        assert found, line
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def start(server: Server, folder: Path, *options: str, **more: str) -> subprocess.Popen[bytes]:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
        "FLOCHAT_API_KEY": server.api_key,
        "FLOCHAT_BASE_URL": server.url,
        **more,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flochat.cli", "mcp", "serve", *options],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 200),
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"bearer {TOKEN}x"}, 401),
        ({"Authorization": TOKEN}, 401),
        ({"Origin": "https://evil.example"}, 403),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_only_the_owner_of_the_token_gets_in(
    address: str, changes: dict[str, str], status: int
) -> None:
    answer = httpx.post(address, json=_INITIALIZE, headers=_HEADERS | changes)
    assert answer.status_code == status


@pytest.mark.usefixtures("server")
def test_two_hosts_at_once_are_served(address: str) -> None:
    async def one() -> dict[str, object]:
        from mcp.client.streamable_http import streamable_http_client
        from mcp.shared._httpx_utils import create_mcp_http_client

        http = create_mcp_http_client(headers={"Authorization": f"Bearer {TOKEN}"})
        async with http, Client(streamable_http_client(address, http_client=http)) as client:
            result = await client.call_tool("count_people", {})
            assert isinstance(result, types.CallToolResult)
            content: dict[str, object] = result.structured_content
            return content

    async def both() -> list[dict[str, object]]:
        return list(await asyncio.gather(one(), one()))

    assert asyncio.run(both()) == [{"count": 2}, {"count": 2}]


@pytest.mark.parametrize("token", ["short", "with a line\nbreak and more", "\u00e4" * 20])
def test_a_token_that_is_none_is_refused(server: Server, tmp_path: Path, token: str) -> None:
    process = start(server, tmp_path, "--http", "0", FLOCHAT_MCP_TOKEN=token)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"FLOCHAT_MCP_TOKEN" in errors
    assert token.encode() not in errors


def test_it_ends_with_its_host(server: Server, tmp_path: Path) -> None:
    process = start(server, tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(_INITIALIZE).encode() + b"\n")
    process.stdin.flush()
    assert b"flochat" in process.stdout.readline()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in errors


def test_nonsense_on_the_pipe_does_not_end_it(server: Server, tmp_path: Path) -> None:
    process = start(server, tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"not json\n{}\n\xff\xfe\n")
    process.stdin.write(json.dumps(_INITIALIZE).encode() + b"\n")
    process.stdin.flush()
    while b"serverInfo" not in (line := process.stdout.readline()):
        assert line, process.stderr
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_without_a_key_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flochat.cli", "mcp", "serve"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert b"there is no key" in done.stderr
    assert done.stdout == b""


def test_it_runs_on_a_sandbox_of_its_own(old_host: Host) -> None:
    async def script(assistant: Assistant) -> object:
        return (await assistant.call("find_person", phone="+61412345678"))["found"]

    env = {"FLOCHAT_API_KEY": "", "FLOCHAT_BASE_URL": ""}
    assert old_host.run(script, "--sandbox", env=env) is True
    assert old_host.server.requests == []
