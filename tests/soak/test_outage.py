"""The short form of an outage; `make soak` has a long one."""

from __future__ import annotations

import pytest

from tests.soak.outage import CALLERS, outage


@pytest.mark.parametrize("workers", CALLERS)
def test_after_an_outage_every_call_succeeds(workers: str) -> None:
    verdict = outage(workers, 2.0, read_timeout=0.4)
    assert not verdict.wrong
    assert verdict.seen
