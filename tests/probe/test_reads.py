"""Which reads are made, within which limits, and what comes of hosts that refuse or misbehave."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterable
from typing import Any, Final

import pytest

from flochat import AsyncFlochat, Flochat, InvalidArgumentError
from flochat._wire.operation_table import TABLE, Safety
from flochat.probe import ProbeReport, ReadRow, probe, probe_async
from flochat.probe.reads import all_reads
from flochat.sandbox import example, serve
from tests.probe.stage import FLOW, ask, host
from tests.support.clients import Clock
from tests.support.hostile_server import RESET, Request, Step, answer, hostile_server

KINDS: Final = ("sync", "async")


def row_of(report: ProbeReport, operation: str) -> ReadRow:
    return next(row for row in report.reads if row.operation == operation)


@pytest.mark.parametrize("kind", KINDS)
def test_every_read_has_a_row(kind: str) -> None:
    with host() as (server, clock):
        report = ask(kind, server, clock)
        made = [request.operation for request in server.requests]
    assert len(report.reads) == sum(row.safety is Safety.READ for row in TABLE.values())
    assert report.is_complete
    assert report.requests == len(made) <= 120
    assert row_of(report, "GET /flow/tags").rows == 4
    assert row_of(report, "GET /team/agent-group/{id}").why == "no agent group to ask about"
    asked = {row.operation for row in report.reads if row.outcome == "answered"}
    assert len(asked) > 50


def test_a_read_never_needs_what_nothing_teaches() -> None:
    """Each placeholder and each required parameter is filled from another read."""
    from flochat.probe.reads import TEACHES

    reads = all_reads()
    taught = {name for lessons in TEACHES.values() for name in lessons}
    order = [read.operation for read in reads]
    for read in reads:
        assert len(read.path) == read.operation.count("{}"), read.operation
        assert set(read.needs) <= taught
        for name in read.needs:
            teachers = [one for one, lessons in TEACHES.items() if name in lessons]
            assert all(order.index(one) < order.index(read.operation) for one in teachers)


def test_messages_and_integrations_are_read_only_when_asked_for() -> None:
    def private(report: ProbeReport) -> list[str]:
        return [
            row.operation
            for row in report.reads
            if ("/integration/" in row.operation or "chat-messages" in row.operation)
            and row.outcome != "not asked"
        ]

    with host() as (server, clock):
        assert private(ask("sync", server, clock)) == []
        assert not [
            it for it in server.requests if "integration/" in it.path or "chat-m" in it.path
        ]
        report = ask("sync", server, clock, also=["messages", "integrations"])
        assert len(private(report)) == 11
        assert report.is_complete


@pytest.mark.parametrize("kind", KINDS)
def test_the_limit_of_requests_is_kept(kind: str) -> None:
    with host() as (server, clock):
        report = ask(kind, server, clock, max_requests=7)
        assert len(server.requests) == report.requests == 7
    assert not report.is_complete
    assert "7 requests" in str(report.stopped)
    assert json.loads(report.json())["complete"] is False
    assert row_of(report, "GET /me").outcome == "answered"
    assert row_of(report, "GET /templates").why == "the probe did not get to it"
    assert report.habits["paging"] == "links and meta"


def test_attempts_that_failed_count_too() -> None:
    with hostile_server(lambda _: [RESET]) as server:
        report = ask("sync", f"{server.url}/api", max_requests=3)
        assert len(server.requests) <= 3
    assert report.requests <= 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_probe_takes_ten_requests_at_most(kind: str) -> None:
    with host() as (server, clock):
        report = ask(kind, server, clock, depth="short")
        assert len(server.requests) <= 10
    assert report.is_complete
    assert report.habits["paging"] == "links and meta"


def test_a_quota_that_may_not_do_is_not_begun_with() -> None:
    with host(quota=60) as (server, clock):
        report = ask("sync", server, clock)
        assert len(server.requests) == 1
        assert "ignore_quota" in str(report.stopped)
        again = ask("sync", server, clock, max_requests=20)
        assert "20 requests" in str(again.stopped)


@pytest.mark.parametrize("kind", KINDS)
def test_a_quota_that_ends_in_the_middle_keeps_what_was_learned(kind: str) -> None:
    with host(quota=30) as (server, clock):
        report = ask(kind, server, clock, ignore_quota=True)
    assert "quota" in str(report.stopped)
    assert row_of(report, "GET /subscribers").outcome == "answered"
    assert row_of(report, "GET /templates").outcome == "not asked"


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_without_a_flow_is_a_report(kind: str) -> None:
    with host(seed=None) as (server, clock):
        report = ask(kind, server, clock, key=server.flowless_key)
    assert report.has_flow is False
    assert row_of(report, "GET /flow/user-fields").why == "the key has no flow"
    assert report.requests < 80


def test_a_wrong_key_ends_the_probe() -> None:
    with host(seed=None) as (server, clock):
        report = ask("sync", server, clock, key="wrong")
        assert len(server.requests) == 1
    assert report.stopped == "the host refuses the key (401)"


def test_scopes_are_told_by_what_is_refused() -> None:
    with host() as (server, clock):
        team = [op for op, row in TABLE.items() if row.scope == "Manage Team"]
        for operation in team:
            server.answer_next(
                status=403, json={"message": "Ana may not"}, operation=operation, times=9
            )
        report = ask("sync", server, clock)
    verdicts = {row.scope: row.verdict for row in report.scopes}
    assert verdicts["Manage Flow"] == "has"
    assert verdicts["Manage Team"] == "lacks"
    refused = row_of(report, "GET /team-members")
    assert (refused.outcome, refused.status) == ("refused", 403)
    assert refused.error == "PermissionDeniedError"
    assert "Ana" not in report.json()


PAGE: Final = answer("<html>Bad gateway: Ana</html>", status=502, content_type="text/html")
BLOCKED: Final = answer(
    "error code: 1010", status=403, content_type="text/plain", headers={"Server": "cloudflare"}
)


@pytest.mark.parametrize("steps", [PAGE, BLOCKED, answer("Ana"), answer("{"), answer(""), [RESET]])
@pytest.mark.parametrize("kind", KINDS)
def test_a_host_that_only_fails_is_given_up(kind: str, steps: list[Step]) -> None:
    with hostile_server(lambda _: steps) as server:
        report = ask(kind, f"{server.url}/api")
    assert not report.is_complete
    assert report.requests <= 12
    assert "Ana" not in report.json() + report.markdown()
    assert set(report.habits.values()) == {"unknown"} or report.habits["quota_headers"] == "never"


def test_some_routes_that_fail_do_not_end_the_probe() -> None:
    with host() as (server, clock):
        for operation in [one for one in TABLE if one.startswith("GET /integration/")]:
            server.answer_next(status=500, json={}, operation=operation, times=9)
        report = ask("sync", server, clock, also=["integrations"], max_requests=200)
    assert report.is_complete
    assert row_of(report, "GET /integration/openai").status == 500


DEEP: Final = "[" * 900 + "]" * 900
ODD: Final[tuple[Any, ...]] = (
    None,
    [],
    {},
    7,
    "text",
    {"data": {"data": {"data": []}}},
    {"data": [[], [[]], None, 1, "x", {"id": []}]},
    {"data": [{"user_ns": {"a": 1}, "phone": 7, "email": [], "name": {}, "id": True}]},
    {"data": [{"user_ns": "../..", "id": "a/b", "tag_ns": "x\n", "template_ns": "."}] * 3},
    {"data": None, "meta": [], "links": "x"},
    {"data": [{"id": 1, "name": 5}], "meta": {"per_page": "x", "total": "y"}, "links": {"next": 3}},
    {"data": [{"id": 10**400, "user_ns": "f1u1" * 99, "var_type": 4, "value": {}}]},
)


@pytest.mark.parametrize("content", ODD)
def test_answers_in_no_known_form_are_read_all_the_same(content: Any) -> None:
    with hostile_server(lambda _: answer(json.dumps(content))) as server:
        report = ask("sync", f"{server.url}/api", also=["messages", "integrations"])
    assert report.requests > 20
    json.loads(report.json())
    assert report.not_compared is None


def test_a_deep_answer_and_a_long_one_are_cut() -> None:
    def answers(request: Request) -> Iterable[Step]:
        if request.target.startswith("/api/me"):
            return answer(DEEP)
        if request.target.startswith("/api/team-info"):
            return answer('{"data": [' + "[]," * 400_000 + "[]]}")
        return answer('{"data": []}')

    with hostile_server(answers) as server:
        report = ask("sync", f"{server.url}/api")
    assert row_of(report, "GET /me").outcome == "answered"
    assert len(report.json()) < 500_000
    shape = row_of(report, "GET /team-info").shape
    assert shape is not None
    assert shape["properties"]["data"]["cut"] is True


def test_an_answer_that_changes_between_reads_is_not_guessed_from() -> None:
    """Nobody is found by a filter any more who was listed before."""
    with host() as (server, clock):
        calls = 0

        def empty_after_the_list(event: Any) -> None:
            nonlocal calls
            if event.operation == "GET /subscribers":
                calls += 1
                if calls == 2:
                    server.reset()

        report = ask("sync", server, clock, client={"on_request": empty_after_the_list})
    assert report.is_complete
    for name in ("phone_filter", "email_filter"):
        assert report.habits[name] == "unknown"


def test_the_hooks_of_the_client_are_still_called() -> None:
    seen: list[str] = []
    with host() as (server, clock):
        options = {
            "on_request": lambda event: seen.append(event.operation),
            "on_response": lambda event: seen.append(str(event.status)),
        }
        report = ask("async", server, clock, depth="short", client=options)
    assert len(seen) == 2 * report.requests


@pytest.mark.parametrize(
    "options",
    [
        {"depth": "long"},
        {"also": ["everything"]},
        {"also": "keys"},
        {"max_requests": 0},
        {"max_requests": True},
        {"max_requests": 2.5},
        {"depth": "short", "write_flow_ns": "f1"},
    ],
)
def test_a_wrong_argument_is_refused_before_any_request(options: dict[str, Any]) -> None:
    with host(seed=None) as (server, clock):
        with pytest.raises(InvalidArgumentError):
            ask("sync", server, clock, **options)
        assert server.requests == []


def test_each_client_has_its_own_function() -> None:
    blocking: Any = Flochat("key")
    other: Any = AsyncFlochat("key")
    with pytest.raises(InvalidArgumentError, match="probe_async"):
        probe(other)
    with pytest.raises(InvalidArgumentError, match="AsyncFlochat"):
        asyncio.run(probe_async(blocking))
    blocking.close()
    asyncio.run(other.close())


def test_a_flow_of_a_master_key_can_be_asked() -> None:
    with (
        serve(master_key="partner", seed=example) as server,
        Flochat("partner", base_url=server.url) as client,
    ):
        report = probe(client.for_flow(FLOW, workspace_id=1), write_flow_ns=FLOW)
        assert report.is_complete
        assert report.left_behind == ()


def test_it_needs_no_extra() -> None:
    """Neither the sandbox's packages nor those of the contract are imported."""
    code = """
import sys
for name in ("starlette", "uvicorn", "referencing", "jsonschema", "yaml", "redis"):
    sys.modules[name] = None
import flochat, flochat.probe
with flochat.Flochat("key", base_url=sys.argv[1]) as client:
    report = flochat.probe.probe(client, max_requests=20)
print(report.not_compared, report.habits["paging"], len(report.undocumented) > 0)
"""
    with hostile_server(lambda _: answer('{"data": [{"id": 1}], "meta": {}}')) as server:
        command = [sys.executable, "-c", code, f"{server.url}/api"]
        shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout == "None meta True\n"


def test_the_host_is_not_named() -> None:
    clock = Clock()
    with host(seed=None) as (server, _):
        report = ask("sync", server, clock, depth="short")
        assert report.is_default_host is False
        assert "127.0.0.1" not in report.json()
