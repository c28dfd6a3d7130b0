"""People of a table are found or created, and given what they lack, whatever the host's habits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from flochat import InvalidArgumentError, NewSubscriber, WhatsAppTemplate
from flochat.sandbox import Server
from flochat.sandbox.habits import DEFAULTS
from flochat.tables import People
from tests.support.clients import Clients, Clock
from tests.support.ledger import bodies, operations

CREATE_MANY = "POST /subscriber/create-many"
CREATE = "POST /subscriber/create"
LIST = "GET /subscribers"
SETTLED = 2.0
#: What the number of requests, and a look at who is there, depend on; hosts of other habits have a
#: test of their own.
pytestmark = pytest.mark.habits(
    **{name: DEFAULTS[name] for name in ("paging", "phone_stored", "phone_filter", "new_person")}
)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "upsert.sqlite"


def table(rows: Iterable[str], head: str = "Phone;First Name;Plan;Tags") -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def rows(count: int, plan: str = "gold") -> list[str]:
    return [f"+614000{n:05d};P{n};{plan};VIP, Group {n % 3}" for n in range(count)]


def spent(sandbox: Server, since: int = 0) -> Counter[str | None]:
    return Counter(operations(sandbox)[since:])


def truth(sandbox: Server, clients: Clients, clock: Clock) -> list[Any]:
    """All people of the flow, as they really are."""
    clock.now += SETTLED
    sandbox.change_habits(DEFAULTS)
    return list(clients(sandbox.url, clock=clock).subscribers.list().to_list())


def test_people_are_created_together_with_all_that_they_have(
    client: Any, sandbox: Server, journal: Path
) -> None:
    plan = sandbox.seed.user_field("Plan")
    report = client.bulk.upsert(People(table(rows(250))), journal=journal).run()
    assert (len(report.done), len(report.failed)) == (250, 0)
    requests = spent(sandbox)
    assert requests[CREATE_MANY] == 3
    assert sum(requests.values()) - requests["POST /flow/create-tag"] == 6
    person = client.subscribers.find(phone="+61400000007")
    assert person.first_name == "P7"
    assert {tag.name for tag in person.tags} == {"VIP", "Group 1"}
    assert person.field(plan).value == "gold"


def test_who_is_there_is_read_together_and_only_what_differs_is_sent(
    client: Any, sandbox: Server, journal: Path
) -> None:
    sandbox.seed.user_field("Plan")
    client.bulk.upsert(People(table(rows(150))), journal=journal).run()
    changed = rows(140) + rows(160, "silver")[140:]
    before = len(sandbox.requests)
    second = client.bulk.upsert(People(table(changed)), journal=journal.with_name("2.sqlite"))
    assert len(second.run().done) == 160
    requests = spent(sandbox, before)
    assert requests == {
        "GET /flow/user-fields": 1,
        "GET /flow/tags": 1,
        LIST: 2,
        CREATE_MANY: 1,
        "PUT /subscriber/set-user-fields": 10,
    }


def test_a_few_people_of_a_large_flow_are_looked_up_one_by_one(
    client: Any, sandbox: Server, journal: Path
) -> None:
    for number in range(350):
        sandbox.seed.subscriber(phone=str(61_499_000_000 + number))
    data = table(["+61499000001;A", "+61499000002;B"], "Phone;First Name")
    before = len(sandbox.requests)
    assert len(client.bulk.upsert(People(data), journal=journal).run().done) == 2
    requests = spent(sandbox, before)
    assert requests[CREATE_MANY] == 0
    assert requests[LIST] + requests["GET /subscriber/get-info-by-user-id"] <= 5


def test_the_plan_is_never_too_low(client: Any, sandbox: Server, journal: Path) -> None:
    sandbox.seed.user_field("Plan")
    for number in range(30):
        sandbox.seed.subscriber(phone=f"614000{number:05d}")
    job = client.bulk.upsert(People(table(rows(60))), journal=journal)
    planned = job.plan()
    before = len(sandbox.requests)
    job.run()
    assert planned.people == 60
    assert len(sandbox.requests) - before <= planned.requests


def test_names_of_who_is_there_stay_unless_asked_for(
    client: Any, sandbox: Server, journal: Path
) -> None:
    known = sandbox.seed.subscriber(phone="61400000001", first_name="Old", email="o@example.com")
    data = table(["+61 400 000 001;New;n@example.com"], "Phone;First Name;Email")
    client.bulk.upsert(People(data), journal=journal).run()
    assert client.subscribers.get(known).first_name == "Old"
    again = journal.with_name("2.sqlite")
    client.bulk.upsert(People(data), journal=again, update_profile=True).run()
    person = client.subscribers.get(known)
    assert (person.first_name, person.email) == ("New", "n@example.com")


def test_a_marker_clears_and_an_empty_cell_does_not(
    client: Any, sandbox: Server, journal: Path
) -> None:
    plan, size = sandbox.seed.user_field("Plan"), sandbox.seed.user_field("Size")
    known = sandbox.seed.subscriber(phone="61400000001")
    client.subscribers.set_fields(known, {plan: "gold", size: "L"})
    data = table(["+61400000001;(clear);"], "Phone;Plan;Size")
    client.bulk.upsert(People(data, clear="(clear)"), journal=journal).run()
    person = client.subscribers.get(known)
    assert not (person.field(plan) and person.field(plan).value)
    assert person.field(size).value == "L"


def test_fields_are_created_when_asked_for(client: Any, journal: Path) -> None:
    data = table(["+61400000001;2026-01-31"], "Phone;Member since")
    people = People(data, create_fields={"Member since": "date"})
    assert len(client.bulk.upsert(people, journal=journal).run().done) == 1
    person = client.subscribers.find(phone="+61400000001")
    assert (person.field("Member since").value, person.field("Member since").var_type) == (
        "2026-01-31",
        "date",
    )


def test_more_than_ten_tags_and_fields_go_beside_the_creation(
    client: Any, sandbox: Server, journal: Path
) -> None:
    heads = [f"F{n}" for n in range(12)]
    for name in heads:
        sandbox.seed.user_field(name)
    tags = ", ".join(f"T{n}" for n in range(25))
    data = table([f"+61400000001;{tags};" + ";".join("x" * 12)], "Phone;Tags;" + ";".join(heads))
    assert len(client.bulk.upsert(People(data), journal=journal).run().done) == 1
    person = client.subscribers.find(phone="+61400000001")
    assert len(person.tags) == 25
    assert len([it for it in person.user_fields if it.value == "x"]) == 12


def test_open_questions_are_asked_before_any_request(
    client: Any, sandbox: Server, journal: Path
) -> None:
    people = People(table(["+61400000001;01/02/1990"], "Phone;Birthday"))
    for number, make in enumerate((client.bulk.upsert, client.bulk.create)):
        job = make(people, journal=journal.with_name(f"{number}.sqlite"))
        for call in (job.plan, job.run):
            with pytest.raises(InvalidArgumentError, match=r"Birthday.*\(row 2\).*dayfirst=True"):
                call()
    assert not sandbox.requests
    answered = People(table(["+61400000001;01/02/1990"], "Phone;Birthday"), dayfirst=True)
    assert len(client.bulk.upsert(answered, journal=journal).run().done) == 1


def test_a_question_that_only_the_fields_raise_comes_before_any_write(
    client: Any, sandbox: Server, journal: Path
) -> None:
    sandbox.seed.user_field("Spend", "number")
    people = People(table(["+61400000001;1.234"], "Phone;Spend"))
    with pytest.raises(InvalidArgumentError, match="decimal="):
        client.bulk.upsert(people, journal=journal).run()
    assert set(spent(sandbox)) == {"GET /flow/user-fields"}


@pytest.mark.parametrize(
    "habits",
    [
        {"known_person": "created again"},
        {"known_person": "returned"},
        {"phone_filter": "equal", "phone_stored": "E.164"},
        {"phone_filter": "equal", "phone_stored": "national", "new_person": "own id"},
        {"phone_filter": "digits", "phone_stored": "national with zero", "new_person": "own id"},
        {"unknown_person": "200 empty", "phone_filter": "equal", "known_person": "created again"},
        {"unknown_person": "422", "new_person": "own id", "phone_filter": "equal"},
        {"unknown_tag": "refused", "already_so": "422"},
        {"unknown_tag": "ignored", "already_so": "200 error"},
        {"paging": "nothing", "known_person": "created again"},
        {"name_case": "ignored", "taken_name": "422"},
        {"email_filter": "exact", "known_person": "created again"},
    ],
    ids=str,
)
@pytest.mark.parametrize("strangers", [0, 230], ids=["together", "one by one"])
def test_nobody_is_lost_or_made_twice_on_hosts_of_any_habit(
    make_client: Clients,
    sandbox: Server,
    clock: Clock,
    journal: Path,
    habits: Mapping[str, str],
    strangers: int,
) -> None:
    for number in range(strangers):
        sandbox.seed.subscriber(phone=str(61_499_000_000 + number))
    sandbox.change_habits(habits)
    client = make_client(sandbox.url, clock=clock, default_country="AU")
    field = sandbox.seed.user_field("Plan")
    count = 2 if strangers else 8
    for number in range(count // 2):
        client.subscribers.create(phone=f"+614000{number:05d}", first_name="Known")
        clock.now += SETTLED
    for times in range(2):
        path = journal.with_name(f"{times}.sqlite")
        report = client.bulk.upsert(People(table(rows(count))), journal=path).run()
        assert (len(report.done), len(report.failed), len(report.unknown)) == (count, 0, 0)
        clock.now += SETTLED
    people = truth(sandbox, make_client, clock)
    assert len(people) == count + strangers
    ours = [person for person in people if "4000" in person.phone]
    assert len({person.phone[-5:] for person in ours}) == len(ours) == count
    assert all(len(person.tags) == 2 and person.field(field).value == "gold" for person in ours)


@pytest.mark.parametrize("known", [4, 40])
def test_a_phone_without_country_is_told_and_nobody_is_made_twice(
    make_client: Clients, sandbox: Server, clock: Clock, journal: Path, known: int
) -> None:
    client = make_client(sandbox.url, clock=clock)
    for number in range(known):
        sandbox.seed.subscriber(phone=f"04000{number:05d}", user_id=f"x{number}")
    report = client.bulk.upsert(People(table(rows(6))), journal=journal).run()
    assert len(report.done) == max(0, 6 - known)
    assert all("default_country=" in outcome.error for outcome in report.failed)
    assert len(truth(sandbox, make_client, clock)) == max(6, known)


def test_people_who_share_an_email_are_not_merged(
    make_client: Clients, sandbox: Server, clock: Clock, journal: Path
) -> None:
    sandbox.change_habits({"known_person": "returned"})
    client = make_client(sandbox.url, clock=clock)
    stranger = sandbox.seed.subscriber(phone="61499999999", email="family@example.com")
    data = table(
        ["+61400000001;Ana;family@example.com", "+61400000002;Bo;"], "Phone;First Name;Email"
    )
    report = client.bulk.upsert(People(data), journal=journal).run()
    assert (len(report.done), len(report.failed)) == (1, 1)
    (failed,) = report.failed
    assert stranger in failed.error
    assert client.subscribers.get(stranger).phone == "61499999999"


def test_a_phone_that_two_people_have_is_nobodys(
    client: Any, sandbox: Server, journal: Path
) -> None:
    twins = [sandbox.seed.subscriber(phone="+61400000001", user_id=f"t{n}") for n in range(2)]
    data = table(["+61400000001;Ana", "+61400000002;Bo"], "Phone;First Name")
    report = client.bulk.upsert(People(data), journal=journal).run()
    (failed,) = report.failed
    assert all(user_ns in failed.error for user_ns in twins)
    assert len(report.done) == 1


def test_rows_with_a_user_ns_need_no_look_up(client: Any, sandbox: Server, journal: Path) -> None:
    plan = sandbox.seed.user_field("Plan")
    known = sandbox.seed.subscriber(phone="61400000001")
    data = table([f"{known};gold"], "user_ns;Plan")
    assert len(client.bulk.upsert(People(data), journal=journal).run().done) == 1
    assert client.subscribers.get(known).field(plan).value == "gold"
    assert spent(sandbox)[LIST] == 0


def test_what_the_list_of_people_wrote_is_read_back_and_nothing_differs(
    client: Any, sandbox: Server, tmp_path: Path, journal: Path
) -> None:
    values = {"text": "+gold", "date": "1990-02-01", "datetime": "2026-01-01T10:00:00Z"}
    values |= {"array": '["a"]', "boolean": "true", "number": "1234.5"}
    fields = {kind: sandbox.seed.user_field(f"A {kind}", kind) for kind in values}
    for number in range(8):
        user = sandbox.seed.subscriber(
            phone=f"6140000000{number}", first_name=f"=P{number}", tags=["VIP", "New, too"]
        )
        client.subscribers.set_fields(user, {fields[kind]: it for kind, it in values.items()})
    path = tmp_path / "people.csv"
    client.subscribers.list().to_csv(path)
    table = People(path)
    assert table.check().taken == 8
    before = len(sandbox.requests)
    assert len(client.bulk.upsert(table, journal=journal).run().done) == 8
    assert spent(sandbox, before) == {"GET /flow/user-fields": 1, "GET /flow/tags": 1, LIST: 1}


def test_new_subscribers_and_mappings_are_taken_too(client: Any, journal: Path) -> None:
    people = [
        NewSubscriber(phone="+61400000001", tags=["VIP"]),
        {"phone": "+61 400 000 002", "first_name": "Bo", "email": ""},
        {"phone": "6.14E+10", "first_name": "Cy"},
        {"email": "di@example.com"},
    ]
    report = client.bulk.upsert(people, journal=journal).run()
    assert (len(report.done), len(report.failed)) == (3, 1)


def test_whom_consent_says_no_is_left_out_of_sends_and_told(
    client: Any, sandbox: Server, journal: Path
) -> None:
    users = [sandbox.seed.subscriber(phone=f"6140000000{n}") for n in range(3)]
    answers = ("yes", "não", "ja")
    data = table([f"{u};{a}" for u, a in zip(users, answers, strict=True)], "user_ns;Opt-in")
    report = client.bulk.send_text(People(data), "Hello", journal=journal).run()
    assert [delivery.user_ns for delivery in sandbox.deliveries] == [users[0], users[2]]
    assert str(report) == "2 done, 0 failed, 0 unknown, 0 pending, 1 skipped"
    (left_out,) = report.skipped
    assert "'Opt-in' says no" in left_out.error
    assert "row 3" in left_out.error
    assert left_out.person == users[1]


def test_whom_consent_says_no_is_known_when_the_job_goes_on(client: Any, journal: Path) -> None:
    data = table(["+61400000001;yes", "+61400000002;no", "+61400000003;yes"], "Phone;Opt-in")
    template = WhatsAppTemplate(name="hello", namespace="n", language="en")
    for _ in range(2):
        job = client.bulk.send_whatsapp_template(People(data), template, journal=journal)
        plan = job.plan()
        assert (plan.people, plan.skipped, plan.unusable, plan.not_in_journal) == (2, 1, 0, 0)
        assert str(plan) == "2 people, 2 requests; 1 skipped"
    job.run(retry_failed=True)  # that they want nothing is no failure
    (left_out,) = job.status().skipped
    assert left_out.person == "61400000002"


@pytest.mark.parametrize("answers", ["yes no", "no yes", "yes no yes", "no no"])
def test_who_says_no_once_is_skipped_in_whatever_order(
    client: Any, sandbox: Server, journal: Path, answers: str
) -> None:
    # Each row is of a table of its own, so that only the job can know that they are one person.
    user, other = sandbox.seed.subscriber(), sandbox.seed.subscriber()
    people = [
        person
        for answer in answers.split()
        for person in People(table([f"{user};{answer}"], "user_ns;Opt-in"))
    ]
    report = client.bulk.send_text([*people, other], "Hello", journal=journal).run()
    assert [delivery.user_ns for delivery in sandbox.deliveries] == [other]
    assert str(report) == "1 done, 0 failed, 0 unknown, 0 pending, 1 skipped"
    again = client.bulk.send_text([*people, other], "Hello", journal=journal).run(retry_failed=True)
    assert str(again) == str(report)
    assert len(sandbox.deliveries) == 1


@pytest.mark.parametrize("is_last", [True, False])
def test_who_says_no_under_another_address_is_skipped(
    client: Any, sandbox: Server, journal: Path, is_last: bool
) -> None:
    sandbox.seed.subscriber(phone="61400000001", email="ana@example.org")
    other = sandbox.seed.subscriber(phone="61400000002")
    rows = ["+61400000001;;yes", ";ana@example.org;no", "+61400000002;;yes"]
    data = table(rows if is_last else reversed(rows), "Phone;Email;Opt-in")
    report = client.bulk.send_text(People(data), "Hello", journal=journal).run()
    assert [delivery.user_ns for delivery in sandbox.deliveries] == [other]
    assert str(report) == "1 done, 0 failed, 0 unknown, 0 pending, 1 skipped"


def test_texts_are_made_from_the_columns_of_a_table(
    client: Any, sandbox: Server, journal: Path
) -> None:
    user = sandbox.seed.subscriber(first_name="Ana")
    data = table([f"{user};Ana;25"], "user_ns;First Name;Amount due")
    job = client.bulk.send_text(
        People(data), lambda row: f"{row['first_name']}: {row['Amount due']}", journal=journal
    )
    job.run()
    (body,) = bodies(sandbox)
    assert body["content"] == "Ana: 25"


@pytest.mark.parametrize("strangers", [0, 230], ids=["together", "one by one"])
def test_people_of_a_table_are_found_by_their_phones_for_a_send(
    client: Any, sandbox: Server, journal: Path, strangers: int
) -> None:
    for number in range(strangers):
        sandbox.seed.subscriber(phone=str(61_499_000_000 + number))
    users = [sandbox.seed.subscriber(phone=f"6140000000{n}") for n in range(2)]
    lines = ["+61400000000;Ana;yes", "+61400000001;Bo;no", "+61400000009;Cy;yes"]
    people = People(table(lines, "Phone;First Name;Opt-in"))
    job = client.bulk.send_text(people, lambda row: f"Hi {row['first_name']}", journal=journal)
    report = job.run()
    assert [(it.user_ns, it.content) for it in sandbox.deliveries] == [(users[0], "Hi Ana")]
    (skipped,), (failed,) = report.skipped, report.failed
    assert "row 3: left out" in skipped.error
    assert "row 4: nobody in the flow has this phone" in failed.error
    before = len(sandbox.requests)
    assert len(client.bulk.send_text(people, "Hi", journal=journal.with_name("2")).run().done) == 1
    pages = spent(sandbox, before)[LIST]
    assert pages == 1 if not strangers else pages <= 6
    sandbox.seed.tag("VIP")
    client.bulk.add_tags(people, ["VIP"], journal=journal.with_name("3")).run()
    assert [tag.name for tag in client.subscribers.get(users[1]).tags] == ["VIP"]


def test_a_table_without_the_column_that_a_job_needs_is_refused(
    client: Any, sandbox: Server, journal: Path
) -> None:
    people = People(table(["+61400000001;Ana"], "Phone;First Name"))
    with pytest.raises(InvalidArgumentError, match="no column of user_id"):
        client.bulk.broadcast_by_user_id(people, "f1s2", journal=journal).run()
    assert not sandbox.requests


def test_rows_that_were_added_later_are_told(client: Any, journal: Path) -> None:
    client.bulk.upsert(People(table(rows(3))), journal=journal).run()
    plan = client.bulk.upsert(People(table(rows(5))), journal=journal).plan()
    assert plan.not_in_journal == 2


def test_create_takes_a_table(client: Any, sandbox: Server, journal: Path) -> None:
    plan = sandbox.seed.user_field("Plan")
    report = client.bulk.create(People(table(rows(3))), journal=journal).run()
    assert len(report.done) == 3
    assert client.subscribers.find(phone="+61400000001").field(plan).value == "gold"
