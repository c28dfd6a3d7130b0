"""A sandbox for the facade's tests, as new for each of them, and a client of either kind.

`FLOCHAT_HABITS="paging=nothing;mid=top"` has all of them run on a host with these habits, as
`make settings` does. A test that is about one setting pins it: `@pytest.mark.habits(mid="top")`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock
from tests.support.habits import parse_habits


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[Server]:
    with serve(quota=100_000, habits=parse_habits(os.environ.get("FLOCHAT_HABITS", ""))) as server:
        yield server


@pytest.fixture
def sandbox(running_sandbox: Server, request: pytest.FixtureRequest) -> Server:
    running_sandbox.reset()
    for mark in request.node.iter_markers("habits"):
        running_sandbox.change_habits(mark.kwargs)
    return running_sandbox


@pytest.fixture
def client(sandbox: Server, make_client: Clients, clock: Clock) -> Any:
    return make_client(sandbox.url, sandbox.api_key, clock=clock)
