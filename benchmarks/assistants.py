"""How long an assistant waits for the server: from its start to its first answer."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Final

from benchmarks.measure import Ratio, report

#: The official package's own server over the same pipes, with nothing in it.
_BARE: Final = """
import asyncio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

async def main():
    server = Server("bare")
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())

asyncio.run(main())
"""
_INITIALIZE: Final = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "benchmark", "version": "1"},
    },
}
_RUNS: Final = 7
_LIMIT: Final = 2.5


def main() -> int:
    ours = [sys.executable, "-m", "flochat.cli", "mcp", "serve"]
    bare = [sys.executable, "-c", _BARE]
    with tempfile.TemporaryDirectory() as folder:
        times = [(_seconds(ours, folder), _seconds(bare, folder)) for _ in range(_RUNS + 1)]
    first, second = (statistics.median(kept) for kept in zip(*times[1:], strict=True))
    name = "start of flochat mcp to its first answer beside the bare mcp package, processor time"
    return report(Ratio(name, first, second, limit=_LIMIT))


def _seconds(command: Sequence[str], folder: str) -> float:
    """The processor time of a process that answers once; then its input ends."""
    env = {**os.environ, "FLOCHAT_API_KEY": "k" * 32, "XDG_STATE_HOME": folder}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command,
        env=env,
        input=json.dumps(_INITIALIZE).encode() + b"\n",
        capture_output=True,
        timeout=120,
        check=True,
    )
    if b"serverInfo" not in done.stdout:
        raise RuntimeError(f"{command} does not answer: {done.stderr!r}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
