from __future__ import annotations

from typing import Any

import pytest

from flochat import (
    AuthenticationError,
    InvalidArgumentError,
    NotFoundError,
    Notification,
    OutcomeUnknownError,
    RejectedError,
    UnprocessableEntityError,
    User,
    Workspace,
)
from flochat.sandbox import Server
from flochat.sandbox.areas.account import FIRST_PASSWORD
from tests.support.clients import Clients
from tests.support.ledger import bodies, operations


def test_who_am_i(client: Any, sandbox: Server) -> None:
    me = client.account.me()
    assert isinstance(me, User)
    assert (me.id, me.name, me.email) == (1, "Sandbox Owner", "owner@example.com")
    assert operations(sandbox) == ["GET /me"]


def test_which_workspace(client: Any, sandbox: Server) -> None:
    workspace = client.workspace.info()
    assert isinstance(workspace, Workspace)
    assert workspace.name == "Sandbox Workspace"
    assert workspace.owner_id == 1  # the platform sends it as text
    assert operations(sandbox) == ["GET /team-info"]


def test_a_wrong_key_is_told(sandbox: Server, make_client: Clients) -> None:
    with pytest.raises(AuthenticationError, match="Unauthenticated"):
        make_client(sandbox.url, "wrong-key").account.me()


def test_a_key_without_a_flow_is_told(sandbox: Server, make_client: Clients) -> None:
    with pytest.raises(NotFoundError, match="Flow not found"):
        make_client(sandbox.url, sandbox.flowless_key).flow.tags.list().first()


def test_a_repr_shows_what_has_a_value(client: Any) -> None:
    assert repr(client.account.me()) == (
        "User(id=1, name='Sandbox Owner', email='owner@example.com')"
    )


@pytest.mark.habits(unknown_resource="200 error")
def test_notifications_are_listed_and_marked_as_read(client: Any, sandbox: Server) -> None:
    first = sandbox.seed.notification("A payment failed.")
    second = sandbox.seed.notification("A flow was shared.")
    notifications = client.account.notifications().to_list()
    assert [(n.id, n.read_at) for n in notifications] == [(second, None), (first, None)]
    assert notifications[1].raw["data"] == {"message": "A payment failed."}
    client.account.mark_notification_read(notifications[0])
    client.account.mark_notification_read(first)
    assert all(n.read_at is not None for n in client.account.notifications())
    assert bodies(sandbox)[1:3] == [{"notification_id": second}, {"notification_id": first}]
    with pytest.raises(RejectedError):
        client.account.mark_notification_read("another")


def test_announcements_are_marked_as_read(client: Any, sandbox: Server) -> None:
    client.account.mark_announcements_read()
    assert operations(sandbox) == ["POST /announcements/read"]


@pytest.mark.habits(misfit="422")
def test_a_password_is_changed(client: Any) -> None:
    client.account.change_password(current=FIRST_PASSWORD, new="correct horse")
    with pytest.raises(UnprocessableEntityError, match="current password"):
        client.account.change_password(current=FIRST_PASSWORD, new="battery staple")
    client.account.change_password(current="correct horse", new="battery staple")


def test_a_change_of_password_whose_answer_is_lost_is_not_repeated(
    client: Any, sandbox: Server
) -> None:
    sandbox.answer_next(status=502, text="<html>", operation="PUT /user/change-password")
    with pytest.raises(OutcomeUnknownError) as caught:
        client.account.change_password(current=FIRST_PASSWORD, new="correct horse")
    assert "correct" not in f"{caught.value!r} {caught.value}"
    assert len(sandbox.requests) == 1


def test_nobody_gets_to_see_a_password(client: Any, sandbox: Server) -> None:
    (prepared,) = client.prepare(
        client.account.change_password, current="open sesame", new="correct horse"
    )
    assert prepared.json["password"] == prepared.json["password_confirmation"] == "correct horse"
    client.account.change_password(current=FIRST_PASSWORD, new="correct horse")
    refusal = {"message": "The password correct horse is too weak."}
    sandbox.answer_next(status=422, json=refusal, operation="PUT /user/change-password")
    with pytest.raises(UnprocessableEntityError) as caught:
        client.account.change_password(current="open sesame", new="correct horse")
    seen = (prepared, prepared.curl(), sandbox.requests, caught.value, vars(caught.value))
    for text in map(repr, seen):
        assert "sesame" not in text
        assert "horse" not in text
        assert FIRST_PASSWORD not in text


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("change_password", {"current": "", "new": "new secret"}),
        ("change_password", {"current": "old secret", "new": " "}),
        ("change_password", {"current": "old secret", "new": 12345678}),
        ("change_password", {"current": "old secret", "new": "old secret"}),
        ("mark_notification_read", {"notification": ""}),
        ("mark_notification_read", {"notification": Notification(type="message")}),
        ("mark_notification_read", {"notification": 7}),
    ],
)
def test_what_makes_no_sense_costs_no_request(
    client: Any, sandbox: Server, method: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        getattr(client.account, method)(**arguments)
    assert "secret" not in str(caught.value)
    assert sandbox.requests == []
