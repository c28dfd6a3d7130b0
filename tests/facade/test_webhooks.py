"""Posts to inbound webhooks: they arrive, without the key, and nothing tells where."""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import subprocess
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from flochat import (
    Ack,
    APIStatusError,
    FlochatError,
    InboundWebhook,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
    RejectedError,
)
from flochat._values.secret import Secret
from flochat.sandbox import Server
from tests.support.clients import Clients
from tests.support.hostile_server import (
    HANG,
    RESET,
    HostileServer,
    Step,
    answer,
    hostile_server,
    redirect,
)

KEY = "1|s3cr3t-of-the-tests"
DIGITS = "0123456789abcdef" * 2
PAID = {"paid": 12, "note": "ü"}


@contextmanager
def hook(*steps: Step) -> Iterator[tuple[HostileServer, str]]:
    """A server that answers every post alike, and the address to post to."""
    with hostile_server(lambda _request: steps) as server:
        yield server, f"{server.url}/api/iwh/{DIGITS}"


def test_what_is_posted_arrives(client: Any, sandbox: Server) -> None:
    hook_uid = sandbox.seed.inbound_webhook("Paid")
    webhook = client.flow.inbound_webhooks.list().first()
    for way in (webhook, webhook.url, f" {sandbox.url}/iwh/{hook_uid}\n"):
        sandbox.clear()
        ack = client.post_webhook(way, PAID)
        assert isinstance(ack, Ack)
        (seen,) = sandbox.requests
        assert (seen.path, seen.json) == (f"/api/iwh/{hook_uid}", PAID)
        assert not seen.authorized


@pytest.mark.parametrize("data", [{}, [], 0, False, "", {"a": [None]}])
def test_any_json_is_posted(client: Any, sandbox: Server, data: Any) -> None:
    url = f"{sandbox.url}/iwh/{sandbox.seed.inbound_webhook('Paid')}"
    client.post_webhook(url, data)
    assert sandbox.requests[-1].json == data


def test_the_key_stays_at_home_even_where_the_host_is_the_same(make_client: Clients) -> None:
    with hook(*answer('{"status": "ok"}')) as (server, url):
        for base_url in (f"{server.url}/api", None):
            make_client(base_url, KEY).post_webhook(url, PAID)
    assert len(server.requests) == 2
    for request in server.requests:
        assert (request.method, request.target) == ("POST", f"/api/iwh/{DIGITS}")
        assert "authorization" not in request.headers
        assert KEY not in str(request)
        assert request.headers["content-type"] == "application/json"
        assert request.headers["user-agent"].startswith("flochat-python/")


def test_an_empty_answer_is_a_good_one(make_client: Clients) -> None:
    with hook(*answer("")) as (server, url):
        assert make_client(f"{server.url}/api", KEY).post_webhook(url, PAID) == Ack()


@pytest.mark.parametrize(
    "webhook",
    [
        None,
        7,
        "",
        DIGITS,
        InboundWebhook(name="Paid"),
        f"http://example.com/api/iwh/{DIGITS}",
        f"ftp://example.com/api/iwh/{DIGITS}",
        f"https://example.com/api/iwh/{DIGITS}0",
        f"https://example.com/api/iwh/{DIGITS[1:]}",
        f"https://example.com/api/iwh/{DIGITS}/",
        f"https://example.com/api/iwh/{DIGITS}?a=1",
        f"https://example.com/api/iwh/{DIGITS}#a",
        f"https://example.com/iwh/{DIGITS}",
        f"https://example.com/api/iwh/../iwh/{DIGITS}",
        f"https://me:pass@example.com/api/iwh/{DIGITS}",
        f"https://example.com:x/api/iwh/{DIGITS}",
        f"https://example.com\\@evil/api/iwh/{DIGITS}",
        f"https://a..b/api/iwh/{DIGITS}",
        f"https://example.com/api/iwh/{DIGITS}\n\nx",
    ],
)
def test_an_address_of_another_form_is_refused_and_not_shown(client: Any, webhook: Any) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        client.post_webhook(webhook, PAID)
    assert DIGITS[1:] not in told_of(caught.value)


@pytest.mark.parametrize("data", [None, object(), float("nan"), {"at": {1}}, "\ud83d"])
def test_what_is_not_json_is_not_posted(client: Any, sandbox: Server, data: Any) -> None:
    with pytest.raises(InvalidArgumentError):
        client.post_webhook(f"{sandbox.url}/iwh/{DIGITS}", data)
    assert sandbox.requests == []


def told_of(error: BaseException) -> str:
    """All that an error says, with its causes."""
    whole = "".join(traceback.format_exception(error))
    facts = [repr(vars(error))]
    while error.__cause__ is not None:
        error = error.__cause__
        facts += [repr(error), repr(vars(error)), repr(getattr(error, "request", None))]
    return whole + "".join(facts)


ECHO = f'{{"message": "The route api/iwh/{DIGITS.upper()} could not be found."}}'


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        (answer(ECHO, status=404), NotFoundError),
        (answer(ECHO, status=429), OutcomeUnknownError),
        (answer(ECHO, status=503), OutcomeUnknownError),
        (answer(f"<html>{DIGITS}</html>"), OutcomeUnknownError),
        (answer(f'{{"status": "error", "message": "{DIGITS}"}}'), RejectedError),
        (redirect(f"https://example.com/api/iwh/{DIGITS}"), OutcomeUnknownError),
        (redirect(f"https://example.com/api/iwh/{DIGITS}", status=307), APIStatusError),
        (redirect(f"https://example.com:x/api/iwh/{DIGITS}"), FlochatError),
        ([RESET], OutcomeUnknownError),
        ([HANG], OutcomeUnknownError),
        ([b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"], OutcomeUnknownError),
    ],
)
def test_nothing_is_repeated_or_followed_and_nothing_tells_the_address(
    make_client: Clients,
    caplog: pytest.LogCaptureFixture,
    steps: list[Step],
    kind: type[FlochatError],
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[Any] = []
    with hook(*steps) as (server, url):
        client = make_client(
            f"{server.url}/api",
            KEY,
            read_timeout=0.2,
            on_request=seen.append,
            on_response=seen.append,
        )
        with pytest.raises(kind) as caught:
            client.post_webhook(url, PAID)
        assert len(server.requests) == 1
        shown = [told_of(caught.value), repr(pickle.loads(pickle.dumps(caught.value))), repr(seen)]
        shown += [repr(client.last_response), *(r.getMessage() for r in loud(caplog))]
    assert seen
    assert [text for text in shown if DIGITS in text.lower()] == []
    assert "/api/iwh/***" in repr(seen)


def loud(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What is logged, but for the wire as it is, which httpcore writes at debug."""
    return [record for record in caplog.records if not record.name.startswith("httpcore")]


def test_a_post_costs_nothing_of_the_keys_quota(make_client: Clients) -> None:
    message = {"x-ratelimit-limit": "500", "x-ratelimit-remaining": "0"}
    with hook(*answer('{"status": "ok"}', headers=message)) as (server, url):
        client = make_client(f"{server.url}/api", KEY)
        client.post_webhook(url, PAID)
        assert (client.quota.spent, client.quota.remaining) == (0, None)
        client.post_webhook(url, PAID)


def test_no_proxy_sees_what_goes_to_loopback(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook(*answer("{}")) as (proxy, _), hook(*answer("{}")) as (server, url):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        make_client(None, KEY).post_webhook(url, PAID)
    assert (len(server.requests), proxy.requests) == (1, [])


def test_prepared_it_shows_no_address_until_asked(client: Any, sandbox: Server) -> None:
    url = f"{sandbox.url}/iwh/{sandbox.seed.inbound_webhook('Paid')}"
    (request,) = client.prepare(client.post_webhook, Secret(url), PAID)
    assert sandbox.requests == []
    assert (request.method, request.json) == ("POST", PAID)
    assert request.url == f"{sandbox.url}/iwh/***"
    assert url[-32:] not in request.curl() + repr(request)
    assert url in request.curl(show_key=True)
    assert "Authorization" not in request.curl() + request.curl(show_key=True)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("show", [True, False])
def test_its_curl_does_what_the_method_does(client: Any, sandbox: Server, show: bool) -> None:
    url = f"{sandbox.url}/iwh/{sandbox.seed.inbound_webhook('Paid')}"
    (request,) = client.prepare(client.post_webhook, url, PAID)
    subprocess.run(
        ["sh", "-c", request.curl(show_key=show) + " --fail --silent --show-error"],
        env={"PATH": os.environ["PATH"]} | ({} if show else {"FLOCHAT_WEBHOOK_URL": url}),
        capture_output=True,
        check=True,
        timeout=30,
    )
    (seen,) = sandbox.requests
    assert url.endswith(seen.path)
    assert (seen.json, seen.status) == (PAID, 200)
