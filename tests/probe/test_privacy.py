"""No value of an answer gets into a report, wherever a host puts it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flochat import Flochat
from flochat._wire.seam import identify
from flochat.probe import probe
from tests.probe.stage import ask, host
from tests.support.hostile_server import Request, Step, answer, hostile_server

#: Every planted text has this in it, and every planted number begins like this.
MARK: Final = "kanari"
NUMBER: Final = "73190"
_PLANTED: Final = re.compile(rf"{MARK}|(?<![0-9]){NUMBER}[0-9]{{4}}", re.IGNORECASE)


class Planter:
    """Puts a value of its own in any place of an answer."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._chance = self._random.random()
        self.planted = 0

    def text(self) -> str:
        self.planted += 1
        number = self.number()
        return self._random.choice(
            [
                f"{MARK}{number}",
                f"{MARK}{number}@example.com",
                f"+{number}",
                str(number),
                f"https://{MARK}{number}.example/a?b=c",
                f"f{number}u{number}",
                f"| {MARK}`{number}` <b>\n",
                f"{number} 10:00:00",
            ]
        )

    def number(self) -> int:
        self.planted += 1
        return int(f"{NUMBER}{self._random.randrange(10_000):04d}")

    def value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            items = [self.value(item) for item in value]
            return [*items, self.text()] if self._random.random() < 0.1 else items
        if self._random.random() > self._chance:
            return value
        if isinstance(value, str):
            return self.text()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._random.choice([self.number(), float(self.number()), self.text()])
        return self._random.choice([value, self.text(), {self.text(): self.text()}])

    def _object(self, value: dict[str, Any]) -> dict[str, Any]:
        planted = {}
        for key, inner in value.items():
            name = self.text() if self._random.random() < 0.05 else key
            planted[name] = self.value(inner)
        if self._random.random() < 0.3:
            planted[self.text()] = self._random.choice([self.text(), self.number(), [], None])
        return planted

    def answer(self, content: Any) -> list[Step]:
        headers = {
            "x-ratelimit-limit": self._random.choice(["1000", self.text().strip()]),
            "x-ratelimit-remaining": self._random.choice(["900", str(self.number())]),
            f"x-{MARK}": f"{MARK}{self.number()}",
            "server": MARK,
        }
        headers = {name: re.sub(r"\s", " ", text) for name, text in headers.items()}
        if self._random.random() < 0.12:
            return self._refusal(headers)
        return answer(json.dumps(self.value(content)), headers=headers)

    def _refusal(self, headers: dict[str, str]) -> list[Step]:
        status = self._random.choice([200, 400, 403, 404, 404, 422, 500])
        body: Any = {"message": self.text(), "errors": {self.text(): [self.text()]}}
        if self._random.random() < 0.3:
            page = f"<html>{self.text()}</html>"
            return answer(page, status=status, content_type="text/html", headers=headers)
        if status == 200:
            body = {"status": self._random.choice(["error", self.text()]), "message": self.text()}
        return answer(json.dumps(body), status=status, headers=headers)


@cache
def recorded() -> dict[str, Any]:
    """A good answer to each read that a flow with data has something for."""
    contents: dict[str, Any] = {}
    with host() as (server, _), Flochat(server.api_key, base_url=server.url) as client:
        seen: list[str] = []
        also = ("messages", "integrations")
        probe(client.with_options(on_request=lambda event: seen.append(event.url)), also=also)
        for request in list(server.requests):
            if request.operation and request.operation not in contents and request.status == 200:
                path = request.path.removeprefix("/api")
                query = dict(request.query)
                contents[request.operation] = client.request(
                    request.method, path, query=query, json=request.json
                )
    return contents


@contextmanager
def planting_host(seed: int) -> Iterator[tuple[str, Planter]]:
    planter, contents = Planter(seed), recorded()

    def answers(request: Request) -> Iterable[Step]:
        path = request.target.partition("?")[0].removeprefix("/api")
        operation, _ = identify(request.method, path)
        return planter.answer(contents.get(operation, {"data": []}))

    with hostile_server(answers) as server:
        yield f"{server.url}/api", planter


@pytest.mark.long  # probes a whole host for each seed
@settings(deadline=None, max_examples=20)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_nothing_that_a_host_sends_is_in_a_report(seed: int) -> None:
    lines: list[str] = []
    with planting_host(seed) as (url, planter):
        report = ask(
            "async" if seed % 2 else "sync",
            url,
            also=("messages", "integrations"),
            max_requests=20 + seed % 110,
            ignore_quota=True,
            progress=lines.append,
        )
    assert planter.planted > 10
    for text in (report.json(), report.markdown(), "\n".join(lines), repr(report)):
        assert not (found := _PLANTED.search(text)), text[max(0, found.start() - 200) : found.end()]
