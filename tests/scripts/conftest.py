"""Fixtures for tests of the scheduled job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.schedule.repository import BRANCH
from tests.support import stage as stages
from tests.support.stage import Stage


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bare repository that every stage has a copy of."""
    return stages.found(tmp_path_factory.mktemp("template"))


@pytest.fixture
def stage(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage of one's own. Whatever the test does, nothing but our branch may be pushed to."""
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    with stages.stage(template, tmp_path) as made:
        yield made
        assert set(made.pushes()) <= {f"refs/heads/{BRANCH}"}
