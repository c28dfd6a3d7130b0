"""What the records of our logs say for programs: each has an event and facts, and names nobody."""

from __future__ import annotations

import ast
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from flochat import Content, FlochatError, Text, UserId
from flochat.callbacks import Callbacks
from flochat.sandbox import serve
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import RESET, Step, answer, hostile_server

KEY: Final = "1|s3cr3t-of-the-tests"
PHONE: Final = "61412345678"
EMAIL: Final = "ana.lee@example.com"
PACKAGE: Final = Path(__file__).parents[1] / "flochat"
LEVELS: Final = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})


def log_calls(source: Path) -> Iterator[ast.Call]:
    """The calls that write to a log of ours."""
    text = source.read_text(encoding="utf-8")
    if not re.search(r"\b(?:log|LOG|logger)\.", text):
        return
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in ("log", "LOG", "logger")
            and node.func.attr in LEVELS
        ):
            yield node


def test_every_record_is_written_with_fields() -> None:
    calls = [(path, call) for path in PACKAGE.rglob("*.py") for call in log_calls(path)]
    assert len(calls) > 15
    bare = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path, call in calls
        if "extra" not in [keyword.arg for keyword in call.keywords]
    ]
    assert bare == []


def fields(record: logging.LogRecord) -> dict[str, object]:
    return {
        name.removeprefix("flochat_"): value
        for name, value in vars(record).items()
        if name.startswith("flochat_")
    }


def test_a_request_its_repeat_and_its_wait_are_told_by_their_facts(
    make_client: Clients, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="flochat")
    quota = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "900"}
    remaining: list[Iterable[Step]] = [[RESET], answer("{}", status=400, headers=quota)]
    with hostile_server(lambda _: remaining.pop(0)) as server:
        client = make_client(f"{server.url}/api", KEY, clock=clock)
        with pytest.raises(FlochatError):
            client.account.me()
    seen = [fields(record) for record in caplog.records if record.name == "flochat"]
    assert [each["event"] for each in seen] == [
        "request",
        "request_size",
        "wait",
        "request",
        "request_size",
        "not_repeated",
    ]
    first, _, wait, second, size, not_repeated = seen
    assert first["error"] in ("ReadError", "RemoteProtocolError")
    assert "status" not in first
    assert (wait["operation"], wait["reason"], wait["attempt"]) == ("GET /me", "backoff", 2)
    assert wait["seconds"] == clock.waits[0]
    elapsed = second.pop("elapsed")
    assert isinstance(elapsed, float)
    assert second == {
        "event": "request",
        "operation": "GET /me",
        "safety": "read",
        "attempt": 2,
        "status": 400,
        "quota_remaining": 900,
        "quota_limit": 1000,
    }
    assert size["bytes_received"] == 2
    assert not_repeated["operation"] == "GET /me"


def test_no_field_names_a_person(make_client: Clients, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serve(api_key=KEY) as server:
        client = make_client(server.url, KEY)
        ana = client.subscribers.create(phone=f"+{PHONE}", email=EMAIL, name="Ana Lee")
        client.messages.send_text(ana, "Your biopsy is ready")
        client.subscribers.list(email=EMAIL).to_list()
        calls: list[Callable[[], object]] = [
            lambda: client.subscribers.get(UserId(PHONE)),
            lambda: client.request("GET", f"/people/{EMAIL}/cards"),
            lambda: client.request("GET", "/people", query={"who": EMAIL}),
        ]
        for call in calls:
            with pytest.raises(FlochatError):
                call()
    callbacks = Callbacks("a-secret")
    callbacks.handle(
        lambda request: Content([Text(f"Hello {request.user_ns}")]),
        {"X-Flochat-Secret": "a-secret"},
        json.dumps({"user_ns": ana.user_ns, "email": EMAIL}).encode(),
    )
    records = [record for record in caplog.records if record.name.startswith("flochat")]
    assert {"request", "callback"} <= {str(fields(record)["event"]) for record in records}
    for record in records:
        facts = json.dumps(fields(record))  # what a program writes as JSON, it can
        assert not [
            who for who in (EMAIL, PHONE, "Ana", "biopsy", "s3cr3t", ana.user_ns) if who in facts
        ]
