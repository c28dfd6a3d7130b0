import socket
from pathlib import Path

import pytest

from flochat.contract.generate import generate
from tests.support.small_contract import small_contract


@pytest.fixture
def unused_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def small_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated tree of the small contract; it is everybody's, so copy it to change it."""
    folder = tmp_path_factory.mktemp("small")
    generate(small_contract(), folder)
    return folder
