from __future__ import annotations

import inspect
import stat
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flochat import (
    FlochatError,
    InvalidArgumentError,
    MirrorError,
    NotFoundError,
    RateLimitError,
    SyncReport,
)
from flochat.sandbox import Fault, Faults, Server, serve
from tests.support.clients import Clients, Clock
from tests.support.ledger import operations
from tests.support.mirrors import content, rows, value

PEOPLE = "GET /subscribers"
MESSAGES = "GET /subscriber/chat-messages"
ORDERS = "GET /shop/orders"
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def seeded(sandbox: Server, count: int, **columns: Any) -> list[str]:
    """People who interacted a second after one another, the earliest first."""
    return [
        sandbox.seed.subscriber(
            first_name=f"P{number}",
            phone=str(61_400_000_000 + number),
            last_interaction=(SOME_DAY + timedelta(seconds=number)).strftime("%Y-%m-%d %H:%M:%S"),
            **columns,
        )
        for number in range(count)
    ]


def spent(sandbox: Server) -> Counter[str | None]:
    """The requests since the last time, by operation."""
    counted = Counter(operations(sandbox))
    sandbox.requests.clear()
    return counted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mirror.sqlite"


@pytest.fixture
def mirror(client: Any, path: Path) -> Any:
    return client.mirror(path)


def test_nothing_is_read_or_written_before_the_first_sync(
    client: Any, sandbox: Server, path: Path
) -> None:
    assert client.mirror(path).path == path
    assert not path.exists()
    assert sandbox.requests == []


def test_a_sync_writes_down_everybody(mirror: Any, sandbox: Server, path: Path) -> None:
    ana = sandbox.seed.subscriber(
        first_name="Ana",
        phone="61412345678",
        email="ana@example.com",
        tags=["VIP", "Lead"],
        labels=["Hot"],
        user_fields={"Plan": "gold", "Visits": "12"},
    )
    report = mirror.sync()
    assert (report.people, report.new, report.is_full) == (1, 1, True)
    assert rows(path, "SELECT user_ns, first_name, phone, email FROM people") == [
        (ana, "Ana", "61412345678", "ana@example.com")
    ]
    assert rows(path, "SELECT tag FROM person_tags ORDER BY tag") == [("Lead",), ("VIP",)]
    assert rows(path, "SELECT label FROM person_labels") == [("Hot",)]
    assert sorted(rows(path, "SELECT field, value FROM person_fields")) == [
        ("Plan", "gold"),
        ("Visits", "12"),
    ]
    assert '"ana@example.com"' in value(path, "SELECT raw FROM people")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(path.parent.iterdir()) == [path]


def test_the_second_sync_takes_one_request_for_people_and_one_for_orders(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    people = seeded(sandbox, 450)
    mirror.sync()
    assert spent(sandbox) == {PEOPLE: 5, ORDERS: 1}
    for person in people[10:60]:
        sandbox.seed.interaction(person)
    report = mirror.sync()
    assert spent(sandbox) == {PEOPLE: 1, ORDERS: 1}
    assert (report.new, report.changed, report.vanished, report.requests) == (0, 50, 0, 2)
    assert not report.is_full
    assert value(path, "SELECT count(*) FROM people WHERE last_interaction > '2026-06-01'") == 50


def test_messages_take_one_request_for_each_person_who_wrote(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    people = seeded(sandbox, 120)
    mirror.sync(messages=True)
    spent(sandbox)
    for person in people[:7]:
        sandbox.seed.interaction(person)
        sandbox.seed.message(person, f"Hello from {person}")
        sandbox.seed.message(person, "Hello yourself", kind="agent", agent_id=1)
        sandbox.seed.message(person, "A note", kind="note")
    report = mirror.sync(messages=True)
    assert spent(sandbox) == {PEOPLE: 1, ORDERS: 1, MESSAGES: 7}
    assert (report.conversations, report.messages) == (7, 21)
    said = "SELECT author, text FROM messages WHERE user_ns = ? ORDER BY author, text"
    assert rows(path, said, people[2]) == [
        ("agent", "A note"),
        ("agent", "Hello yourself"),
        ("subscriber", f"Hello from {people[2]}"),
    ]
    assert mirror.sync(messages=True).messages == 0
    assert spent(sandbox) == {PEOPLE: 1, ORDERS: 1}


def test_messages_of_the_people_who_are_given_alone_are_read(
    mirror: Any, client: Any, sandbox: Server, path: Path
) -> None:
    people = seeded(sandbox, 5, tags=["VIP"])
    for person in people:
        sandbox.seed.message(person, "Hello")
    mirror.sync(messages=[people[1], client.subscribers.get(people[2]), people[1]])
    assert {user_ns for (user_ns,) in rows(path, "SELECT user_ns FROM messages")} == {*people[1:3]}
    everybody = client.subscribers.list(tag=sandbox.seed.tag("VIP"))
    mirror.sync(messages=getattr(everybody, "_target", everybody))
    assert value(path, "SELECT count(DISTINCT user_ns) FROM messages") == 5


def test_messages_that_the_sync_after_an_outage_still_has_to_read(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    people = seeded(sandbox, 6)
    mirror.sync()
    for person in people:
        sandbox.seed.interaction(person)
        sandbox.seed.message(person, "Hello")
    sandbox.inject_faults(Faults({Fault.FAILED: 0.6}, seed=4))
    for _ in range(40):
        try:
            mirror.sync(messages=True)
        except FlochatError:
            continue
        break
    sandbox.inject_faults(None)
    assert mirror.sync(messages=True).messages == 0
    assert value(path, "SELECT count(DISTINCT user_ns) FROM messages") == 6


def test_what_changes_without_an_interaction_is_seen_by_the_sweep(
    mirror: Any, client: Any, sandbox: Server, path: Path, clock: Clock
) -> None:
    people = seeded(sandbox, 230)
    mirror.sync()
    client.subscribers.add_tags(people[3], ["Quiet"])
    client.subscribers.delete(people[5])
    report = mirror.sync()
    assert (report.changed, report.vanished) == (0, 0)
    assert any("1 person of the mirror is no longer listed" in it for it in report.cannot_see)
    clock.now += 7 * 86_400
    spent(sandbox)
    report = mirror.sync()
    assert (report.changed, report.vanished, report.is_full) == (1, 1, True)
    assert spent(sandbox) == {PEOPLE: 3, "GET /subscriber/get-info": 1, ORDERS: 1}
    assert rows(path, "SELECT tag FROM person_tags") == [("Quiet",)]
    assert rows(path, "SELECT user_ns FROM people WHERE vanished_at IS NOT NULL") == [(people[5],)]
    assert value(path, "SELECT count(*) FROM people_now") == 229
    assert report.next_sweep_at == datetime.fromtimestamp(clock.now + 7 * 86_400, UTC)


def test_sweep_days_says_when_everybody_is_read(
    client: Any, sandbox: Server, path: Path, clock: Clock
) -> None:
    seeded(sandbox, 3)
    assert client.mirror(path, sweep_days=0).sync().is_full
    assert client.mirror(path, sweep_days=0).sync().is_full
    clock.now += 0.6 * 86_400
    assert client.mirror(path, sweep_days=0.5).sync().is_full


def test_many_who_are_gone_are_marked_without_a_request_each(
    mirror: Any, client: Any, sandbox: Server
) -> None:
    people = seeded(sandbox, 150)
    mirror.sync()
    for person in people[:30]:
        client.subscribers.delete(person)
    spent(sandbox)
    assert mirror.sync(sweep=True).vanished == 30
    assert spent(sandbox) == {PEOPLE: 2, ORDERS: 1}


def test_somebody_who_is_listed_again_is_no_longer_marked(
    mirror: Any, client: Any, sandbox: Server, path: Path
) -> None:
    ana, ben = seeded(sandbox, 2)
    mirror.sync()
    rows_of = client.request("GET", "/subscribers")
    without = {**rows_of, "data": [r for r in rows_of["data"] if r["user_ns"] != ana]}
    without["meta"] = {**rows_of["meta"], "total": 1}
    sandbox.answer_next(json=without, operation=PEOPLE)
    assert mirror.sync(sweep=True).vanished == 1
    report = mirror.sync(sweep=True)
    assert (report.returned, report.vanished, report.people) == (1, 0, 2)
    assert rows(path, "SELECT vanished_at FROM people") == [(None,), (None,)]
    assert ben


def test_somebody_new_without_an_interaction_is_found_at_the_end_of_the_list(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    seeded(sandbox, 250)
    mirror.sync()
    spent(sandbox)
    fay = sandbox.seed.subscriber(first_name="Fay", last_interaction=None)
    report = mirror.sync()
    assert spent(sandbox) == {PEOPLE: 2, ORDERS: 1}
    assert (report.new, report.is_full) == (1, False)
    assert rows(path, "SELECT first_name FROM people WHERE user_ns = ?", fay) == [("Fay",)]


@pytest.mark.habits(people_order="newest person")
def test_a_host_in_another_order_is_noticed_and_read_as_a_whole(
    mirror: Any, sandbox: Server, path: Path
) -> None:
    people = seeded(sandbox, 120)
    for person in people[::7]:
        sandbox.seed.interaction(person)
    assert any("does not list people by latest" in it for it in mirror.sync().cannot_see)
    sandbox.seed.interaction(people[3])
    report = mirror.sync()
    assert (report.changed, report.is_full) == (1, True)
    assert (
        value(path, "SELECT last_interaction FROM people WHERE user_ns = ?", people[3]) > "2026-06"
    )


@pytest.mark.parametrize("order", ["newest first", "oldest first"])
def test_new_orders_are_read_from_the_end_at_which_they_are(
    mirror: Any, client: Any, sandbox: Server, path: Path, order: str
) -> None:
    sandbox.change_habits({"orders_order": order})
    ana = sandbox.seed.subscriber(first_name="Ana")
    sandbox.seed.orders(ana, 250)
    assert mirror.sync().orders == 250
    spent(sandbox)
    assert mirror.sync().orders == 0
    assert spent(sandbox)[ORDERS] == 1
    sandbox.seed.orders(ana, 2, status="paid")
    assert mirror.sync().orders == 2
    assert spent(sandbox)[ORDERS] == (1 if order == "newest first" else 2)
    sandbox.seed.orders(ana, 130)
    assert mirror.sync().orders == 130
    client.shop.orders.update(7, status="shipped")
    assert mirror.sync(sweep=True).orders == 1
    assert value(path, "SELECT count(*) FROM orders") == 382
    assert rows(path, "SELECT status FROM orders WHERE id = 7") == [("shipped",)]
    assert rows(path, "SELECT status FROM orders WHERE id = 251") == [("paid",)]


def test_a_key_that_may_not_read_orders_keeps_a_mirror_of_the_rest(
    mirror: Any, sandbox: Server
) -> None:
    seeded(sandbox, 2)
    refusal = {"message": "This action is unauthorized."}
    sandbox.answer_next(status=403, json=refusal, operation=ORDERS)
    report = mirror.sync()
    assert report.people == 2
    assert any("the orders were not read" in it for it in report.cannot_see)
    assert mirror.sync(orders=False).requests == 1


def test_a_spent_quota_keeps_what_came_and_the_next_sync_goes_on(
    make_client: Clients, clock: Clock, path: Path
) -> None:
    with serve(quota=5, clock=lambda: clock.now) as server:
        seeded(server, 950)
        mirror = make_client(server.url, clock=clock).mirror(path)
        syncs = 0
        while True:
            syncs += 1
            try:
                report = mirror.sync()
            except RateLimitError:
                clock.now += 3_601
            else:
                break
            assert value(path, "SELECT count(*) FROM people") >= 400
        asked = Counter(
            str(dict(it.query).get("page")) for it in server.requests if it.status == 200
        )
        assert report.people == 950
        assert report.is_full
        assert syncs <= 4
        assert sum(asked.values()) <= 16
        assert value(path, "SELECT count(*) FROM people WHERE vanished_at IS NOT NULL") == 0


def test_under_faults_nobody_is_lost_and_nothing_comes_twice(
    mirror: Any, client: Any, sandbox: Server, path: Path, tmp_path: Path
) -> None:
    people = seeded(sandbox, 340, tags=["VIP"])
    for number, person in enumerate(people[::20]):
        sandbox.seed.interaction(person)
        for text in range(number):
            sandbox.seed.message(person, f"Text {text}")
    sandbox.seed.orders(people[0], 130)
    sandbox.inject_faults(Faults.of_all_kinds(0.2, seed=7))
    for _ in range(60):
        try:
            mirror.sync(messages=True)
        except FlochatError:
            continue
        break
    sandbox.inject_faults(None)
    mirror.sync(messages=True)
    fresh = client.mirror(tmp_path / "fresh.sqlite")
    fresh.sync(messages=True)
    assert content(path) == content(fresh.path)
    assert len(content(path)["people"]) == 340


def test_progress_is_told_after_each_request(mirror: Any, sandbox: Server) -> None:
    seeded(sandbox, 250)
    told: list[SyncReport] = []
    report = mirror.sync(progress=told.append)
    assert [it.requests for it in told] == [1, 2, 3]
    assert [it.people for it in told] == [100, 200, 250]
    assert str(report).startswith("250 new, 0 changed, 0 vanished of 250 people; 0 messages, ")


def test_an_error_in_progress_loses_nothing(mirror: Any, sandbox: Server, path: Path) -> None:
    seeded(sandbox, 250)

    def fail(_: SyncReport) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        mirror.sync(progress=fail)
    assert value(path, "SELECT count(*) FROM people") == 100
    assert mirror.sync().people == 250


def test_times_are_in_utc_when_their_zone_is_known(
    make_client: Clients, sandbox: Server, clock: Clock, path: Path
) -> None:
    sandbox.seed.subscriber(last_interaction="2026-01-02 03:04:05")
    plain = make_client(sandbox.url, clock=clock).mirror(path)
    assert any("zone" in it for it in plain.sync().cannot_see)
    assert rows(path, "SELECT last_interaction FROM people") == [("2026-01-02T03:04:05",)]
    zoned = make_client(sandbox.url, clock=clock, time_zone="Australia/Sydney").mirror(path)
    report = zoned.sync()
    assert report.changed == 0
    assert not any("zone" in it for it in report.cannot_see)
    assert rows(path, "SELECT last_interaction FROM people") == [("2026-01-01T16:04:05Z",)]
    assert [it.field for it in plain.changes()] == ["person"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"messages": "f12u34"}, "messages must be True, False, or the people"),
        ({"messages": 7}, "messages must be True, False, or the people"),
        ({"messages": ["Ana"]}, "'Ana' is not a user_ns"),
        ({"wait": -1}, "wait must be a finite number of seconds"),
    ],
)
def test_a_sync_refuses_what_it_cannot_take(
    mirror: Any, sandbox: Server, path: Path, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=words):
        mirror.sync(**options)
    assert sandbox.requests == []
    assert not path.exists()


@pytest.mark.parametrize("days", [-1, "7", float("nan"), True])
def test_sweep_days_must_be_a_number_of_days(client: Any, path: Path, days: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="sweep_days must be a number of days"):
        client.mirror(path, sweep_days=days)


@pytest.mark.parametrize("wrong", ["", 7, None, b"mirror.sqlite"])
def test_a_mirror_needs_a_path(client: Any, wrong: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="path must be the path of the mirror's file"):
        client.mirror(wrong)


def test_a_mirror_is_made_by_the_client(client: Any, mirror: Any) -> None:
    with pytest.raises(TypeError, match=r'client.mirror\("mirror.sqlite"\)'):
        type(getattr(mirror, "_target", mirror))()
    with pytest.raises(InvalidArgumentError, match="prepare takes a method"):
        client.prepare(mirror.sync)
    with pytest.raises(MirrorError, match=r"there is no mirror at .*; sync\(\) makes it"):
        mirror.cursor()


def test_changes_say_what_came_and_went(mirror: Any, client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(
        first_name="Ana", email="ana@example.com", tags=["Lead"], user_fields={"Plan": "gold"}
    )
    mirror.sync()
    cursor = mirror.cursor()
    client.subscribers.update(ana, email="ana@example.org")
    client.subscribers.add_tags(ana, ["VIP"])
    client.subscribers.remove_tags(ana, ["Lead"])
    client.subscribers.set_fields(ana, {"Plan": "silver"})
    sandbox.seed.orders(ana)
    mirror.sync(sweep=True)
    found = [(it.user_ns, it.field, it.before, it.after) for it in mirror.changes(since=cursor)]
    assert found == [
        (ana, "email", "ana@example.com", "ana@example.org"),
        (ana, "tag", "Lead", None),
        (ana, "tag", None, "VIP"),
        (ana, "field.Plan", "gold", "silver"),
        (None, "order", None, 1),
    ]
    client.subscribers.delete(ana)
    mirror.sync(sweep=True)
    *_, last = mirror.changes(since=cursor)
    assert (last.field, last.before, last.after) == ("person", ana, None)


def test_a_cursor_goes_on_where_it_ended(mirror: Any, sandbox: Server, clock: Clock) -> None:
    seeded(sandbox, 1_203)
    mirror.sync()
    every = list(mirror.changes())
    assert len({change.cursor for change in every}) == 1_203
    assert [it.user_ns for it in mirror.changes(since=every[700].cursor)] == [
        it.user_ns for it in every[701:]
    ]
    assert list(mirror.changes(since=every[-1])) == []
    assert mirror.cursor() == every[-1].cursor
    clock.now += 60
    later = datetime.fromtimestamp(clock.now, UTC)
    sandbox.seed.interaction(every[0].user_ns)
    mirror.sync()
    assert {it.user_ns for it in mirror.changes(since=later)} == {every[0].user_ns}
    assert all(it.seen_at >= later for it in mirror.changes(since=every[-1]))


def test_a_cursor_of_another_mirror_is_refused(
    client: Any, mirror: Any, sandbox: Server, tmp_path: Path
) -> None:
    seeded(sandbox, 1)
    mirror.sync()
    other = client.mirror(tmp_path / "other.sqlite")
    other.sync()
    with pytest.raises(MirrorError, match="the cursor is of another mirror"):
        list(other.changes(since=mirror.cursor()))
    for wrong in ("17", 17, datetime(2026, 1, 1)):
        with pytest.raises(InvalidArgumentError, match="since must"):
            list(mirror.changes(since=wrong))


def test_people_whom_the_mirror_does_not_have_cannot_have_their_messages_read(
    mirror: Any, sandbox: Server
) -> None:
    seeded(sandbox, 1)
    report = mirror.sync(messages=["f280503u999"])
    assert any("f280503u999 is not in the mirror" in it for it in report.cannot_see)
    with pytest.raises(NotFoundError):
        mirror.readmit("f280503u999")


def test_both_clients_document_what_a_sync_asks(mirror: Any) -> None:
    text = inspect.getdoc(getattr(mirror, "_target", mirror).sync) or ""
    for operation in (PEOPLE, MESSAGES, ORDERS):
        assert operation in text
