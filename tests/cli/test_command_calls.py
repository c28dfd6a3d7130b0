"""`flochat api`: any call, by path or by name, and never a change that nobody agreed to."""

from __future__ import annotations

import json

import pytest

from flochat.sandbox import Server
from tests.support.command import Shell


def test_a_path_is_called_with_its_query(flochat: Shell) -> None:
    done = flochat("api", "GET", "/flow/tags", "-q", "name=News")
    assert [row["name"] for row in json.loads(done.out)["data"]] == ["Newsletter"]


def test_a_method_is_called_by_its_name(flochat: Shell) -> None:
    done = flochat("api", "flow.tags.list", "--name", "News")
    assert json.loads(done.out)["name"] == "Newsletter"
    limited = flochat("api", "subscribers.list", "--max-items", "1")
    assert len(limited.out.splitlines()) == 1
    person = flochat("api", "subscribers.get", "f280503u1")
    assert json.loads(person.out)["first_name"] == "Ana"


def test_whatever_is_no_read_asks_first(flochat: Shell, server: Server) -> None:
    calls = (
        ("flow.tags.create", "--name", "New"),
        ("POST", "/flow/create-tag", "--json", '{"name": "New"}'),
        ("messages.send_text", "f280503u1", "Hello"),
        ("DELETE", "/subscriber/delete", "--json", '{"user_ns": "f280503u1"}'),
        ("POST", "/something/unknown"),
        ("GET", "/something/unknown"),
    )
    for call in calls:
        done = flochat("api", *call)
        assert done.status == 2, call
        assert "add --yes" in done.err, call
    assert server.requests == []
    assert flochat("api", "flow.tags.create", "--name", "New", "--yes").status == 0
    assert flochat("api", "messages.send_text", "f280503u1", "Hello", "--yes").status == 0
    assert [delivery.content for delivery in server.deliveries] == ["Hello"]


def test_a_list_that_reads_by_post_does_not_ask(flochat: Shell) -> None:
    assert flochat("api", "whatsapp_templates.list").status == 0
    assert flochat("api", "POST", "/whatsapp-template/list").status == 0


def test_curl_is_printed_without_the_key(flochat: Shell, server: Server) -> None:
    done = flochat("api", "flow.tags.create", "--name", "New", "--curl")
    assert done.status == 0
    assert done.out.startswith("curl --request POST")
    assert "$FLOCHAT_API_KEY" in done.out
    assert server.api_key not in done.out
    assert server.requests == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["flow.tags.lst"], "did you mean flow.tags.list"),
        (["flow.tags.list", "--nam", "x"], "it takes --name"),
        (["flow.tags.create"], "also needs --name"),
        (["flow.tags.list", "--name", "a", "--name", "b"], "twice"),
        (["bulk.send_text"], "no method"),
        (["close"], "no method"),
        (["__class__"], "no method"),
        (["GET"], "give a method and a path"),
        (["GET", "flow/tags"], "give a method and a path"),
        (["GET", "/flow/tags", "-q", "name"], "must be KEY=VALUE"),
        (["POST", "/flow/create-tag", "--json", "{"], "not JSON"),
        (["flow.tags.list", "-q", "name=x"], "for a path"),
    ],
)
def test_a_call_that_cannot_be_made_is_explained(
    flochat: Shell, server: Server, call: list[str], said: str
) -> None:
    done = flochat("api", *call)
    assert done.status == 2
    assert said in done.err
    assert server.requests == []


def test_numbers_are_numbers_and_phones_are_texts(flochat: Shell, server: Server) -> None:
    flochat("api", "subscribers.create", "--phone", "61491570156", "--first-name", "0", "--yes")
    (request,) = [it for it in server.requests if it.method == "POST"]
    assert request.json == {"phone": "61491570156", "first_name": "0"}
