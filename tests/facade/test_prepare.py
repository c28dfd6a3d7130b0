from __future__ import annotations

import asyncio
import functools
import os
import shutil
import subprocess
from typing import Any

import pytest

from flochat import (
    AsyncFlochat,
    Flochat,
    InvalidArgumentError,
    NewSubscriber,
    PreparedRequest,
    Tag,
    UserId,
)
from flochat.sandbox import Server
from tests.support.clients import Clients
from tests.support.ledger import operations

KEY = "sandbox-key"


def test_nothing_is_sent_and_the_requests_are_those_of_the_call(
    client: Any, sandbox: Server
) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    tags = [Tag(tag_ns=sandbox.seed.tag("VIP")), *(f"Tag {n}" for n in range(25))]
    prepared = client.prepare(client.subscribers.add_tags, ana, tags)
    assert sandbox.requests == []
    client.subscribers.add_tags(ana, tags)
    assert [p.operation for p in prepared] == operations(sandbox)
    assert [p.json for p in prepared] == [r.json for r in sandbox.requests]
    assert {p.url.partition("/api/")[0] + "/api" for p in prepared} == {sandbox.url}


def test_what_depends_on_an_answer_is_not_guessed(client: Any, sandbox: Server) -> None:
    for method, arguments, expected in (
        (client.account.me, {}, ["GET /me"]),
        (client.flow.tags.list, {"name": "V"}, ["GET /flow/tags"]),
        (client.flow.tags.create, {"name": "VIP"}, ["POST /flow/create-tag"]),
        (client.subscribers.find_or_create, {"email": "ana@example.com"}, ["GET /subscribers"]),
        (
            client.subscribers.find_or_create,
            {"phone": "+61412345678"},
            ["GET /subscriber/get-info-by-user-id"],
        ),
        (client.request, {"method": "GET", "path": "/new/thing"}, ["GET /new/thing"]),
    ):
        assert [p.operation for p in client.prepare(method, **arguments)] == expected
    assert sandbox.requests == []


def test_the_url_has_the_query(client: Any, sandbox: Server) -> None:
    (request,) = client.prepare(client.flow.tags.list, name="V & W")
    # httpx has spelt the blank in both ways
    spelt = request.url.replace("%20", "+")
    assert spelt == f"{sandbox.url}/flow/tags?limit=100&name=V+%26+W&page=1"
    assert (request.method, request.json) == ("GET", None)


def test_arguments_are_checked_as_in_the_call(client: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="content must not be empty"):
        client.prepare(client.messages.send_text, "f1u2", "")
    with pytest.raises(InvalidArgumentError, match="not JSON"):
        client.prepare(client.messages.send_text, "f1u2", "\ud83d")
    bulk_job = client.bulk.send_text(["f1u2"], "Hello", journal="journal.db")
    partial = functools.partial(print, "Hello")
    for other in (print, partial, "account.me", None, bulk_job.plan, Flochat.request):
        with pytest.raises(InvalidArgumentError) as caught:
            client.prepare(other)
        assert str(caught.value) == "prepare takes a method of this client, as in client.account.me"


class Shop(Flochat):
    """A client with an __init__ and a method of its own."""

    def __init__(self, place: str, key: str, url: str) -> None:
        super().__init__(key, base_url=url)
        self.place = place

    def welcome(self, user_ns: str, *, name: str) -> None:
        self.subscribers.add_tag(user_ns, self.place)
        quick = self.with_options(timeout=5, headers={"X-Team": "blue"})
        quick.messages.send_text(user_ns, f"Welcome to {self.place}, {name}")


class AsyncShop(AsyncFlochat):
    """The same, async."""

    def __init__(self, place: str, key: str, url: str) -> None:
        super().__init__(key, base_url=url)
        self.place = place

    async def welcome(self, user_ns: str, *, name: str) -> None:
        await self.subscribers.add_tag(user_ns, self.place)
        quick = self.with_options(timeout=5, headers={"X-Team": "blue"})
        await quick.messages.send_text(user_ns, f"Welcome to {self.place}, {name}")


def assert_is_welcome(requests: list[Any], place: str) -> None:
    tagged, welcomed = requests
    assert tagged.json == {"user_ns": "f1u2", "tag_name": place}
    assert welcomed.json == {"user_ns": "f1u2", "content": f"Welcome to {place}, Ana"}
    assert "X-Team" not in tagged.curl()
    assert "X-Team: blue" in welcomed.curl()


def test_a_method_of_a_subclass_is_prepared_and_so_is_that_of_its_copies(sandbox: Server) -> None:
    async def prepared_async() -> None:
        async with AsyncShop("Perth", KEY, sandbox.url) as shop:
            for each in (shop, shop.with_options(max_retries=0)):
                assert_is_welcome(await each.prepare(each.welcome, "f1u2", name="Ana"), "Perth")

    asyncio.run(prepared_async())
    with Shop("Perth", KEY, sandbox.url) as shop:
        for each in (shop, shop.with_options(max_retries=0)):
            assert_is_welcome(each.prepare(each.welcome, "f1u2", name="Ana"), "Perth")
    assert sandbox.requests == []


def test_a_partial_of_a_method_is_prepared_as_the_method(client: Any, sandbox: Server) -> None:
    greet = functools.partial(client.messages.send_text, "f1u2")
    (expected,) = client.prepare(client.messages.send_text, "f1u2", "Hello")
    assert client.prepare(greet, "Hello") == [expected]
    assert client.prepare(functools.partial(greet, content="Hello")) == [expected]
    with Shop("Perth", KEY, sandbox.url) as shop:
        welcome = functools.partial(shop.welcome, name="Ana")
        assert_is_welcome(shop.prepare(welcome, "f1u2"), "Perth")
    assert sandbox.requests == []


def test_the_key_is_shown_only_when_asked_for(sandbox: Server, make_client: Clients) -> None:
    client = make_client(sandbox.url, "k$(touch)'y", headers={"X-Team": "it's blue"})
    (request,) = client.prepare(client.account.me)
    assert request.curl() == (
        f"curl --request GET --url {sandbox.url}/me "
        '--header "Authorization: Bearer $FLOCHAT_API_KEY" '
        "--header 'Accept: application/json' "
        f"--header '{user_agent(request)}' "
        """--header 'X-Team: it'"'"'s blue'"""
    )
    assert "touch" not in request.curl() + repr(request)
    assert """'Authorization: Bearer k$(touch)'"'"'y'""" in request.curl(show_key=True)


def user_agent(request: PreparedRequest) -> str:
    return next(part for part in request.curl().split("'") if part.startswith("User-Agent"))


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_each_curl_run_by_a_shell_does_what_the_method_does(client: Any, sandbox: Server) -> None:
    ana = sandbox.seed.subscriber(phone="61412345678")
    onboarding = sandbox.seed.sub_flow("Onboarding")
    sandbox.seed.user_field("Plan")
    calls = [
        (client.account.me,),
        (client.flow.tags.list,),
        (client.flow.tags.create, 'it\'s "quoted" $HOME `id` \\ ü'),
        (client.flow.tags.delete, 'it\'s "quoted" $HOME `id` \\ ü'),
        (client.subscribers.get, ana),
        (client.subscribers.get_by_user_id, "61412345678"),
        (client.subscribers.add_tags, ana, ["VIP", "A & B"]),
        (client.subscribers.set_fields, ana, {"Plan": {"a": [1, "'"]}}),
        (client.subscribers.remove_tag, ana, "VIP"),
        (client.subscribers.create_many, [NewSubscriber(email="ben@example.com")]),
        (client.messages.send_text, ana, "two\nlines & 100 %"),
        (client.messages.send_sub_flow, UserId("61412345678"), onboarding),
    ]
    for method, *arguments in calls:
        (request,) = client.prepare(method, *arguments)
        sandbox.clear()
        done = subprocess.run(
            ["sh", "-c", request.curl() + " --fail --silent --show-error"],
            env={"PATH": os.environ["PATH"], "FLOCHAT_API_KEY": KEY},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert (done.returncode, done.stderr) == (0, "")
        (seen,) = sandbox.requests
        assert (seen.operation, seen.json, seen.status) == (request.operation, request.json, 200)
    assert [tag.name for tag in client.subscribers.get(ana).tags] == ["A & B"]
