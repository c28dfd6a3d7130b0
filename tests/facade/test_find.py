from __future__ import annotations

from typing import Any

import pytest

from flochat import (
    AmbiguousMatchError,
    DecodeError,
    FlochatError,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
)
from flochat.sandbox import Server
from flochat.sandbox.habits import HABITS
from tests.support.clients import Clients
from tests.support.ledger import operations


@pytest.fixture
def ana(sandbox: Server) -> str:
    return sandbox.seed.subscriber(first_name="Ana", phone="61412345678", email="Ana@Example.com")


@pytest.fixture
def australian(sandbox: Server, make_client: Clients) -> Any:
    return make_client(sandbox.url, default_country="AU")


@pytest.mark.parametrize(
    "phone", ["61412345678", "+61 412 345 678", "0412345678", "412345678", "0061412345678"]
)
@pytest.mark.parametrize("stored", ["61412345678", "412345678", "0412345678"])
def test_a_phone_is_found_with_and_without_country_code(
    australian: Any, sandbox: Server, phone: str, stored: str
) -> None:
    sandbox.seed.subscribers(3)
    user_ns = sandbox.seed.subscriber(phone=stored, user_id="61412345678")
    assert australian.subscribers.find(phone=phone).user_ns == user_ns
    assert operations(sandbox) == ["GET /subscriber/get-info-by-user-id"]


def test_a_stranger_whose_number_looks_alike_is_not_found(client: Any, sandbox: Server) -> None:
    sandbox.seed.subscriber(phone="44412345678")
    assert client.subscribers.find(phone="+61412345678") is None
    assert client.subscribers.find(phone="614123456789") is None


def test_an_email_is_found_whatever_its_case(client: Any, sandbox: Server, ana: str) -> None:
    sandbox.seed.subscriber(email="not-ana@example.com")
    assert client.subscribers.find(email="ana@example.COM").user_ns == ana
    assert client.subscribers.find(email="na@example.com") is None


def test_a_user_id_is_found_with_one_request(client: Any, sandbox: Server, ana: str) -> None:
    assert client.subscribers.find(user_id="61412345678").user_ns == ana
    assert operations(sandbox) == ["GET /subscriber/get-info-by-user-id"]
    assert client.subscribers.find(user_id="61499999999") is None
    sandbox.answer_next(json={"data": []}, operation="GET /subscriber/get-info-by-user-id")
    assert client.subscribers.find(user_id="61412345678") is None


def test_a_404_that_is_not_about_a_person_says_nothing_of_them(
    sandbox: Server, make_client: Clients, client: Any
) -> None:
    flowless = make_client(sandbox.url, sandbox.flowless_key)
    with pytest.raises(NotFoundError, match="Flow not found"):
        flowless.subscribers.find(user_id="61412345678")
    sandbox.answer_next(status=404, text="<html>", operation="GET /subscriber/get-info-by-user-id")
    with pytest.raises(NotFoundError, match="HTML"):
        client.subscribers.find_or_create(user_id="61412345678", phone="+61412345678")


def test_all_criteria_have_to_fit(client: Any, ana: str) -> None:
    assert client.subscribers.find(phone="0412345678", email="ana@example.com").user_ns == ana
    assert client.subscribers.find(phone="0412345678", email="ben@example.com") is None
    assert client.subscribers.find(user_id="61412345678", email="ben@example.com") is None


def test_two_that_fit_are_ambiguous_and_the_newest_comes_first(
    australian: Any, sandbox: Server
) -> None:
    doubles = [
        sandbox.seed.subscriber(phone=stored, user_id=None, subscribed=f"2026-0{month}-01 10:00:00")
        for month, stored in ((1, "61412345678"), (3, "0061412345678"), (2, "5061412345678"))
    ]
    sandbox.seed.interaction(doubles[0])
    with pytest.raises(AmbiguousMatchError) as caught:
        australian.subscribers.find(phone="61412345678")
    assert [person.user_ns for person in caught.value.matches] == [doubles[1], doubles[0]]
    with pytest.raises(AmbiguousMatchError):
        australian.subscribers.find_or_create(phone="0412345678")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"phone": 61412345678},
        {"user_id": 61412345678},
        {"phone": "123456"},
        {"phone": ""},
        {"email": " "},
        {"user_id": ""},
    ],
    ids=str,
)
def test_what_says_nothing_is_not_looked_for(
    client: Any, sandbox: Server, wrong: dict[str, str]
) -> None:
    for call in (client.subscribers.find, client.subscribers.find_or_create):
        with pytest.raises(InvalidArgumentError):
            call(**wrong)
    assert sandbox.requests == []


def test_an_ignored_filter_is_noticed_after_one_page(client: Any, sandbox: Server) -> None:
    """Else find_or_create would read everybody, find nobody, and create a second Ana."""
    everybody = [{"user_ns": f"f1u{n}", "phone": str(44000000000 + n)} for n in range(100)]
    sandbox.answer_next(
        json={"data": everybody, "meta": {"last_page": 1000, "total": 100_000}},
        operation="GET /subscribers",
        times=2,
    )
    with pytest.raises(DecodeError, match="filter was ignored"):
        client.subscribers.find_or_create(phone="+61412345678")
    assert operations(sandbox) == ["GET /subscriber/get-info-by-user-id", "GET /subscribers"]


def test_who_is_new_is_created(client: Any, sandbox: Server) -> None:
    new = client.subscribers.find_or_create(
        phone="+61412345678", email="ana@example.com", first_name="Ana"
    )
    assert new.first_name == "Ana"
    assert operations(sandbox) == [
        "GET /subscriber/get-info-by-user-id",
        *["GET /subscribers"] * 4,
        "GET /subscribers",
        "POST /subscriber/create",
    ]
    again = client.subscribers.find_or_create(phone="0061 412 345 678")
    assert again.user_ns == new.user_ns


def test_who_is_known_by_a_later_criterion_is_not_created_again(
    client: Any, sandbox: Server, ana: str
) -> None:
    found = client.subscribers.find_or_create(phone="+61499999999", email="ana@example.com")
    assert found.user_ns == ana
    assert operations(sandbox)[-1] == "GET /subscribers"
    assert "POST /subscriber/create" not in operations(sandbox)


def test_a_user_id_alone_creates_nobody(client: Any, sandbox: Server) -> None:
    with pytest.raises(NotFoundError, match="without a phone or email"):
        client.subscribers.find_or_create(user_id="61412345678")
    assert len(sandbox.requests) == 1


def test_a_creation_whose_answer_is_lost_is_not_repeated(client: Any, sandbox: Server) -> None:
    sandbox.answer_next(status=502, text="<html>", operation="POST /subscriber/create")
    with pytest.raises(OutcomeUnknownError, match="POST /subscriber/create"):
        client.subscribers.find_or_create(phone="+61412345678")
    assert operations(sandbox).count("POST /subscriber/create") == 1


@pytest.mark.parametrize("habit", HABITS["unknown_person"])
def test_nobody_is_there_in_every_spelling(client: Any, sandbox: Server, habit: str) -> None:
    sandbox.change_habits({"unknown_person": habit})
    assert client.subscribers.find(user_id="61412345678") is None
    for get, identifier in (
        (client.subscribers.get, "f280503u99"),
        (client.subscribers.get_by_user_id, "61412345678"),
    ):
        with pytest.raises(NotFoundError):
            get(identifier)
    new = client.subscribers.find_or_create(user_id="61412345678", phone="+61412345678")
    assert operations(sandbox)[-1] == "POST /subscriber/create"
    assert client.subscribers.get(new).user_ns == new.user_ns


GET_INFO = "GET /subscriber/get-info-by-user-id"
NOBODY = [
    (404, {"message": "subscriber not found"}),
    (404, {"message": "Not Found"}),
    (404, {"message": "No query results for model [App\\Models\\BotUser] 61412345678"}),
    (404, {"message": "Subscriber not found in this flow"}),
    (200, {"message": "SUBSCRIBER NOT FOUND"}),
    (200, {"message": "user_not_found"}),
    (200, {"status": "error", "message": "There is no user with this user_id."}),
    (200, {"success": False, "message": "User does not exist"}),
    (200, {"status": False, "message": "No subscriber found"}),
    (200, {"status": "ok", "message": "Contact not found.", "data": []}),
    (200, {"data": {"user_ns": None, "user_id": ""}}),
    (200, {"success": True}),
    (400, {"message": "Subscriber not found"}),
    (422, {"message": "User not found."}),
    (422, {"message": "Invalid.", "errors": {"query.userId": ["Nobody has it."]}}),
    (200, {"result": "error", "message": "Subscriber not found"}),
    (200, {"error": {"code": 404, "message": "Subscriber not found"}}),
    (200, {"data": {"status": "error", "message": "Subscriber not found"}}),
    (200, [{"status": "error", "message": "Subscriber not found"}]),
    (200, False),
    (200, {"message": "Subscriber not found: 61412345678"}),
    (200, {"message": "Subscriber +61412345678 not found."}),
    (200, {"message": "User 'ana' does not exist"}),
    (200, {"message": "User (61412345678) not found"}),
    (200, {"message": "User doesn\N{RIGHT SINGLE QUOTATION MARK}t exist"}),
    (200, {"message": "Error: subscriber not found"}),
    (200, {"message": "Sorry, we couldn't find that contact."}),
    (200, {"message": "Contact could not be located"}),
    (200, {"message": "Subscriber has been deleted"}),
    (200, {"message": "User not found or deleted"}),
    (200, {"message": "Nobody found"}),
    (200, {"message": "Contact ID not found"}),
    (200, {"message": "The resource does not exist"}),
]
SOMETHING_ELSE = [
    (404, {"message": "Flow not found"}),
    (404, {"message": "Flow not found for this user"}),
    (404, {"message": "The route api/subscriber/get-info could not be found."}),
    (200, {"message": "Unauthenticated."}),
    (200, {"message": "User with this token not found"}),
    (200, {"status": "error", "message": "Server busy"}),
    (200, {"data": None, "message": "Server busy"}),
    (200, {"status": "ok", "message": "Come back later"}),
    (200, {"error": True}),
    (400, {"message": "Bad request"}),
    (422, {"message": "No.", "errors": {"user_id": ["Unknown."], "flow_ns": ["Unknown."]}}),
    (422, {"message": "No.", "errors": {"user_id": ["The user id field is required."]}}),
    (200, {"result": "error", "message": "Server busy"}),
    (200, {"error": {"code": 404, "message": "Flow not found"}}),
    (200, [{"status": "error", "message": "Server busy"}]),
    (200, {"message": "User 12's flow was deleted"}),
    (200, {"message": "User quota for 2026 was removed"}),
    (200, {"message": "The user field was not found"}),
    (200, {"message": "Error: too many requests"}),
    (500, {"message": "Subscriber not found"}),
    (403, {"message": "Subscriber not found"}),
]


@pytest.mark.parametrize(("status", "body"), NOBODY, ids=str)
def test_every_wording_of_nobody_is_understood(
    client: Any, sandbox: Server, status: int, body: object
) -> None:
    sandbox.answer_next(status=status, json=body, operation=GET_INFO, times=3)
    assert client.subscribers.find(user_id="61412345678") is None
    with pytest.raises(NotFoundError):
        client.subscribers.get_by_user_id("61412345678")
    client.subscribers.find_or_create(user_id="61412345678", phone="+61412345678")
    assert operations(sandbox)[-1] == "POST /subscriber/create"


@pytest.mark.parametrize(("status", "body"), SOMETHING_ELSE, ids=str)
def test_another_message_raises_and_nobody_is_created(
    sandbox: Server, make_client: Clients, status: int, body: object
) -> None:
    client = make_client(sandbox.url, sandbox.api_key, max_retries=0)
    sandbox.answer_next(status=status, json=body, operation=GET_INFO, times=3)
    with pytest.raises(FlochatError):
        client.subscribers.find(user_id="61412345678")
    with pytest.raises(FlochatError):
        client.subscribers.find_or_create(user_id="61412345678", phone="+61412345678")
    assert operations(sandbox) == [GET_INFO, GET_INFO]
