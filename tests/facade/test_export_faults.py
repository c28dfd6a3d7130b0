"""Whatever goes wrong on the way, an export has each row of the flow once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flochat.sandbox import Fault, Faults, serve
from tests.support.clients import Clients
from tests.support.filled_flow import EXPORTS, FilledFlow, comparable, exported, fill


@pytest.fixture(scope="module")
def flow() -> Iterator[FilledFlow]:
    with serve(quota=1_000_000) as server:
        yield fill(server)


@pytest.fixture(autouse=True)
def _without_faults(flow: FilledFlow) -> Iterator[None]:
    yield
    flow.server.inject_faults(None)


def finished(job: Any, file: Path) -> Any:
    """The report of an export that is asked for until it is finished, as after a storm of 429."""
    for _ in range(20):
        report = job.run(file)
        if report.is_finished:
            break
    return report


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_is_lost_and_nothing_comes_twice(
    name: str, seed: int, flow: FilledFlow, make_client: Clients, tmp_path: Path
) -> None:
    client = make_client(flow.server.url, on_exhausted="wait")
    flow.server.inject_faults(Faults.of_all_kinds(0.2, seed=seed))
    report = finished(getattr(client.export, name)(), tmp_path / "rows.jsonl")
    assert comparable(exported(tmp_path / "rows.jsonl", name), name) == flow.rows[name]
    assert (report.is_finished, report.rows) == (True, flow.rows[name].total())
    assert (report.missing, *report.failed, *report.notes) == (0,)


@pytest.mark.parametrize("fault", [Fault.REPEATED_PAGE, Fault.MOVED_ROWS, Fault.REFUSED])
def test_lists_that_go_wrong_half_of_the_time(
    fault: Fault, flow: FilledFlow, make_client: Clients, tmp_path: Path
) -> None:
    flow.server.inject_faults(Faults({fault: 0.5}, seed=3))
    client = make_client(flow.server.url, on_exhausted="wait")
    report = finished(client.export.subscribers(), tmp_path / "people.jsonl")
    people = exported(tmp_path / "people.jsonl", "subscribers")
    assert people == flow.rows["subscribers"]
    assert report.missing == 0
