"""A sandbox that the tests of the command share, empty at the start of each, and a user's shell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flochat.sandbox import Server, serve
from flochat.sandbox.seed import example
from tests.support.command import Shell


@pytest.fixture(scope="package")
def shared_server() -> Iterator[Server]:
    with serve(quota=100_000) as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Server:
    """The sandbox, with the flow of its example."""
    shared_server.reset()
    shared_server.inject_faults(None)
    example(shared_server.seed)
    return shared_server


@pytest.fixture
def flochat(server: Server, tmp_path: Path) -> Shell:
    """The command, called by somebody who has a key of the sandbox."""
    return Shell(tmp_path, server)
