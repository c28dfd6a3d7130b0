"""A sandbox for each test, and a plain HTTP client that speaks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from flochat.sandbox import Server, serve


class Api:
    """Calls operations with a key, by default the right one."""

    def __init__(self, http: httpx.Client, server: Server) -> None:
        self._http = http
        self._server = server

    def __call__(
        self, operation: str, *, key: str | None = "right", **request: Any
    ) -> httpx.Response:
        """Send "GET /flow/tags" with `json=`, `params=` and the like of httpx."""
        method, path = operation.split(" ", 1)
        headers = request.pop("headers", {})
        if key is not None:
            right = self._server.api_key if key == "right" else key
            headers = {"Authorization": f"Bearer {right}", **headers}
        return self._http.request(method, self._server.url + path, headers=headers, **request)

    def ok(self, operation: str, **request: Any) -> Any:
        """The JSON of a call that has to go well; empty where it is done without a word."""
        answer = self(operation, **request)
        assert answer.status_code in (200, 201), answer.text
        payload = answer.json() if answer.content else {}
        # A person has a status too: "open", for example.
        assert payload.get("status") != "error", payload
        return payload

    def rows(self, operation: str, **query: Any) -> Any:
        """The rows of a list."""
        return self.ok(operation, params=query)["data"]

    def person(self, user_ns: str) -> Any:
        """What the platform says of somebody."""
        return self.ok("GET /subscriber/get-info", params={"user_ns": user_ns})


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


#: Starts a sandbox with the arguments of `serve`.
Running = Callable[..., Server]
ApiOf = Callable[[Server], Api]
#: How a call names resources: by which key, and whether in a list.
Form = tuple[str, bool]


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running() -> Iterator[Running]:
    """Starts sandboxes with the arguments of `serve`; they stop with the test."""
    with ExitStack() as stack:
        yield lambda **arguments: stack.enter_context(serve(**arguments))


@pytest.fixture
def server(running: Callable[..., Server], clock: Clock) -> Server:
    return running(clock=clock)


@pytest.fixture
def api(http: httpx.Client, server: Server) -> Api:
    return Api(http, server)


@pytest.fixture
def api_of(http: httpx.Client) -> ApiOf:
    return lambda server: Api(http, server)


@pytest.fixture
def conforming(running: Callable[..., Server], clock: Clock) -> Server:
    return running(manner="conforming", clock=clock)
