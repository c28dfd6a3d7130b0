"""The short form of the soak; `make soak` is the long one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.soak.run import bulk_sends, mixed_calls
from tests.soak.torture import ALL, torture


@pytest.mark.parametrize(("workers", "calls"), [("threads", 400), ("tasks", 300)])
def test_calls_survive_faults(workers: str, calls: int, tmp_path: Path) -> None:
    verdict = mixed_calls(workers, calls, 0.2, tmp_path, seconds=120)
    assert not verdict.wrong
    assert verdict.seen


@pytest.mark.parametrize("workers", ["threads", "tasks"])
def test_a_bulk_send_survives_faults(workers: str, tmp_path: Path) -> None:
    verdict = bulk_sends(workers, 100, 0, 0.2, tmp_path, seconds=120)
    assert not verdict.wrong
    assert verdict.seen


def test_a_journal_survives_what_is_done_to_it(tmp_path: Path) -> None:
    verdict = torture(len(ALL), 150, tmp_path, seed=time.time_ns() % 1_000_000)
    assert not verdict.wrong
    assert verdict.seen
