from typing import Any

import pytest

from flochat import AuthenticationError, NotFoundError, User, Workspace
from flochat.sandbox import Server
from tests.support.clients import Clients
from tests.support.ledger import operations


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
