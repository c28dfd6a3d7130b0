"""Fixtures for tests of the regeneration's steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.regeneration.generate import generate
from tests.support.small_contract import small_contract


@pytest.fixture(scope="session")
def small_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated tree of the small contract, shared by all tests: copy it to change it."""
    folder = tmp_path_factory.mktemp("small")
    generate(small_contract(), folder)
    return folder
