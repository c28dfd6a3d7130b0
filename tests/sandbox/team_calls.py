"""Calls of the workspace, its team and the owner's account, each with a good outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flochat.sandbox import Server
from flochat.sandbox.areas.account import FIRST_PASSWORD

Call = Callable[..., Any]


def team_calls(server: Server, call: Call) -> Iterator[tuple[str, Any]]:
    """What each operation is called, and what it answered."""
    yield from _team(server, call)
    yield from _workspace(server, call)
    yield from _account(server, call)


def _team(server: Server, call: Call) -> Iterator[tuple[str, Any]]:
    seed = server.seed
    kim = seed.agent("Kim", email="kim@example.com")
    seed.media("logo.png", user_id=kim, size=1024)
    seed.call(status="MISSED", from_number="61412345678", phone_number_id="123")
    first = call("POST /team/create-label", {"name": "First"})
    yield "POST /team/create-label", first
    call("POST /team/create-label", {"name": "Second"})
    group = call("POST /team/create-agent-group", {"name": "Sales", "online_first": 1})
    yield "POST /team/create-agent-group", group
    number = group["id"]
    members = {"members": [{"user_id": kim, "weighting": 2}]}
    for operation, body in [
        ("GET /team-members", None),
        ("GET /team-bot-users", None),
        ("GET /team/labels", None),
        ("DELETE /team/delete-label", {"id": first["id"]}),
        ("DELETE /team/delete-label-by-name", {"name": "Second"}),
        ("GET /team/agent-groups", None),
        (f"GET /team/agent-group/{number}", None),
        (f"PUT /team/update-agent-group/{number}", {"name": "Sales", "assign_method": "random"}),
        (f"POST /team/update-agent-group-users/{number}", members),
        (f"DELETE /team/delete-agent-group/{number}", None),
        ("GET /media-library", None),
        ("GET /wa-call-logs", None),
    ]:
        yield operation, call(operation, body)


def _workspace(server: Server, call: Call) -> Iterator[tuple[str, Any]]:
    server.seed.flow("Support", "telegram")
    for operation, body in [
        ("GET /team-flows", None),
        ("GET /flow-summary", None),
        ("GET /flow-agent-summary", None),
        ("GET /workspace-settings/channels", None),
        ("POST /workspace-settings/update-channels", {"sms": 0}),
        ("GET /workspace-settings/live-chat-sidebar", None),
        ("POST /workspace-settings/update-live-chat-sidebar", {"data": ["hide_spam"]}),
    ]:
        yield operation, call(operation, body)


def _account(server: Server, call: Call) -> Iterator[tuple[str, Any]]:
    notification = server.seed.notification("A payment failed.")
    password = {"password": "something new", "password_confirmation": "something new"}
    for operation, body in [
        ("GET /notifications/recent", None),
        ("POST /notifications/read", {"notification_id": notification}),
        ("POST /announcements/read", None),
        ("PUT /user/change-password", password | {"current_password": FIRST_PASSWORD}),
    ]:
        yield operation, call(operation, body)
