"""Whose key it is, and which workspace it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from flochat.sandbox import Server
from flochat.sandbox.areas.account import FIRST_PASSWORD

from .conftest import Api, ApiOf, Running


def test_me_is_the_owner_of_the_key(api: Api) -> None:
    assert api.ok("GET /me") == {"id": 1, "name": "Sandbox Owner", "email": "owner@example.com"}


def test_the_workspace_belongs_to_the_owner(api: Api) -> None:
    me, payload = api.ok("GET /me"), api.ok("GET /team-info")
    assert payload["status"] == "ok"
    assert payload["data"]["name"] == "Sandbox Workspace"
    assert int(payload["data"]["owner_id"]) == me["id"]
    assert payload["data"]["owner_email"] == me["email"]


def test_notifications_are_told_the_latest_first_until_they_are_read(
    api: Api, server: Server
) -> None:
    first, second = server.seed.notification("One"), server.seed.notification("Two")
    assert [row["id"] for row in api.rows("GET /notifications/recent")] == [second, first]
    api.ok("POST /notifications/read", json={"notification_id": first})
    read = {row["id"]: row["read_at"] for row in api.rows("GET /notifications/recent")}
    assert read == {second: None, first: "2027-01-15 08:00:00"}
    unknown = api("POST /notifications/read", json={"notification_id": "another"})
    assert unknown.json()["status"] == "error"
    assert api("POST /notifications/read", json={}).status_code == 422


def test_announcements_are_read(api: Api) -> None:
    assert api.ok("POST /announcements/read") == {"status": "ok"}


def change(current: str, new: str, confirmation: str | None = None) -> dict[str, str]:
    return {
        "current_password": current,
        "password": new,
        "password_confirmation": new if confirmation is None else confirmation,
    }


def test_a_password_holds_until_it_is_changed(api: Api) -> None:
    operation = "PUT /user/change-password"
    api.ok(operation, json=change(FIRST_PASSWORD, "one"))
    again = api(operation, json=change(FIRST_PASSWORD, "two"))
    assert (again.status_code, list(again.json()["errors"])) == (422, ["current_password"])
    api.ok(operation, json=change("one", "two"))


@pytest.mark.parametrize(("new", "confirmation"), [("one", "two"), (" ", " ")])
def test_a_password_that_cannot_be_is_refused(api: Api, new: str, confirmation: str) -> None:
    answer = api("PUT /user/change-password", json=change(FIRST_PASSWORD, new, confirmation))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["password"])


def test_a_password_is_kept_as_a_hash_and_out_of_the_ledger(
    api_of: ApiOf, running: Running, tmp_path: Path
) -> None:
    server = running(db=tmp_path / "state.sqlite")
    api_of(server).ok("PUT /user/change-password", json=change(FIRST_PASSWORD, "open sesame"))
    assert "sesame" not in repr(server.requests)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"sesame" not in kept
    assert b"CREATE TABLE passwords" in kept
