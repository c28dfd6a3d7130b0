"""A client with a time zone: what it reads is aware, and what it read can be passed."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flochat import (
    AmbiguousMatchError,
    Flochat,
    FlochatError,
    FlowSnapshot,
    InvalidArgumentError,
    models,
)
from flochat._async.transport import AsyncTransport
from flochat._sync.transport import Transport
from flochat._wire.wire import WireRequest, WireResponse
from flochat.contract.facade import facade_calls
from flochat.models.base import Model
from flochat.sandbox import Server
from tests.support.clients import Clients, Clock
from tests.support.models import every_model, fields_of
from tests.support.samples import method_of, samples

ZONE = "Australia/Sydney"
SYDNEY = ZoneInfo(ZONE)
WRITTEN = "2026-11-22 13:30:00"
INSTANT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
TIMES = {(model, name) for model in every_model() for name in fields_of(model, datetime)}


@pytest.fixture
def local(sandbox: Server, make_client: Clients, clock: Clock) -> Any:
    """A client of the sandbox with a time zone."""
    return make_client(sandbox.url, sandbox.api_key, clock=clock, time_zone=ZONE)


# Whatever is called


def row() -> dict[str, Any]:
    """A row in which every field of every model that holds a time has one."""
    wires = {wire for model, name in TIMES for wire in fields_of(model, datetime)[name]}
    ids = ("id", "user_ns", "tag_ns", "broadcast_ns", "template_ns", "action", "text1")
    return dict.fromkeys(ids, 1) | dict.fromkeys(wires, WRITTEN) | {"url": "https://shop.example"}


def answer(request: WireRequest) -> WireResponse:
    is_list = request.method == "GET" or "list" in request.operation or "mids" in request.operation
    data = {"data": [row()], "meta": {"total": 1, "last_page": 1}} if is_list else {"data": row()}
    return WireResponse(200, {}, json.dumps({"status": "ok", **row(), **data}).encode())


class SyncTransport(Transport):
    """Sends nothing, and answers everything with such a row."""

    def send(self, request: WireRequest) -> WireResponse:
        return answer(request)


class SameTransport(AsyncTransport):
    """The same for the other client."""

    async def send(self, request: WireRequest) -> WireResponse:
        return answer(request)


def models_in(value: Any) -> Iterator[Model]:
    if isinstance(value, Model):
        yield value
        for each in vars(value).values():
            yield from models_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from models_in(each)


def test_every_time_that_any_method_returns_is_aware(make_client: Clients) -> None:
    client = make_client(time_zone=ZONE)
    target = getattr(client, "_target", client)
    kind = SyncTransport if make_client.kind == "sync" else SameTransport
    target._transport = kind(target._transport.settings, target._transport.runtime)
    seen, unused = set(), Flochat("key")
    for path in facade_calls():
        method = method_of(client, path)
        for arguments in samples(path, method_of(unused, path)):
            try:
                result = method(**arguments)
                result = result.to_list() if hasattr(result, "to_list") else result
            except FlochatError:
                continue  # the row says more than some calls take for an answer
            for model in models_in(result):
                for name in fields_of(type(model), datetime):
                    found = getattr(model, name)
                    if found is not None:
                        assert found == INSTANT, (path, name)
                        seen.add((type(model), name))
    assert TIMES - seen == set()


# Clients beside each other


def test_two_clients_read_one_answer_in_their_own_zones(
    sandbox: Server, make_client: Clients
) -> None:
    sandbox.seed.call(call_id="wacid.1", created_at=WRITTEN)
    zones = {"Australia/Sydney": 11, "America/New_York": -5, "Asia/Kathmandu": 5.75}
    for name, hours in zones.items():
        client = make_client(sandbox.url, time_zone=name)
        for one in (client, client.with_options(timeout=9).with_options(headers={"x-a": "1"})):
            (call,) = one.team.call_logs.list()
            assert call.created_at == datetime(
                2026, 11, 22, 13, 30, tzinfo=timezone(timedelta(hours=hours))
            )
            assert str(call.created_at.tzinfo) == name
            assert pickle.loads(pickle.dumps(call)) == call
    (naive,) = make_client(sandbox.url).team.call_logs.list()
    assert naive.created_at == datetime(2026, 11, 22, 13, 30)


def test_threads_with_clients_of_two_zones_do_not_mix_them_up(sandbox: Server) -> None:
    sandbox.seed.call(call_id="wacid.1", created_at=WRITTEN)
    names = ("Australia/Sydney", "America/New_York")
    url = sandbox.url
    clients = {it: Flochat(sandbox.api_key, base_url=url, time_zone=it) for it in names}

    def read(name: str) -> tuple[str, str]:
        (call,) = clients[name].team.call_logs.list()
        assert call.created_at is not None
        return name, str(call.created_at.tzinfo)

    with ThreadPoolExecutor(4) as pool:
        for name, found in pool.map(read, names * 20):
            assert found == name
    for client in clients.values():
        client.close()


def test_what_is_compared_between_flows_does_not_depend_on_the_zone(
    client: Any, local: Any, sandbox: Server
) -> None:
    sandbox.seed.tag("VIP")
    sandbox.seed.user_field("Renewal", "date")
    sandbox.seed.bot_field("Opening", value="2026-11-22 09:00:00")
    here, there = client.flow.snapshot(), local.flow.snapshot()
    assert here == there
    assert here.to_json() == there.to_json()
    assert not FlowSnapshot.from_json(there.to_json()).diff(here)


def test_a_time_in_a_field_is_in_utc_with_any_zone(local: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    sandbox.seed.user_field("Seen", "datetime")
    for time in (INSTANT, INSTANT.astimezone(SYDNEY)):
        local.subscribers.set_fields(ana, {"Seen": time})
        found = local.subscribers.get(ana).field("Seen").parsed
        assert (found, found.utcoffset()) == (INSTANT, timedelta(0))


def test_whoever_is_newer_comes_first_with_a_zone_too(
    local: Any, client: Any, sandbox: Server
) -> None:
    times = ("2026-01-01 09:00:00", None, "2026-02-01 09:00:00", "")
    people = [
        {"user_ns": f"f1u{number}", "email": "ana@example.com", "subscribed": time}
        for number, time in enumerate(times, start=1)
    ]
    for one in (local, client):
        sandbox.answer_next(json={"data": people, "meta": {"total": 4, "last_page": 1}})
        with pytest.raises(AmbiguousMatchError) as caught:
            one.subscribers.find(email="ana@example.com")
        assert [it.user_ns for it in caught.value.matches] == ["f1u3", "f1u1", "f1u4", "f1u2"]


# Times that are passed


def test_the_times_of_models_can_be_passed_to_calls(local: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    sandbox.seed.error_log(ana, "Timed out", ts=int(INSTANT.timestamp()))
    (error,) = local.flow.error_logs.list()
    sandbox.clear()
    local.flow.error_logs.list(start=error.created_at, end=error.created_at).to_list()
    query = dict(sandbox.requests[0].query)
    assert query["start_time"] == query["end_time"] == str(int(error.created_at.timestamp()))
    tickets = sandbox.seed.ticket_list("Repairs", {"datetime1": "Due"})
    local.tickets.create(tickets, "Broken", {"datetime1": INSTANT}, subscriber=ana)
    (ticket,) = local.tickets.list(tickets)
    local.tickets.update(tickets, ticket, {"datetime1": ticket.datetime1})
    assert local.tickets.list(tickets).first().datetime1 == ticket.datetime1 == INSTANT


def test_a_naive_time_is_no_instant_with_a_zone_either(local: Any, sandbox: Server) -> None:
    naive = datetime(2026, 11, 22, 13, 30)
    ana = sandbox.seed.subscriber(phone="61412345678")
    calls: list[Callable[[], Any]] = [
        lambda: local.flow.error_logs.list(start=naive),
        lambda: local.subscribers.set_fields(ana, {"Seen": naive}),
        lambda: local.broadcasts.send([ana], "f280503s1", scheduled_time=naive),
    ]
    for call in calls:
        with pytest.raises(InvalidArgumentError, match="must have a time zone"):
            call()
    assert sandbox.requests == []


def test_times_of_discount_codes_are_on_the_clock_of_the_zone(local: Any, sandbox: Server) -> None:
    codes = local.shop.discount_codes
    start, end = datetime(2026, 11, 21, 13, 0, tzinfo=UTC), datetime(2027, 1, 1, 8, 59, 59)
    code = codes.create("SPRING", start_time=start, end_time=end, percentage=10)
    body = sandbox.requests[0].json
    assert body["start_time"] == "2026-11-22 00:00:00"
    assert body["end_time"] == "2027-01-01 08:59:59"
    assert code.start_time == start
    assert code.end_time == end.replace(tzinfo=SYDNEY)
    codes.update(code, start_time=code.end_time, end_time=code.end_time + timedelta(days=1))
    assert codes.get(code).start_time == code.end_time


SECOND_HALF_PAST_TWO = datetime(2026, 4, 4, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("end", "message"),
    [
        (SECOND_HALF_PAST_TWO, "show twice"),
        (datetime(2026, 4, 5, 2, 30, fold=1, tzinfo=SYDNEY), "show twice"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), "that exists in Australia/Sydney"),
        (datetime(2026, 3, 1, tzinfo=UTC), "after start_time"),
        (date(2027, 1, 1), "must be a datetime, not a date"),
    ],
)
def test_a_time_that_the_clock_of_the_zone_cannot_say_is_refused(
    local: Any, client: Any, sandbox: Server, end: Any, message: str
) -> None:
    start = datetime(2026, 4, 1, tzinfo=UTC)
    with pytest.raises(InvalidArgumentError, match=message):
        local.shop.discount_codes.create("X", start_time=start, end_time=end, percentage=1)
    with pytest.raises(InvalidArgumentError, match="time_zone= to the client"):
        client.shop.discount_codes.update(7, start_time=start)
    assert sandbox.requests == []


def test_the_first_of_two_equal_clock_times_can_be_sent(local: Any, sandbox: Server) -> None:
    first = SECOND_HALF_PAST_TWO - timedelta(hours=1)
    code = local.shop.discount_codes.create(
        "X", start_time=first, end_time=INSTANT, free_shipping=True
    )
    assert code.start_time.astimezone(UTC) == first
    assert sandbox.requests[0].json["start_time"] == "2026-04-05 02:30:00"


def test_a_broadcast_comes_back_with_the_instant_it_was_given(
    local: Any, client: Any, sandbox: Server, clock: Clock
) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    sub_flow = sandbox.seed.sub_flow("News")
    when = datetime.now(UTC).replace(microsecond=0) + timedelta(days=400)
    clock.now = when.timestamp() - 3600
    local.broadcasts.send([ana], sub_flow, scheduled_time=when.astimezone(SYDNEY))
    for one in (local, client):
        (broadcast,) = one.broadcasts.list()
        assert isinstance(broadcast, models.Broadcast)
        assert broadcast.scheduled_time == when
        assert broadcast.scheduled_time.tzinfo is UTC
