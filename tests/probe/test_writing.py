"""What the probe makes is in the flow that was named, and gone afterwards, whatever happens."""

from __future__ import annotations

import asyncio
import json
import os
import stat
from pathlib import Path
from typing import Any, Final

import pytest

from flochat import AsyncFlochat, Flochat, InvalidArgumentError
from flochat.probe import ProbeReport, probe, probe_async
from flochat.sandbox import Fault, Faults, Server, serve
from tests.probe.stage import FLOW, ask, host
from tests.support.clients import Clock, _SyncRuntime

PREFIX: Final = "flochat-probe-"


def written(server: Server) -> list[str]:
    """The requests that may have written something."""
    operations = [request.operation or request.path for request in server.requests]
    reads = ("POST /whatsapp-template/list", "POST /facebook-utility-message-template/list")
    lookups = ("POST /flow/ai-agent-info", "POST /flow/ai-task-info")
    return [one for one in operations if not one.startswith("GET ") and one not in reads + lookups]


def leftovers(server: Server) -> list[str]:
    """The names of what a probe made and is still there."""
    names: list[str] = []
    with Flochat(server.api_key, base_url=server.url) as client:
        lists: list[Any] = [
            client.flow.tags.list(),
            client.flow.user_fields.list(),
            client.flow.bot_fields.list(),
            client.subscribers.list(),
        ]
        for one in lists:
            names += [str(row.name) for row in one if row.name]
    return [name for name in names if name.lower().startswith(PREFIX)]


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_nothing_is_left_and_nothing_was_sent(kind: str) -> None:
    with host() as (server, clock):
        report = ask(kind, server, clock, write_flow_ns=FLOW)
        assert report.is_complete
        assert report.written
        assert report.left_behind == ()
        assert leftovers(server) == []
        assert server.deliveries == []
        assert not [one for one in written(server) if "send" in one or "event" in one]


def test_only_its_own_things_are_changed() -> None:
    def people(server: Server) -> list[Any]:
        with Flochat(server.api_key, base_url=server.url) as client:
            return [dict(one.raw) for one in client.subscribers.list()]

    with host() as (server, clock):
        before = people(server)
        ask("sync", server, clock, write_flow_ns=FLOW)
        assert people(server) == before


@pytest.mark.parametrize("flow", ["f28050", "f2805031", "f1"])
def test_another_flow_is_refused_before_anything_is_written(flow: str) -> None:
    with host() as (server, clock):
        report = ask("sync", server, clock, write_flow_ns=flow)
        assert written(server) == []
        assert not report.is_complete
        assert "another flow" in str(report.stopped)
        assert FLOW not in report.json()
        assert report.written == ()


def test_an_empty_flow_is_told_by_being_the_only_one() -> None:
    with host(seed=None) as (server, clock):
        report = ask("sync", server, clock, write_flow_ns=FLOW)
        assert report.is_complete
        assert leftovers(server) == []


def test_an_empty_flow_of_several_is_not_written_to() -> None:
    with serve(seed=lambda seed: seed.flow("Other")) as server:
        report = ask("sync", server, write_flow_ns=FLOW)
        assert "did not show" in str(report.stopped)
        assert written(server) == []


@pytest.mark.parametrize("flow", ["", "123", "f", "f12u3", "F12", "f12 ", 12, "f²"])
def test_what_is_no_flow_is_refused_before_any_request(flow: Any) -> None:
    with host(seed=None) as (server, clock):
        with pytest.raises(InvalidArgumentError, match="flow_ns"):
            ask("sync", server, clock, write_flow_ns=flow)
        assert server.requests == []


def interrupted_at(server: Server, clock: Clock, number: int, error: BaseException) -> None:
    """A probe in which the write request of a number is interrupted before it is sent."""
    seen: list[str] = []

    def interrupt(event: Any) -> None:
        if event.method != "GET" and "list" not in event.operation:
            seen.append(event.operation)
            if len(seen) == number:
                raise error

    with (
        Flochat(
            server.api_key, base_url=server.url, runtime=_SyncRuntime(clock), on_request=interrupt
        ) as client,
        pytest.raises(type(error)),
    ):
        probe(client, write_flow_ns=FLOW)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 6, 9, 14, 20, 27])
def test_what_was_made_is_deleted_after_an_interruption(number: int) -> None:
    with host() as (server, clock):
        interrupted_at(server, clock, number, KeyboardInterrupt())
        assert leftovers(server) == []


@pytest.mark.parametrize("number", [3, 6, 12])
def test_what_was_made_is_deleted_after_a_crash(number: int) -> None:
    with host() as (server, clock):
        interrupted_at(server, clock, number, RuntimeError("a hook that breaks"))
        assert leftovers(server) == []


def test_what_was_made_is_deleted_after_a_cancellation() -> None:
    async def run(server: Server) -> None:
        def stop(event: Any) -> None:
            if event.operation == "POST /subscriber/add-tag":
                task.cancel()

        async with AsyncFlochat(server.api_key, base_url=server.url, on_request=stop) as client:
            task = asyncio.create_task(probe_async(client, write_flow_ns=FLOW))
            with pytest.raises(asyncio.CancelledError):
                await task

    with host() as (server, _):
        asyncio.run(run(server))
        assert leftovers(server) == []


OPERATIONS: Final = (
    "POST /flow/create-tag",
    "POST /flow/create-user-field",
    "POST /flow/create-bot-field",
    "POST /subscriber/create",
)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_was_made_without_an_answer_is_found_and_deleted(operation: str) -> None:
    with host() as (server, clock):
        cut = False

        def cut_once(event: Any) -> None:
            nonlocal cut
            if event.operation == operation and not cut:
                cut = True
                server.inject_faults(Faults({Fault.CUT_AFTER: 1.0}))
            else:
                server.inject_faults(None)

        report = ask("sync", server, clock, write_flow_ns=FLOW, client={"on_request": cut_once})
        assert not report.is_complete
        assert report.left_behind == ()
        assert leftovers(server) == []


def refusing_to_delete(server: Server) -> None:
    for operation in ("DELETE /flow/delete-tag", "DELETE /subscriber/delete"):
        server.answer_next(status=403, json={"message": "no"}, operation=operation, times=99)


def test_what_cannot_be_deleted_is_named(tmp_path: Path) -> None:
    file, lines = tmp_path / "cleanup.json", list[str]()
    with host() as (server, clock):
        refusing_to_delete(server)
        report = ask(
            "sync",
            server,
            clock,
            write_flow_ns=FLOW,
            cleanup_file=file,
            progress=lines.append,
        )
        left = {row.name for row in report.left_behind}
        assert {row.kind for row in report.left_behind} >= {"tag", "person"}
        tags = {row.name for row in report.left_behind if row.kind == "tag"}
        assert tags
        assert tags <= set(leftovers(server))
        assert all(any(name in line for line in lines) for name in left)
        assert all(name in report.markdown() for name in left)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert {thing["name"] for thing in json.loads(file.read_text())["things"]} == left


def test_a_later_probe_deletes_what_an_earlier_one_left(tmp_path: Path) -> None:
    file = tmp_path / "cleanup.json"
    with host() as (server, clock):
        refusing_to_delete(server)
        ask("sync", server, clock, write_flow_ns=FLOW, cleanup_file=file)
        assert leftovers(server)
        server._app.script.clear()  # the host deletes again
        report = ask("sync", server, clock, write_flow_ns=FLOW, cleanup_file=file)
        assert report.left_behind == ()
        assert leftovers(server) == []
        assert not file.exists()


@pytest.mark.parametrize(
    "content",
    ['{"flow": 280503, "thi', "[]", '{"flow": 1, "things": []}', '{"things": []}', "\x00"],
)
def test_a_list_that_is_not_of_this_flow_is_left_alone(content: str, tmp_path: Path) -> None:
    file = tmp_path / "cleanup.json"
    file.write_text(content)
    with host() as (server, clock):
        report = ask("sync", server, clock, write_flow_ns=FLOW, cleanup_file=file)
        assert "nothing was written" in str(report.stopped)
        assert written(server) == []
    assert file.read_text() == content


def test_a_list_cannot_make_it_delete_what_no_probe_has_made(tmp_path: Path) -> None:
    file = tmp_path / "cleanup.json"
    with host() as (server, clock):
        with Flochat(server.api_key, base_url=server.url) as client:
            tags = {tag.name: tag.tag_ns for tag in client.flow.tags.list()}
        things = [
            {"kind": "tag", "name": "VIP", "id": tags["VIP"]},
            {"kind": "flow", "name": f"{PREFIX}0123456789ab-tag", "id": FLOW},
            "VIP",
        ]
        file.write_text(json.dumps({"flow": 280503, "things": things}))
        ask("sync", server, clock, write_flow_ns=FLOW, cleanup_file=file)
        with Flochat(server.api_key, base_url=server.url) as client:
            assert {tag.name: tag.tag_ns for tag in client.flow.tags.list()} == tags


def test_nothing_is_made_that_could_not_be_noted(tmp_path: Path) -> None:
    with host() as (server, clock):
        file = tmp_path / "missing" / "cleanup.json"
        report = ask("sync", server, clock, write_flow_ns=FLOW, cleanup_file=file)
        assert written(server) == []
        assert "cannot be written" in str(report.stopped)


@pytest.mark.parametrize("known", ["returned", "created again", "refused"])
def test_nobody_who_was_there_is_touched(known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has the very number that the probe takes."""
    monkeypatch.setattr("secrets.randbelow", lambda _: 123)
    with host({"known_person": known}) as (server, clock):
        somebody = server.seed.subscriber(first_name="Film", phone="447700900123")
        report = ask("sync", server, clock, write_flow_ns=FLOW)
        assert "numbers for fiction" in str(report.stopped)
        assert leftovers(server) == []
        with Flochat(server.api_key, base_url=server.url) as client:
            assert client.subscribers.get(somebody).first_name == "Film"


def test_what_a_host_gives_back_that_is_not_the_probes_is_not_deleted() -> None:
    with host() as (server, clock):
        with Flochat(server.api_key, base_url=server.url) as client:
            vip = next(tag for tag in client.flow.tags.list() if tag.name == "VIP")
        server.answer_next(
            json={"tag_ns": vip.tag_ns, "name": "VIP"}, operation="POST /flow/create-tag"
        )
        report = ask("sync", server, clock, write_flow_ns=FLOW)
        assert "not the probe's" in str(report.stopped)
        with Flochat(server.api_key, base_url=server.url) as client:
            assert vip.tag_ns in [tag.tag_ns for tag in client.flow.tags.list()]


def test_what_is_not_found_on_an_ignored_filter_counts_as_left() -> None:
    """The host cuts the answer to a creation, ignores `name` and has many pages of tags."""
    with host({"name_filter": "ignored"}) as (server, clock):
        for number in range(150):
            server.seed.tag(f"Tag {number}")
        server.answer_next(status=500, json={}, operation="POST /flow/create-tag")
        report = ask("sync", server, clock, write_flow_ns=FLOW)
        assert [row.kind for row in report.left_behind] == ["tag"]


def test_two_probes_in_one_folder_do_not_delete_each_others_things(tmp_path: Path) -> None:
    file = tmp_path / "cleanup.json"
    file.write_text(json.dumps({"flow": 280503, "process": os.getppid(), "things": []}))
    with host() as (server, clock):
        report = ask("sync", server, clock, write_flow_ns=FLOW, cleanup_file=file)
        assert "another probe" in str(report.stopped)
        assert written(server) == []


def test_a_report_of_writing_has_nothing_of_the_flow() -> None:
    lines: list[str] = []
    with host() as (server, clock):
        report = ask(
            "sync", server, clock, write_flow_ns=FLOW, also=["messages"], progress=lines.append
        )
        for text in (report.json(), report.markdown(), "\n".join(lines), repr(report)):
            for datum in (
                FLOW,
                "280503",
                "Cora",
                "61412",
                "614000",
                "7700",
                "VIP",
                "gold",
                server.url,
            ):
                assert datum not in text


def test_cleaning_up_is_not_held_back_by_the_limit() -> None:
    with host() as (server, clock):
        whole: ProbeReport = ask("sync", server, clock, write_flow_ns=FLOW)
        server.clear()
        for spare in (15, 25, 33):
            limit = whole.requests - len(whole.written) - spare
            report = ask("sync", server, clock, write_flow_ns=FLOW, max_requests=limit)
            assert "limit" in str(report.stopped)
            assert report.left_behind == ()
            assert leftovers(server) == []
