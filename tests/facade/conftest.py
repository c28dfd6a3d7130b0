"""A sandbox for the facade's tests, as new for each of them, and a client of either kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[Server]:
    with serve(quota=100_000) as server:
        yield server


@pytest.fixture
def sandbox(running_sandbox: Server) -> Server:
    running_sandbox.reset()
    return running_sandbox


@pytest.fixture
def client(sandbox: Server, make_client: Clients, clock: Clock) -> Any:
    return make_client(sandbox.url, sandbox.api_key, clock=clock)
