"""Answers that are small on the wire and cost much to read, through both clients."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.people import person
from tests.support.clients import Clients
from tests.support.hostile_server import Request, Step, answer, hostile_server

MEBIBYTE = 1024 * 1024
#: What a call may cost beyond what the client has anyway: bytes, and seconds of the processor. On
#: an idle machine it is at most half of that; one that is busy shares its caches.
MEMORY = 200 * MEBIBYTE
SECONDS = 1.5
#: How long, in seconds of the processor, no other task may run; on an idle machine it is 0.1.
STALL = 0.8

linux = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the most memory is measured on Linux alone"
)


def rows(unit: str, size: int) -> bytes:
    """A list of the same thing."""
    return f'{{"data": [{(unit + ",") * (size // len(f"{unit},".encode()))}{unit}]}}'.encode()


def text(unit: str, size: int) -> bytes:
    """A record with a long text."""
    return f'{{"id": 7, "name": "{unit * (size // len(unit.encode()))}"}}'.encode()


def fields(size: int) -> bytes:
    """A record with a great many fields, at most as many as make 12 MiB."""
    many = range(min(size, 12 * MEBIBYTE) // 12)
    return b"{%s}" % ",".join([f'"{number:07x}":0' for number in many]).encode()


#: By name: a body of so many bytes.
MAKES: dict[str, Callable[[int], bytes]] = {
    "lists": partial(rows, "[]"),
    "nested lists": partial(rows, "[[0]]"),
    "objects": partial(rows, "{}"),
    "objects of one field": partial(rows, '{"a":0}'),
    "small numbers": partial(rows, "1"),
    "numbers": partial(rows, "999"),
    "fractions": partial(rows, "0.1"),
    "exponents": partial(rows, "1e5"),
    "long numbers": partial(rows, "9" * 4_299),
    "one long number": lambda size: b'{"id": ' + b"9" * size + b"}",
    "one long fraction": lambda size: b'{"id": 0.' + b"9" * size + b"}",
    "nothing": partial(rows, "null"),
    "empty strings": partial(rows, '""'),
    "short strings": partial(rows, '"ab"'),
    "wide strings": partial(rows, '"\u05d0"'),
    "wide escapes": partial(rows, r'"\ud83d\ude00"'),
    "fields": fields,
    "the same field": lambda size: b"{" + b'"a":0,' * (size // 6) + b'"a":0}',
    "escaped quotes": partial(text, '\\"'),
    "escapes": partial(text, r"\u05d0"),
    "a text": partial(text, "x"),
    "a text of brackets": partial(text, ",[{"),
    "a wide text": lambda size: text("x", size)[:-2] + '\U0001f600"}'.encode(),
    "a wide text by an escape": lambda size: text("x", size)[:-2] + rb'\ud83d\ude00"}',
    "depth": lambda size: b'{"data":' * (size // 10) + b"0" + b"}" * (size // 10),
    "depth of lists": lambda size: b"[" * (size // 2) + b"]" * (size // 2),
    "depth without an end": lambda size: b"[" * size,
    "a page": lambda size: b"<p>" * (size // 3),
}
#: Bodies that are refused as they arrive, and some that are small enough to be read.
SIZES = {"large": 30 * MEBIBYTE, "middling": 2 * MEBIBYTE}
#: What may become of a call: an error of ours, or what it returns where a bomb was small enough.
OUTCOMES = {
    *("DecodeError", "OutcomeUnknownError", "RejectedError", "UnprocessableEntityError"),
    *("NotFoundError", "User", "Ack", "Subscriber"),
}
#: What is cheap to read however long it is.
LEGITIMATE = {"a text", "a text of brackets", "one long fraction", "escapes"}
#: What is called, by the first word; the server knows the rest.
NAMES = [f"read {size} {make}" for make in MAKES for size in SIZES]
NAMES += [f"send {size} {make}" for make in ("lists", "depth", "a page") for size in SIZES]
NAMES += [f"list {size} {make}" for make in ("objects", "objects of one field") for size in SIZES]
NAMES += ["read error lists", "read refused lists", "read refused objects"]


@cache
def bomb(name: str) -> Iterable[Step]:
    """The answer with a name."""
    _, size, *make = name.split()
    if size == "small":
        return answer('{"id": 7}')
    if size == "refused":
        data = MAKES[" ".join(make)](MEBIBYTE).removeprefix(b'{"data": ')[:-1]
        return packed(b'{"status": ' + data + b', "message": "' + b"x" * 400_000 + b'"}')
    if size == "error":
        return packed(MAKES[" ".join(make)](30 * MEBIBYTE), status=422)
    return packed(MAKES[" ".join(make)](SIZES[size]))


def packed(body: bytes, *, status: int = 200) -> list[Step]:
    return answer(gzip.compress(body, 1), status=status, headers={"Content-Encoding": "gzip"})


@pytest.fixture(scope="module", params=["sync", "async"])
def outcomes(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """What became of each call, in a process of its own."""

    def handler(received: Request) -> Iterable[Step]:
        return bomb(received.headers.get("x-bomb", "read small"))

    with hostile_server(handler) as server:
        command = [sys.executable, "-m", "tests.support.bomb_calls", request.param]
        done = subprocess.run(
            [*command, f"{server.url}/api", *NAMES],
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
    outcomes: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return outcomes


@linux
@pytest.mark.parametrize("name", NAMES)
def test_a_bomb_costs_little_and_ends_in_a_typed_error(
    outcomes: dict[str, dict[str, Any]], name: str
) -> None:
    seen = outcomes[name]
    assert seen["memory"] < MEMORY, seen
    assert seen["seconds"] < SECONDS, seen
    assert seen["stalled"] < STALL, seen
    outcome = seen["outcome"].partition(":")[0]
    call, size, make = name.split(maxsplit=2)
    if size == "large" and make not in LEGITIMATE:
        assert outcome == ("OutcomeUnknownError" if call == "send" else "DecodeError"), seen
    assert outcome in OUTCOMES, seen


def test_a_page_of_a_thousand_rows_is_read(make_client: Clients) -> None:
    many = [{"var_ns": f"f1v{n}", "name": f"Field {n}", "var_type": "text"} for n in range(50)]
    people = [
        person(number) | {"user_fields": [field | {"value": "{,:}"} for field in many]}
        for number in range(1_000)
    ]
    with serving(json.dumps({"data": people, "meta": {"last_page": 1}}).encode()) as url:
        rows = list(make_client(url).subscribers.list())
    assert len(rows) == 1_000
    assert len(rows[-1].user_fields) == 50


@pytest.mark.parametrize("texts", [["[{," * 100_000] * 40, ["שלום, \U0001f600! " * 30_000] * 30])
def test_long_texts_are_read_whatever_is_in_them(make_client: Clients, texts: list[str]) -> None:
    people = [person(number) | {"name": name} for number, name in enumerate(texts)]
    with serving(json.dumps({"data": people}).encode()) as url:
        assert [row.name for row in make_client(url).subscribers.list()] == texts


@contextmanager
def serving(body: bytes) -> Iterator[str]:
    """A host that answers with the same body each time: its base URL."""
    with hostile_server(lambda _: answer(body)) as server:
        yield f"{server.url}/api"
