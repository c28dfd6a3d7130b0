from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from flochat.sandbox import Server, serve
from flochat.sandbox.behaviour import Behaviour, Seen
from flochat.sandbox.behaviours import BEHAVIOURS
from flochat.sandbox.habits import UNKNOWN, check_habits, random_habits, read_habits

from .conftest import Api


@pytest.mark.parametrize(
    ("habits", "message"),
    [
        ({"phone_fliter": "equal"}, "habits must be among default_rows, .*'phone_fliter' is not"),
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


def test_a_file_of_habits_sets_those_that_are_known(tmp_path: Path) -> None:
    file = tmp_path / "probe.json"
    file.write_text('{"version": 1, "habits": {"phone_stored": "E.164", "mid": "unknown"}}')
    with serve(habits=file) as server, httpx.Client(trust_env=False) as http:
        created = Api(http, server).ok("POST /subscriber/create", json={"phone": "+61412345678"})
    assert created["phone"] == "+61412345678"
    assert read_habits(str(file)) == {"phone_stored": "E.164"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "must have the habits as"),
        ('{"habits": {"mid": 1}}', "must have the habits as"),
        ("{", "must be a JSON file with habits"),
        ('{"habits": {"mid": "top", "mood": "good"}}', "'mood' is not"),
    ],
)
def test_a_file_without_habits_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "probe.json"
    file.write_text(text)
    with pytest.raises(ValueError, match=message), serve(habits=file):
        pass
    with pytest.raises(OSError, match="nothing"), serve(habits=tmp_path / "nothing.json"):
        pass


def test_a_mix_of_habits_is_drawn_by_its_seed() -> None:
    assert random_habits(7) == random_habits("7") != random_habits(8)
    assert check_habits(random_habits(7)) == random_habits(7)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.does)
def test_every_guess_of_the_table_that_is_a_habit_says_how_it_is_seen(behaviour: Behaviour) -> None:
    assert bool(behaviour.habit) is (len(behaviour.settings) > 1)
    assert len(set(behaviour.settings)) == len(behaviour.settings)
    assert UNKNOWN not in behaviour.settings
    if behaviour.habit and behaviour.seen is not Seen.NEVER:
        assert behaviour.how


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
