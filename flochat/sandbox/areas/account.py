"""Whose key it is, and the workspace it belongs to."""

from __future__ import annotations

from typing import Final

from flochat.sandbox.answers import Answer, answer, ok
from flochat.sandbox.request import Handler, SandboxRequest
from flochat.sandbox.store import Store

_OWNER: Final = {"id": 1, "name": "Sandbox Owner", "email": "owner@example.com"}
_WORKSPACE: Final = {
    "id": 1,
    "name": "Sandbox Workspace",
    "owner_id": _OWNER["id"],
    "owner_email": _OWNER["email"],
    "image": None,
}


def me(request: SandboxRequest, _store: Store) -> Answer:
    return answer(request.manner.shape(_OWNER))


def team_info(request: SandboxRequest, _store: Store) -> Answer:
    return ok(data=request.manner.shape(_WORKSPACE))


ROUTES: Final[dict[str, Handler]] = {
    "GET /me": me,
    "GET /team-info": team_info,
}
