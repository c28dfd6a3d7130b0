"""Nights on the sandbox: what they cost, what is in the files, and what an interruption leaves."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from examples.nightly_duckdb import demo, nightly
from flochat.sandbox import Faults, Server, serve

ZONE = ("--time-zone", demo.ZONE)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serve(seed=demo.fill) as running:
        monkeypatch.setenv("FLOCHAT_API_KEY", running.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", running.url)
        monkeypatch.delenv("FLOCHAT_TIME_ZONE", raising=False)
        yield running


def query(folder: Path, text: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(folder / "flow.duckdb", read_only=True) as database:
        return database.execute(text).fetchall()


def test_the_first_night_reads_all_and_the_second_what_is_new(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    assert len(server.requests) == 4  # 300 people and 75 orders
    assert query(tmp_path, "SELECT count(*) FROM orders") == [(75,)]
    plans = "SELECT value, count(*) FROM fields WHERE field = 'Plan' GROUP BY ALL ORDER BY ALL"
    assert query(tmp_path, plans) == [("free", 100), ("gold", 100), ("silver", 100)]
    assert query(tmp_path, "SELECT tag, count(*) FROM tags GROUP BY ALL") == [("VIP", 30)]
    assert query(tmp_path, "SELECT sum(people) FROM new_people") == [(300,)]
    server.clear()
    for _ in range(3):
        server.seed.interaction(server.seed.subscriber(first_name="Somebody"))
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    assert len(server.requests) <= 6
    assert "3 new" in capsys.readouterr().out
    assert query(tmp_path, "SELECT people, orders FROM nights") == [(303, 75)]
    types = dict(query(tmp_path, "SELECT name, type FROM pragma_table_info('orders')"))
    assert (types["id"], types["total_price"], types["currency"]) == ("BIGINT", "DOUBLE", "VARCHAR")


def test_the_chart_has_a_bar_for_each_of_the_last_days(server: Server, tmp_path: Path) -> None:
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    assert server.requests
    name = "{http://www.w3.org/2000/svg}"
    root = ET.parse(tmp_path / "new-people.svg").getroot()
    bars = root.findall(f"{name}rect")[1:]
    assert len(bars) == nightly.DAYS
    told = [int((bar.findtext(f"{name}title") or "").rpartition(": ")[2]) for bar in bars]
    recent = "SELECT sum(people) FROM new_people WHERE day > (SELECT max(day) FROM nights) - 30"
    assert [(sum(told),)] == query(tmp_path, recent)
    heights = [int(bar.get("height", "")) for bar in bars]
    assert max(heights) == heights[told.index(max(told))] == 160
    assert all((height == 0) == (count == 0) for height, count in zip(heights, told, strict=True))


@pytest.mark.parametrize(
    ("zone", "day"), [("Australia/Sydney", "2026-03-05"), ("America/Lima", "2026-03-05")]
)
def test_a_day_is_that_of_the_shop(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, zone: str, day: str
) -> None:
    with serve() as server:
        monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        for moment in ("00:00:30", "23:59:30"):  # by the clock of the shop
            server.seed.subscriber(first_name="Ana", subscribed=f"2026-03-05 {moment}")
        assert nightly.main([str(tmp_path), "--time-zone", zone]) == 0
    assert [(str(it[0]), it[1]) for it in query(tmp_path, "FROM new_people")] == [(day, 2)]


def test_a_flow_without_anybody_has_an_empty_chart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serve() as server:
        monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
        monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
        assert nightly.main([str(tmp_path / "new"), *ZONE]) == 0
    assert query(tmp_path / "new", "SELECT people, orders FROM nights") == [(0, 0)]
    assert "0 in 30 days" in (tmp_path / "new" / "new-people.svg").read_text(encoding="utf-8")


def test_a_key_that_may_not_read_orders_keeps_the_people(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = {"message": "Invalid scope(s) provided."}
    server.answer_next(status=403, json=refusal, operation="GET /shop/orders", times=9)
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    assert "not known: the orders were not read" in capsys.readouterr().out
    assert query(tmp_path, "SELECT people, orders FROM nights") == [(300, 0)]


def test_tables_are_replaced_all_together_or_not_at_all(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    server.seed.interaction(server.seed.subscriber(first_name="Somebody"))
    monkeypatch.setattr(nightly, "read", broken(nightly.read, after=3))
    assert nightly.main([str(tmp_path), *ZONE]) == 1
    assert "No space left" in capsys.readouterr().err
    assert query(tmp_path, "SELECT count(*) FROM people") == [(300,)]
    assert query(tmp_path, "SELECT people FROM nights") == [(300,)]
    monkeypatch.undo()
    monkeypatch.setenv("FLOCHAT_API_KEY", server.api_key)
    monkeypatch.setenv("FLOCHAT_BASE_URL", server.url)
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    assert query(tmp_path, "SELECT people FROM nights") == [(301,)]


def broken(function: Any, *, after: int) -> Any:
    """A function that works so often, and then finds no space on the disk."""
    calls: list[int] = []

    def called(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) > after:
            raise OSError(28, "No space left on device")
        return function(*arguments)

    return called


@pytest.mark.parametrize("arguments", [(), ("--time-zone", "Sydney"), ("--time-zone", "../etc")])
def test_without_a_zone_it_says_what_to_give(
    server: Server,
    tmp_path: Path,
    arguments: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        nightly.main([str(tmp_path), *arguments])
    assert "--time-zone must be the name of a zone" in capsys.readouterr().err
    assert server.requests == []


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_night_that_is_stopped_goes_on_where_it_was(
    server: Server, tmp_path: Path, number: signal.Signals
) -> None:
    server.reset()
    demo.fill(server.seed, people=1000)
    server.inject_faults(Faults(latency=0.4, seed=2))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a child would inherit an ignored one
    program = [sys.executable, str(Path(nightly.__file__)), str(tmp_path), *ZONE]
    with subprocess.Popen(program, env=dict(os.environ), stderr=subprocess.PIPE) as running:
        while len(server.requests) < 6 and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(number)
        running.communicate(timeout=60)
    assert running.returncode == (130 if number is signal.SIGINT else -number)
    server.inject_faults(None)
    read = len(server.requests)
    subprocess.run(program, env=dict(os.environ), check=True, timeout=60)
    assert len(server.requests) - read <= 10  # of thirteen: ten of people, three of orders
    assert query(tmp_path, "SELECT people FROM nights") == [(1000,)]
    if os.name == "posix":
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        assert set(modes.values()) == {0o600}, modes


KILLED_WHILE_IT_LOADS: Final = """
import os, signal, sys
sys.path.insert(0, sys.argv.pop(1))
import nightly
reads, read = [], nightly.read
def killed(*arguments):
    reads.append(1)
    if len(reads) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(*arguments)
nightly.read = killed
nightly.main(sys.argv[1:])
"""


@pytest.mark.long
def test_kill_while_tables_are_replaced_leaves_those_of_the_night_before(
    server: Server, tmp_path: Path
) -> None:
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    server.seed.interaction(server.seed.subscriber(first_name="Somebody"))
    code = [sys.executable, "-c", KILLED_WHILE_IT_LOADS, str(Path(nightly.__file__).parent)]
    done = subprocess.run([*code, str(tmp_path), *ZONE], env=dict(os.environ), timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert query(tmp_path, "SELECT count(*) FROM people") == [(300,)]
    assert nightly.main([str(tmp_path), *ZONE]) == 0
    assert query(tmp_path, "SELECT people FROM nights") == [(301,)]
