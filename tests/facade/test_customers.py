"""A partner's master key: clients for the flows and workspaces of customers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from flochat import (
    ConfigurationError,
    Flochat,
    InvalidArgumentError,
    JournalError,
    NotFoundError,
    PermissionDeniedError,
    models,
)
from flochat.contract.facade import facade_calls
from flochat.sandbox import Server, serve
from tests.support.clients import Clients
from tests.support.samples import method_of, samples

#: Two flows of the workspace 7, and one of the workspace 8.
FLOWS = {12: 7, 13: 7, 14: 8}
BOTH = {"x-client-flow-ns": "f12", "x-client-workspace-id": "7"}


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with serve(master_key="master-key", flows=FLOWS, quota=100_000) as server:
        yield server


@pytest.fixture
def sandbox(running: Server) -> Server:
    running.reset()
    return running


@pytest.fixture
def partner(sandbox: Server, make_client: Clients) -> Any:
    return make_client(sandbox.url, "master-key")


@pytest.fixture
def client(partner: Any) -> Any:
    return partner.for_flow("f12", workspace_id=7)


def named(sandbox: Server) -> list[dict[str, str]]:
    """What the headers of each request say of the customer."""
    return [
        {name: text for name, text in request.headers.items() if name.startswith("x-client-")}
        for request in sandbox.requests
    ]


def test_every_request_says_the_flow_and_the_workspace(client: Any, sandbox: Server) -> None:
    ana = client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
    client.subscribers.add_tags(ana, ["VIP"])
    client.messages.send_text(ana, "Hello")
    client.flow.tags.list().to_list()
    client.with_options(timeout=9, headers={"x-team": "blue"}).account.me()
    client.request("GET", "/flow/tags", query={"name": "VIP"})
    client.flow.snapshot()
    assert len(sandbox.requests) > 18
    assert named(sandbox) == [BOTH] * len(sandbox.requests)
    assert all(request.authorized for request in sandbox.requests)


def test_a_bulk_job_says_it_with_every_request(
    client: Any, sandbox: Server, tmp_path: Path
) -> None:
    people = [sandbox.seed_of("f12").subscriber(phone=f"6141234567{n}") for n in range(3)]
    report = client.bulk.send_text(people, "Hello", journal=tmp_path / "hello.sqlite").run()
    assert (len(report.done), len(sandbox.deliveries)) == (3, 3)
    assert named(sandbox) == [BOTH] * 3


def test_a_journal_of_one_flow_is_refused_by_the_client_of_another(
    client: Any, partner: Any, sandbox: Server, tmp_path: Path
) -> None:
    people = [sandbox.seed_of("f12").subscriber(phone="61412345678")]

    def job(owner: Any) -> Any:
        return owner.bulk.send_text(people, "Hello", journal=tmp_path / "hello.sqlite")

    job(client).plan()
    for flow_ns, workspace_id in (("f13", 7), ("f14", 8), ("f12", 8)):
        other = job(partner.for_flow(flow_ns, workspace_id=workspace_id))
        with pytest.raises(JournalError, match=r"begun .*f12"):
            other.run()
        with pytest.raises(JournalError, match=r"begun .*f12"):
            other.status()
    for owner in (partner, partner.for_workspace(7)):
        with pytest.raises(JournalError, match=r"begun .*f12"):
            job(owner).run(new_key=True)
    assert sandbox.requests == []
    report = job(partner.for_flow("f12", workspace_id="7")).run()
    assert (len(report.done), named(sandbox)) == (1, [BOTH])


def test_whatever_is_prepared_says_it(client: Any, partner: Any) -> None:
    unused = Flochat("key")
    seen = set()
    for path in facade_calls():
        if path.startswith("bulk."):
            continue
        for arguments in samples(path, method_of(unused, path)):
            for request in client.prepare(method_of(client, path), **arguments):
                for name, value in BOTH.items():
                    assert f"{name}: {value}" in request.curl(), path
                seen.add(request.operation)
    assert len(seen) > 200
    (request,) = partner.prepare(partner.account.me)
    assert "x-client" not in request.curl()


def test_each_flow_has_its_own_people_and_tags(partner: Any, sandbox: Server) -> None:
    flows = [partner.for_flow(f"f{flow}", workspace_id=team) for flow, team in FLOWS.items()]
    for flow in flows[:2]:
        flow.flow.tags.create("VIP")
    assert [[tag.tag_ns for tag in flow.flow.tags.list()] for flow in flows] == [
        ["f12t1"],
        ["f13t1"],
        [],
    ]
    with Flochat(sandbox.api_key, base_url=sandbox.url) as own:  # the key of another flow
        assert own.flow.tags.list().to_list() == []


def test_without_customer_or_with_another_workspace_a_master_key_is_refused(
    partner: Any,
) -> None:
    with pytest.raises(PermissionDeniedError):
        partner.flow.tags.list().first()
    with pytest.raises(PermissionDeniedError):
        partner.for_flow("f12", workspace_id=9).flow.tags.list().first()
    for flow_ns, workspace in (("f14", 7), ("f99", 7), ("f280503", 7), ("f12", 1)):
        with pytest.raises(NotFoundError, match="Flow not found"):
            partner.for_flow(flow_ns, workspace_id=workspace).subscribers.find(phone="+61412345678")


def test_a_client_of_a_workspace_says_no_flow(partner: Any, sandbox: Server) -> None:
    team = partner.for_workspace(7)
    assert team.workspace.info().id == 7
    assert [flow.flow_ns for flow in team.workspace.flows.list()] == ["f12", "f13"]
    assert named(sandbox) == [{"x-client-workspace-id": "7"}] * 2
    with pytest.raises(NotFoundError, match="Flow not found"):
        team.flow.tags.list().first()
    for flow in team.workspace.flows.list():
        assert (
            partner.for_flow(flow, workspace_id=team.workspace.info()).flow.tags.list().first()
            is None
        )


def test_a_client_of_another_flow_replaces_flow_and_workspace(client: Any, sandbox: Server) -> None:
    client.for_flow("f14", workspace_id="8").flow.tags.list().first()
    client.for_workspace(8).team.labels.list().first()
    client.flow.tags.list().first()
    assert named(sandbox) == [
        {"x-client-flow-ns": "f14", "x-client-workspace-id": "8"},
        {"x-client-workspace-id": "8"},
        BOTH,
    ]


def test_the_quota_counts_with_the_key_and_says_for_whom(partner: Any) -> None:
    first, second = (partner.for_flow(f"f{flow}", workspace_id=7) for flow in (12, 13))
    for client in (first, first, second):
        client.flow.tags.list().first()
    partner.for_workspace(7).workspace.info()
    assert first.quota == second.quota == partner.quota
    assert partner.quota.spent == 4
    assert partner.quota.spent_by_flow == {"f12": 2, "f13": 1}
    assert partner.quota.remaining == partner.quota.limit - 4
    assert hash(partner.quota) == hash(first.quota)


def test_a_spent_quota_holds_back_every_flow(make_client: Clients) -> None:
    with serve(master_key="master-key", flows=FLOWS, quota=2) as sandbox:
        partner = make_client(sandbox.url, "master-key")
        for flow in (12, 13):
            partner.for_flow(f"f{flow}", workspace_id=7).flow.tags.list().first()
        with pytest.raises(Exception, match="spent"):
            partner.for_flow("f14", workspace_id=8).flow.tags.list().first()
        assert len(sandbox.requests) == 2


def test_the_last_answer_belongs_to_the_flow(sandbox: Server) -> None:
    with Flochat("master-key", base_url=sandbox.url) as partner:
        first, second = (partner.for_flow(f"f{flow}", workspace_id=7) for flow in (12, 13))
        first.flow.tags.list().first()
        assert second.last_response is None
        assert partner.last_response is None
        last = partner.for_flow("f12", workspace_id=7).with_options(timeout=5).last_response
        assert last is not None
        assert (last.operation, last.flow_ns, last.workspace_id) == ("GET /flow/tags", "f12", "7")


def test_hooks_and_the_log_say_the_flow(
    sandbox: Server, make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    events: list[Any] = []
    partner = make_client(
        sandbox.url,
        "master-key",
        max_retries=0,
        on_request=events.append,
        on_response=events.append,
        on_failure=events.append,
    )
    with caplog.at_level(logging.INFO, logger="flochat"):
        partner.for_flow("f12", workspace_id=7).account.me()
        with pytest.raises(NotFoundError):
            partner.for_flow("f99", workspace_id=7).account.me()
    assert [(event.flow_ns, event.workspace_id) for event in events] == [
        *[("f12", "7")] * 2,
        *[("f99", "7")] * 3,
    ]
    assert "GET /me of f12: 200" in caplog.text


def test_how_a_host_writes_phones_is_remembered_for_each_flow(
    sandbox: Server, make_client: Clients
) -> None:
    """One flow's people were imported with national digits: the other is searched as before."""
    sandbox.change_habits({"phone_filter": "equal", "phone_stored": "as given"})
    partner = make_client(sandbox.url, "master-key", default_country="AU")
    first, second = (partner.for_flow(f"f{flow}", workspace_id=7) for flow in (12, 13))

    def requests_of(client: Any, phone: str) -> list[str]:
        sandbox.clear()
        client.subscribers.find(phone=phone)
        return [str(dict(it.query).get("phone")) for it in sandbox.requests]

    before = requests_of(second, "+61498765432")
    sandbox.seed_of("f12").subscriber(phone="0412345678", user_id="x1", channel="web")
    assert first.subscribers.find(phone="+61412345678") is not None
    assert requests_of(first, "+61498765432") != before
    assert requests_of(second, "+61498765432") == before


def test_one_phone_in_two_flows_at_once_is_one_person_in_each(sandbox: Server) -> None:
    with Flochat("master-key", base_url=sandbox.url) as partner:
        barrier = Barrier(6)
        found: list[tuple[str, str]] = []

        def make(flow_ns: str) -> None:
            client = partner.for_flow(flow_ns, workspace_id=7)
            barrier.wait()
            person = client.subscribers.find_or_create(phone="+61412345678")
            found.append((flow_ns, str(person.user_ns)))

        threads = [Thread(target=make, args=(flow,)) for flow in ("f12", "f13") * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(set(found)) == [("f12", "f12u1"), ("f13", "f13u1")]
    assert len(found) == 6


def test_an_inbound_webhook_is_told_no_customer(client: Any, sandbox: Server) -> None:
    uid = sandbox.seed_of("f12").inbound_webhook("Orders")
    webhook = f"{sandbox.url}/iwh/{uid}"
    client.post_webhook(webhook, {"order": 7})
    client.with_options(headers={"x-team": "blue"}).post_webhook(webhook, {"order": 8})
    assert named(sandbox) == [{}, {}]
    assert [request.status for request in sandbox.requests] == [200, 200]
    assert not any(request.authorized for request in sandbox.requests)
    for request in client.prepare(client.post_webhook, webhook, {"order": 7}):
        assert "x-client" not in request.curl()


@pytest.mark.parametrize("name", ["x-client-flow-ns", "X-Client-Workspace-Id"])
def test_headers_of_a_customer_are_not_taken_from_elsewhere(
    client: Any, sandbox: Server, make_client: Clients, name: str
) -> None:
    with pytest.raises(ConfigurationError, match=r"for_flow\(\)"):
        make_client(sandbox.url, "master-key", headers={name: "f13"})
    with pytest.raises(ConfigurationError, match=r"for_flow\(\)"):
        client.with_options(headers={name: "f13"})
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("flow", "workspace", "message"),
    [
        ("", 7, "must not be empty"),
        ("12", 7, "'12' is not the flow_ns of a flow"),
        ("f12t3", 7, "is not the flow_ns"),
        ("f12\r\nx-evil: 1", 7, "is not the flow_ns"),
        ("f１２", 7, "is not the flow_ns"),  # noqa: RUF001 # digits of another script, on purpose
        ("f" + "9" * 400, 7, "is not the flow_ns"),
        (12, 7, "pass a Flow or its flow_ns, not an int"),
        (None, 7, "pass a Flow or its flow_ns, not None"),
        (models.Flow(), 7, "this Flow has no flow_ns"),
        ("f12", 0, "workspace_id must be at least 1, not 0"),
        ("f12", -7, "workspace_id must be at least 1, not -7"),
        ("f12", "", "workspace_id must be a Workspace with an id"),
        ("f12", "7a", "workspace_id must be a Workspace with an id"),
        ("f12", "7\n8", "workspace_id must be a Workspace with an id"),
        ("f12", 7.0, "workspace_id must be a Workspace with an id"),
        ("f12", True, "workspace_id must be a Workspace with an id"),
        ("f12", None, "workspace_id must be a Workspace with an id"),
        ("f12", models.Workspace(), "workspace_id must be a Workspace with an id"),
        ("f12", 10**400, "must have at most 18 digits"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_flow_or_workspace_is_refused(
    partner: Any, flow: Any, workspace: Any, message: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=message):
        partner.for_flow(flow, workspace_id=workspace)


def test_a_client_shows_whose_it_is(partner: Any, sandbox: Server) -> None:
    flow, team = partner.for_flow(" f12 ", workspace_id=" 007 "), partner.for_workspace(8)
    kind = repr(partner).partition("(")[0]
    assert repr(partner) == f"{kind}(base_url='{sandbox.url}')"
    assert repr(flow) == f"{kind}(base_url='{sandbox.url}', workspace_id='7', flow_ns='f12')"
    assert repr(team) == f"{kind}(base_url='{sandbox.url}', workspace_id='8')"
    assert "master-key" not in repr(flow)


def test_a_client_of_a_flow_is_a_copy_like_others(sandbox: Server) -> None:
    class Ours(Flochat):
        def __init__(self, *, url: str, label: str) -> None:
            super().__init__("master-key", base_url=url, time_zone="Australia/Sydney")
            self.label = label

    partner = Ours(url=sandbox.url, label="blue")
    client = partner.for_flow("f12", workspace_id=7)
    assert (type(client), client.label) == (Ours, "blue")
    assert client.flow is not partner.flow
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.account.me()
    other = partner.for_flow("f13", workspace_id=7)
    other.account.me()
    partner.close()
    with pytest.raises(ConfigurationError, match="closed"):
        other.account.me()
    assert len(sandbox.requests) == 1
