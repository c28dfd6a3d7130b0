"""Whose key it is, and which workspace it belongs to."""

from __future__ import annotations

from .conftest import Api


def test_me_is_the_owner_of_the_key(api: Api) -> None:
    assert api.ok("GET /me") == {"id": 1, "name": "Sandbox Owner", "email": "owner@example.com"}


def test_the_workspace_belongs_to_the_owner(api: Api) -> None:
    me, said = api.ok("GET /me"), api.ok("GET /team-info")
    assert said["status"] == "ok"
    assert said["data"]["name"] == "Sandbox Workspace"
    assert int(said["data"]["owner_id"]) == me["id"]
    assert said["data"]["owner_email"] == me["email"]
