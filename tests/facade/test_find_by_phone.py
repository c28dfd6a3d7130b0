"""The right person by phone, on hosts that store and filter phones in different ways."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pytest

from flochat import (
    AmbiguousMatchError,
    APITimeoutError,
    AsyncFlochat,
    Flochat,
    InvalidArgumentError,
)
from flochat.sandbox import Faults, Server
from tests.support.clients import Clients
from tests.support.ledger import operations

DATA: Final = Path(__file__).parents[1] / "data" / "phones"
HOSTS: Final[list[dict[str, Any]]] = json.loads((DATA / "hosts.json").read_text())["hosts"]
PAIRS: Final[list[dict[str, Any]]] = json.loads((DATA / "pairs.json").read_text())
LOOKUP: Final = "GET /subscriber/get-info-by-user-id"
FILTERS: Final = ("equal", "part", "digits")
#: One number as hosts may store it, and the client's country that these spellings need.
STORED: Final = {
    "+61412345678": None,
    "61412345678": None,
    "412345678": "AU",
    "0412345678": "AU",
}


def another(phone: str) -> str:
    """The number that a row of the cases asks for next."""
    return phone[:-1] + str((int(phone[-1]) + 5) % 10)


@pytest.mark.parametrize(("host", "asked"), [(h, a) for h in HOSTS for a in h["asked"]], ids=str)
def test_hosts(sandbox: Server, make_client: Clients, host: dict[str, Any], asked: str) -> None:
    sandbox.change_habits({"phone_filter": host["match"]})
    for number in (host["stored"], another(host["stored"])):
        user_id = host["user_id"] and host["user_id"][:2] + number[-10:]
        sandbox.seed.subscriber(phone=number, user_id=user_id)
    client = make_client(sandbox.url, default_country=host["country"])
    for phone, most in zip((asked, another(asked)), host["requests"], strict=True):
        sandbox.clear()
        found = client.subscribers.find(phone=phone)
        assert (found is not None) is host["found"]
        assert len(sandbox.requests) <= most
        assert found is None or found.phone[-1] == phone[-1]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_pairs(sandbox: Server, make_client: Clients, pair: dict[str, Any]) -> None:
    """Whatever the host finds for a number, it is the one or it is not."""
    user_ns = sandbox.seed.subscriber(phone=pair["b"], user_id=None)
    row = client_row(make_client(sandbox.url), user_ns)
    client = make_client(sandbox.url, default_country=pair["country"])
    if pair["same"] == "refused":
        with pytest.raises(InvalidArgumentError, match="power of ten"):
            client.subscribers.find(phone=pair["a"])
        return
    sandbox.answer_next(status=404, json={"message": "nobody"}, operation=LOOKUP, times=2)
    sandbox.answer_next(json={"data": [row]}, operation="GET /subscribers", times=8)
    if pair["same"]:
        assert client.subscribers.find(phone=pair["a"]).user_ns == user_ns
        return
    if pair["a"].startswith("+") or pair["country"]:
        assert client.subscribers.find(phone=pair["a"]) is None
        return
    with pytest.raises(AmbiguousMatchError) as caught:
        client.subscribers.find(phone=pair["a"])
    assert caught.value.matches == []


def client_row(client: Any, user_ns: str) -> Any:
    return dict(client.subscribers.get(user_ns).raw)


@pytest.mark.parametrize("phone_filter", FILTERS)
@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("user_id", [None, "61412345678"])
def test_every_host_finds_the_person_and_makes_nobody_twice(
    sandbox: Server, make_client: Clients, phone_filter: str, stored: str, user_id: str | None
) -> None:
    sandbox.change_habits({"phone_filter": phone_filter, "known_person": "created again"})
    user_ns = sandbox.seed.subscriber(phone=stored, user_id=user_id)
    following = sandbox.seed.subscriber(phone=another(stored), user_id=None)
    sandbox.seed.subscriber(phone=f"44{stored[-9:]}", user_id=f"44{stored[-9:]}")
    client = make_client(sandbox.url, default_country=STORED[stored])
    for phone in ("+61 412 345 678", "61412345678", "0061412345678"):
        assert client.subscribers.find(phone=phone).user_ns == user_ns
        assert client.subscribers.find_or_create(phone=phone).user_ns == user_ns
    sandbox.clear()
    assert client.subscribers.find_or_create(phone="+61412345673").user_ns == following
    assert len(sandbox.requests) <= (2 if user_id is None else 5)


@pytest.mark.parametrize(
    "stored", ["digits", "as given", "E.164", "national", "national with zero"]
)
@pytest.mark.parametrize("phone_filter", FILTERS)
def test_who_was_created_is_found(
    sandbox: Server, make_client: Clients, stored: str, phone_filter: str
) -> None:
    sandbox.change_habits({"phone_filter": phone_filter, "phone_stored": stored})
    client = make_client(sandbox.url, default_country="AU")
    new = client.subscribers.find_or_create(phone="(02) 9876 5432")
    sandbox.answer_next(status=404, json={"message": "nobody"}, operation=LOOKUP)
    assert client.subscribers.find_or_create(phone="+61 2 9876 5432").user_ns == new.user_ns
    assert operations(sandbox).count("POST /subscriber/create") == 1


@pytest.mark.parametrize(
    ("phone", "most"),
    [
        ("+61412345678", 5),
        ("+573000000001", 4),
        ("+5531988887777", 8),
        ("+52 55 1234 5678", 8),
        ("+54 9 11 2345-6789", 8),
    ],
)
@pytest.mark.parametrize("phone_filter", FILTERS)
def test_nobody_is_none_after_every_spelling(
    client: Any, sandbox: Server, phone: str, most: int, phone_filter: str
) -> None:
    sandbox.change_habits({"phone_filter": phone_filter})
    assert client.subscribers.find(phone=phone) is None
    assert operations(sandbox)[0] == LOOKUP
    assert len(sandbox.requests) <= most
    new = client.subscribers.find_or_create(phone=phone)
    assert operations(sandbox)[-1] == "POST /subscriber/create"
    sandbox.clear()
    assert client.subscribers.find_or_create(phone=phone).user_ns == new.user_ns
    assert "POST /subscriber/create" not in operations(sandbox)


@pytest.mark.parametrize(
    "stored", ["+5531988887777", "5531988887777", "553188887777", "+553188887777", "3188887777"]
)
@pytest.mark.parametrize("phone_filter", FILTERS)
@pytest.mark.parametrize("asked", ["+55 31 98888-7777", "+55 31 8888-7777"])
def test_a_brazilian_is_found_with_and_without_the_nine(
    sandbox: Server, make_client: Clients, stored: str, phone_filter: str, asked: str
) -> None:
    sandbox.change_habits({"phone_filter": phone_filter})
    people = {
        last: sandbox.seed.subscriber(phone=stored[:-1] + last, user_id=None) for last in "789"
    }
    client = make_client(sandbox.url, default_country="BR")
    for number, (last, user_ns) in enumerate(people.items()):
        sandbox.clear()
        assert client.subscribers.find(phone=asked[:-1] + last).user_ns == user_ns
        assert len(sandbox.requests) <= (8 if number == 0 else 2)


def test_a_copy_of_a_client_knows_how_its_host_spells(
    sandbox: Server, make_client: Clients
) -> None:
    sandbox.change_habits({"phone_filter": "equal"})
    for number in ("0412345678", "0412345679"):
        sandbox.seed.subscriber(phone=number, user_id=None)
    client = make_client(sandbox.url, default_country="AU")
    client.with_options(deadline=60).subscribers.find(phone="+61412345678")
    sandbox.clear()
    client.with_options(deadline=60).subscribers.find(phone="+61412345679")
    assert len(sandbox.requests) == 2


def test_whoever_has_the_digits_in_another_channel_is_passed_over(
    client: Any, sandbox: Server
) -> None:
    sandbox.seed.subscriber(user_id="61412345678", channel="telegram", phone="44700900123")
    ana = sandbox.seed.subscriber(user_id=None, phone="+61412345678")
    assert client.subscribers.find(phone="+61412345678").user_ns == ana


@pytest.mark.parametrize("channel", ["whatsapp_cloud", "sms", "rcs", "something new", None])
def test_whoever_has_the_digits_as_user_id_is_found(
    client: Any, sandbox: Server, channel: str | None
) -> None:
    ana = sandbox.seed.subscriber(user_id="61412345678", channel=channel, phone="")
    assert client.subscribers.find(phone="+61412345678").user_ns == ana


def test_a_number_without_country_is_asked_for_once_and_never_guessed(
    client: Any, sandbox: Server
) -> None:
    candidates = [
        sandbox.seed.subscriber(phone=phone) for phone in ("61412345678", "+41 412345678")
    ]
    with pytest.raises(AmbiguousMatchError, match="default_country=") as caught:
        client.subscribers.find(phone="412345678")
    assert {person.user_ns for person in caught.value.matches} <= set(candidates)
    assert caught.value.matches[-1].user_ns == candidates[0]
    assert operations(sandbox) == ["GET /subscribers"]


@pytest.mark.parametrize("phone_filter", FILTERS)
def test_a_number_without_country_that_nothing_fits_is_not_called_unknown(
    client: Any, sandbox: Server, phone_filter: str
) -> None:
    sandbox.change_habits({"phone_filter": phone_filter})
    sandbox.seed.subscriber(phone="+61412345678")
    with pytest.raises(AmbiguousMatchError, match="default_country=") as caught:
        client.subscribers.find(phone="0412 345 678")
    assert caught.value.matches == []
    assert operations(sandbox) == ["GET /subscribers"]


def test_a_number_that_is_stored_without_country_code_is_found_as_it_is(
    client: Any, sandbox: Server
) -> None:
    ana = sandbox.seed.subscriber(phone="0412345678", user_id=None)
    assert client.subscribers.find(phone="0412 345 678").user_ns == ana


def test_nobody_is_created_for_a_number_without_country(client: Any, sandbox: Server) -> None:
    with pytest.raises(InvalidArgumentError, match=r"default_country=.*'AU'"):
        client.subscribers.find_or_create(phone="0412 345 678")
    assert sandbox.requests == []


def test_nobody_is_created_beside_a_number_that_may_be_the_same(
    client: Any, sandbox: Server
) -> None:
    ana = sandbox.seed.subscriber(phone="0412345678", user_id=None)
    for call in (client.subscribers.find, client.subscribers.find_or_create):
        with pytest.raises(AmbiguousMatchError, match="it may be the phone of f") as caught:
            call(phone="+61412345678")
        assert [person.user_ns for person in caught.value.matches] == [ana]


def test_what_to_do_about_a_stored_number_without_country_code_is_said(
    client: Any, sandbox: Server
) -> None:
    sandbox.seed.subscriber(phone="0412345678", user_id=None)
    with pytest.raises(AmbiguousMatchError, match=r"default_country=") as caught:
        client.subscribers.find(phone="+61412345678")
    assert "write the phone with" not in str(caught.value)
    with pytest.raises(AmbiguousMatchError, match=r"write the phone with '\+'"):
        client.subscribers.find(phone="0412345679")


def test_whom_a_client_has_made_is_known_though_the_host_drops_the_country_code(
    client: Any, sandbox: Server
) -> None:
    sandbox.change_habits({"phone_stored": "national", "new_person": "own id"})
    new = client.subscribers.find_or_create(phone="+61412345678")
    assert new.phone == "412345678"
    assert client.subscribers.find_or_create(phone="0061412345678").user_ns == new.user_ns
    assert operations(sandbox).count("POST /subscriber/create") == 1


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("+61 412 345 678", "+61412345678"),
        (" +61412345678\u00a0", "+61412345678"),
        ("0061 412 345 678", "+61412345678"),
        ("0061412345678", "+61412345678"),
        ("61412345678", "61412345678"),
        ("(04) 1234 5678", "0412345678"),
        ("0412345678", "0412345678"),
        (" 5501 ", "5501"),
    ],
)
def test_a_phone_is_stored_as_it_can_be_found(
    client: Any, sandbox: Server, tmp_path: Path, given: str, stored: str
) -> None:
    sandbox.change_habits({"phone_filter": "equal", "phone_stored": "as given"})
    ana = client.subscribers.create(phone=given)
    ben = client.subscribers.create(email="ben@example.com")
    client.subscribers.update(ben, phone=given)
    assert {client.subscribers.get(ana).phone, client.subscribers.get(ben).phone} == {stored}
    client.subscribers.delete(ben)
    client.subscribers.delete(ana)
    client.bulk.create([{"phone": given}], journal=tmp_path / "new.sqlite").run()
    assert [person.phone for person in client.subscribers.list()] == [stored]
    if not stored.startswith(("0", "5")):
        assert client.subscribers.find(phone=given).phone == stored


def test_a_whatsapp_id_says_the_country_of_a_national_number(
    sandbox: Server, make_client: Clients
) -> None:
    sandbox.change_habits({"phone_filter": "equal"})
    sandbox.seed.subscriber(phone="3000000001", user_id="393000000001")
    client = make_client(sandbox.url, default_country="CO")
    assert client.subscribers.find(phone="300 000 0001") is None


@pytest.mark.parametrize(
    "stored", ["", "none", "+", "6.1412345678E+10", "61412345678 / 61498765432"]
)
def test_what_a_host_stores_is_never_the_fault_of_the_user(
    client: Any, sandbox: Server, stored: str
) -> None:
    row = {"user_ns": "f1u1", "phone": stored}
    near = {"user_ns": "f1u2", "phone": "612345678"}
    sandbox.answer_next(json={"data": [row, near]}, operation="GET /subscribers", times=4)
    assert client.subscribers.find(phone="+61412345678") is None


def test_the_email_tells_apart_whom_a_national_number_does_not(
    client: Any, sandbox: Server
) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678", email="ana@example.com")
    sandbox.seed.subscriber(phone="44412345678", email="ben@example.com")
    found = client.subscribers.find(phone="0412345678", email=" Ana@example.com ")
    assert found.user_ns == ana


def test_space_around_a_user_id_and_an_email_makes_no_difference(
    client: Any, sandbox: Server
) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678", email="ana@example.com")
    assert client.subscribers.find(user_id=" 61412345678\n").user_ns == ana
    assert client.subscribers.get_by_user_id(" 61412345678 ").user_ns == ana
    sandbox.clear()
    assert client.subscribers.find(email=" ana@example.com ").user_ns == ana
    assert dict(sandbox.requests[-1].query)["email"] == "ana@example.com"


@pytest.fixture
def lenient(sandbox: Server) -> Server:
    """A host that creates whoever it is asked to create."""
    sandbox.change_habits({"known_person": "created again", "phone_filter": "equal"})
    return sandbox


def test_calls_for_one_phone_at_once_make_one_person(lenient: Server) -> None:
    spelled = ["+61412345678", "0412 345 678", "61412345678", "+61498765432"] * 3

    async def tasks() -> list[Any]:
        async with AsyncFlochat(
            lenient.api_key, base_url=lenient.url, default_country="AU"
        ) as client:
            calls = [client.subscribers.find_or_create(phone=phone) for phone in spelled]
            return await asyncio.gather(*calls)

    def threads() -> list[Any]:
        with (
            Flochat(lenient.api_key, base_url=lenient.url, default_country="AU") as client,
            ThreadPoolExecutor(12) as pool,
        ):
            return list(
                pool.map(
                    lambda phone: client.with_options(max_retries=0).subscribers.find_or_create(
                        phone=phone
                    ),
                    spelled,
                )
            )

    def in_tasks() -> list[Any]:
        return asyncio.run(tasks())

    for run in (in_tasks, threads):
        lenient.reset()
        lenient.change_habits({"known_person": "created again", "phone_filter": "equal"})
        people = run()
        assert len({person.user_ns for person in people}) == 2
        assert operations(lenient).count("POST /subscriber/create") == 2
        if run is in_tasks:  # whoever waits takes what the first has found; no task comes later
            assert len(lenient.requests) == 12


def test_whoever_waits_for_another_call_keeps_to_the_deadline(lenient: Server) -> None:
    lenient.inject_faults(Faults(latency=0.4))

    async def tasks() -> list[Any]:
        async with AsyncFlochat(lenient.api_key, base_url=lenient.url) as client:
            hurried = client.with_options(deadline=0.2)
            first = asyncio.create_task(client.subscribers.find_or_create(phone="+61412345678"))
            await asyncio.sleep(0.05)
            second = hurried.subscribers.find_or_create(phone="+61412345678")
            return list(await asyncio.gather(first, second, return_exceptions=True))

    def threads() -> list[Any]:
        with Flochat(lenient.api_key, base_url=lenient.url) as client, ThreadPoolExecutor() as pool:
            hurried = client.with_options(deadline=0.2)
            first = pool.submit(client.subscribers.find_or_create, phone="+61412345679")
            time.sleep(0.05)
            second = pool.submit(hurried.subscribers.find_or_create, phone="+61412345679")
            return [first.result(), second.exception()]

    for person, error in (asyncio.run(tasks()), threads()):
        assert person.user_ns
        assert isinstance(error, APITimeoutError)
        assert "another call for the same person" in str(error)


def test_a_failure_is_not_handed_to_those_who_wait(lenient: Server) -> None:
    lenient.answer_next(status=403, json={"message": "no"}, operation=LOOKUP)

    async def tasks() -> list[Any]:
        async with AsyncFlochat(lenient.api_key, base_url=lenient.url) as client:
            calls = [client.subscribers.find_or_create(phone="+61412345678") for _ in range(3)]
            return await asyncio.gather(*calls, return_exceptions=True)

    results = asyncio.run(tasks())
    assert sum(isinstance(result, Exception) for result in results) == 1
    assert operations(lenient).count("POST /subscriber/create") == 1


def test_national_digits_with_the_trunk_zero_are_asked_for_where_a_host_has_them(
    sandbox: Server, make_client: Clients
) -> None:
    """Argentina has more spellings than eight requests can ask for."""
    sandbox.change_habits({"phone_filter": "equal"})
    client = make_client(sandbox.url)
    for number, stored in (("+61 2 9876 5432", "0298765432"), ("+54 11 2345-6789", "01123456789")):
        user_ns = sandbox.seed.subscriber(phone=stored, user_id=None, email="a@example.com")
        found = client.subscribers.find(phone=number, email="a@example.com")
        assert found.user_ns == user_ns


@pytest.mark.parametrize("answer", ["404", "200 message", "200 error", "200 empty", "422"])
def test_however_a_host_says_that_nobody_has_an_id_the_search_goes_on(
    sandbox: Server, client: Any, answer: str
) -> None:
    sandbox.change_habits({"phone_filter": "equal", "unknown_person": answer})
    ana = sandbox.seed.subscriber(phone="+61412345678", user_id=None)
    assert client.subscribers.find(phone="61412345678").user_ns == ana
    assert client.subscribers.find(phone="+61498765432") is None
    assert client.subscribers.find_or_create(phone="+61498765432").user_ns != ana
