"""A sandbox that the tests share, and a host of assistants in each era of the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flochat.sandbox import Server, serve
from flochat.sandbox.seed import example
from tests.support.assistant import ERAS, Host


@pytest.fixture(scope="package")
def shared_server() -> Iterator[Server]:
    with serve(quota=100_000) as server:
        yield server


@pytest.fixture
def server(shared_server: Server) -> Server:
    shared_server.reset()
    example(shared_server.seed)
    return shared_server


@pytest.fixture(params=ERAS)
def host(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Host:
    """A host that speaks the newest revision of the protocol, and one that shakes hands."""
    return Host(server, tmp_path, request.param, in_process=True)


@pytest.fixture
def old_host(server: Server, tmp_path: Path) -> Host:
    """A host for what does not depend on the revision."""
    return Host(server, tmp_path, in_process=True)


@pytest.fixture(params=ERAS)
def process_host(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Host:
    """A host that starts the server as a process of its own, and speaks with it over pipes."""
    return Host(server, tmp_path, request.param)
