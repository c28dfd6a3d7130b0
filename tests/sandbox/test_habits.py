from __future__ import annotations

import pytest

from flochat.sandbox import Server, serve

from .conftest import Api


@pytest.mark.parametrize(
    ("habits", "message"),
    [
        ({"phone_fliter": "equal"}, "habits must be among phone_filter, .*'phone_fliter' is not"),
        (
            {"phone_filter": "fuzzy"},
            "the habit phone_filter must be one of 'part', 'equal', 'digits', not 'fuzzy'",
        ),
    ],
)
def test_unknown_habits_are_refused(habits: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message), serve(habits=habits):
        pass
    with serve() as server, pytest.raises(ValueError, match=message):
        server.change_habits(habits)


@pytest.mark.parametrize(
    ("phone_filter", "finds"),
    [
        ("part", {"61412345678", "412345678"}),
        ("equal", {"61 412-345 (678)"}),
        ("digits", {"61412345678", "+61412345678", "61 412-345 (678)"}),
    ],
)
def test_what_a_phone_finds(api: Api, server: Server, phone_filter: str, finds: set[str]) -> None:
    server.change_habits({"phone_filter": phone_filter})
    stored = "61412345678" if phone_filter == "part" else "61 412-345 (678)"
    server.seed.subscriber(phone=stored)
    for phone in {"61412345678", "+61412345678", "412345678", "61 412-345 (678)", "499999999"}:
        assert len(api.rows("GET /subscribers", phone=phone)) == (phone in finds)


@pytest.mark.parametrize(
    ("phone_stored", "stored"),
    [
        ("digits", "61412345678"),
        ("as given", "+61 412 345 678"),
        ("E.164", "+61412345678"),
        ("national", "412345678"),
        ("national with zero", "0412345678"),
    ],
)
def test_how_a_phone_is_stored(api: Api, server: Server, phone_stored: str, stored: str) -> None:
    server.change_habits({"phone_stored": phone_stored})
    created = api.ok("POST /subscriber/create", json={"phone": "+61 412 345 678"})
    assert (created["phone"], created["user_id"]) == (stored, "61412345678")
    body = {"user_ns": created["user_ns"], "phone": "none"}
    assert api.ok("PUT /subscriber/update", json=body)["phone"] in ("", "none")


def test_who_is_there_already_is_refused_or_created_again(api: Api, server: Server) -> None:
    body = {"phone": "+61412345678"}
    api.ok("POST /subscriber/create", json=body)
    assert api("POST /subscriber/create", json=body).json()["status"] == "error"
    server.change_habits({"known_person": "created again"})
    api.ok("POST /subscriber/create", json=body)
    assert len(api.rows("GET /subscribers")) == 2
    server.reset()
    api.ok("POST /subscriber/create", json=body)
    assert api("POST /subscriber/create", json=body).json()["status"] == "error"
