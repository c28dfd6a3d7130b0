"""What goes wrong when a test asks for it."""

from __future__ import annotations

from collections import Counter

import httpx
import pytest

from flochat.sandbox import Fault, Faults, Server

from .conftest import Api

#: Nothing of the request is carried out.
BEFORE = {Fault.THROTTLED, Fault.UNAVAILABLE, Fault.REFUSED, Fault.CUT_BEFORE}
CUTS = {Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_BODY}
STATUSES = {
    Fault.THROTTLED: 429,
    Fault.UNAVAILABLE: 503,
    Fault.FAILED: 500,
    Fault.CLOUDFLARE: 520,
    **dict.fromkeys(CUTS - {Fault.CUT_BODY}, None),
}


def send_one(api: Api, fault: Fault, server: Server) -> httpx.Response | None:
    """Create a tag while every request gets a fault; None where no complete answer arrived."""
    server.inject_faults(Faults({fault: 1.0}))
    try:
        return api("POST /flow/create-tag", json={"name": "VIP"})
    except httpx.TransportError:
        return None
    finally:
        server.inject_faults(None)


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_is_injected_and_recorded_in_the_ledger(
    fault: Fault, api: Api, server: Server
) -> None:
    answer = send_one(api, fault, server)
    (request,) = server.requests
    assert request.fault is fault
    assert request.status == STATUSES.get(fault, 200)
    assert (answer is None) == (fault in CUTS)
    assert len(api.rows("GET /flow/tags")) == (fault not in BEFORE)


def test_bodies_are_other_than_what_was_promised(api: Api, server: Server) -> None:
    refused, html, plain = (
        send_one(api, fault, server) for fault in (Fault.REFUSED, Fault.HTML, Fault.WRONG_TYPE)
    )
    assert refused is not None
    assert refused.json()["status"] == "error"
    assert html is not None
    assert html.headers["content-type"].startswith("text/html")
    assert plain is not None
    assert plain.headers["content-type"].startswith("text/plain")


def test_the_quota_is_told_unless_that_is_what_is_missing(api: Api, server: Server) -> None:
    answers = [send_one(api, fault, server) for fault in (Fault.SLOW_BODY, Fault.NO_QUOTA)]
    assert ["x-ratelimit-remaining" in answer.headers for answer in answers if answer] == [
        True,
        False,
    ]


def test_a_page_comes_twice(api: Api, server: Server) -> None:
    for number in range(5):
        server.seed.tag(f"Tag {number}")
    server.inject_faults(Faults({Fault.REPEATED_PAGE: 1.0}))
    names = [
        row["name"] for page in (1, 2) for row in api.rows("GET /flow/tags", limit=2, page=page)
    ]
    assert names == ["Tag 0", "Tag 1", "Tag 0", "Tag 1"]


def test_people_move_while_they_are_read(api: Api, server: Server) -> None:
    people = [server.seed.subscriber(phone=f"6140000000{n}") for n in range(6)]
    server.inject_faults(Faults({Fault.MOVED_ROWS: 1.0}))
    read = [
        row["user_ns"]
        for page in (1, 2)
        for row in api.rows("GET /subscribers", limit=3, page=page)
    ]
    assert len(read) == 6
    assert len(set(read)) < len(people)


def test_throttling_comes_in_storms(api: Api, server: Server) -> None:
    server.inject_faults(Faults({Fault.THROTTLED: 0.2}, storm=4, seed=1))
    for _ in range(60):
        api("GET /me")
    throttled = "".join("x" if r.fault else "." for r in server.requests)
    assert "xxxx" in throttled
    assert "." in throttled


def test_a_seed_repeats_itself(api: Api, server: Server) -> None:
    drawn = []
    for _ in range(2):
        server.clear()
        server.inject_faults(Faults({Fault.UNAVAILABLE: 0.3, Fault.HTML: 0.3}, seed=7))
        for _ in range(40):
            api("GET /me")
        drawn.append([request.fault for request in server.requests])
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 3


def test_all_kinds_are_injected_alike(api: Api, server: Server) -> None:
    server.inject_faults(Faults.of_all_kinds(1.0, seed=3))
    for _ in range(300):
        try:
            api("POST /flow/create-tag", json={"name": "VIP"})
        except httpx.TransportError:
            continue
    befell = Counter(request.fault for request in server.requests)
    assert set(befell) == set(Fault)


def test_pages_are_spared(http: httpx.Client, server: Server) -> None:
    server.inject_faults(Faults({Fault.UNAVAILABLE: 1.0}))
    assert http.get(server.page_url).status_code == 200
    assert http.get(server.document_url).status_code == 200


def test_a_reset_ends_it(api: Api, server: Server) -> None:
    server.inject_faults(Faults({Fault.UNAVAILABLE: 1.0}))
    server.reset()
    assert api("GET /me").status_code == 200


@pytest.mark.parametrize("shares", [{Fault.HTML: -0.1}, {Fault.HTML: 0.6, Fault.FAILED: 0.6}])
def test_shares_that_cannot_be_are_refused(shares: dict[Fault, float]) -> None:
    with pytest.raises(ValueError, match="add up to at most 1"):
        Faults(shares)
