"""Fixtures that all tests share."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import hypothesis
import pytest

from tests.support.clients import Clients, Clock

hypothesis.settings.register_profile("flochat", deadline=None, max_examples=50)
#: For `pytest --hypothesis-profile=fuzz`: ten times as much.
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=500)
hypothesis.settings.load_profile("flochat")


@pytest.fixture(params=["sync", "async"])
def make_client(request: pytest.FixtureRequest) -> Iterator[Clients]:
    """Makes clients: the test runs once with `Flochat` and once with `AsyncFlochat`."""
    clients = Clients(request.param)
    yield clients
    clients.close()


@pytest.fixture
def clock() -> Clock:
    """A clock that moves only when a client waits."""
    return Clock()


@pytest.fixture
def unused_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of whoever runs it."""
    for name in ("FLOCHAT_API_KEY", "FLOCHAT_BASE_URL", "FLOCHAT_COUNTRY", "FLOCHAT_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
