"""The recipes of docs/callbacks/index.md, each run in the framework that it is for."""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any, Final

import attrs
import httpx
import pytest

from flochat import Content, Text
from flochat.callbacks import Callbacks
from tests.support.callback_services import HEADERS, SECRET, serving_asgi, serving_wsgi

PAGE: Final = Path(__file__).parents[2] / "docs/callbacks/index.md"
_BLOCK: Final = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE_2: Final = {"version": "v1", "content": {"messages": [{"type": "text", "text": "Page 2"}]}}


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOCHAT_CALLBACK_SECRET", SECRET)


def recipe(framework: str) -> dict[str, Any]:
    """What the program below a heading of the page leaves behind."""
    payload = PAGE.read_text(encoding="utf-8")
    _, _, below = payload.partition(f"\n### {framework}\n")
    code = _BLOCK.findall(below.partition("\n### ")[0])
    assert len(code) == 1
    shown: dict[str, Any] = {"__name__": f"recipe_{framework.lower()}"}
    exec(compile(code[0], f"{PAGE.name}: {framework}", "exec"), shown)
    return shown


@contextmanager
def starlette() -> Iterator[str]:
    with serving_asgi(recipe("Starlette")["app"]) as url:
        yield url


@contextmanager
def fastapi() -> Iterator[str]:
    with serving_asgi(recipe("FastAPI")["app"]) as url:
        yield url


@contextmanager
def flask() -> Iterator[str]:
    with serving_wsgi(recipe("Flask")["app"]) as url:
        yield url


@contextmanager
def django() -> Iterator[str]:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.test.utils import override_settings

    urls = ModuleType("recipe_urls")
    vars(urls).update(recipe("Django"))
    sys.modules[urls.__name__] = urls
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"], SECRET_KEY="of-these-tests", LOGGING_CONFIG=None)
    try:
        with (
            override_settings(ROOT_URLCONF=urls.__name__, ALLOWED_HOSTS=["*"]),
            serving_wsgi(get_wsgi_application()) as url,
        ):
            yield url
    finally:
        del sys.modules[urls.__name__]


@contextmanager
def aiohttp() -> Iterator[str]:
    from aiohttp import web

    app = recipe("aiohttp")["app"]
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app, access_log=None)

    async def start() -> str:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield asyncio.run_coroutine_threadsafe(start(), loop).result(20)
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


FRAMEWORKS: Final[dict[str, Callable[[], Any]]] = {
    "starlette": starlette,
    "fastapi": fastapi,
    "flask": flask,
    "django": django,
    "aiohttp": aiohttp,
}


@pytest.fixture(params=FRAMEWORKS)
def framework(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def url(framework: str) -> Iterator[str]:
    with FRAMEWORKS[framework]() as address:
        yield f"{address}/flochat/more"


def test_a_call_is_answered(url: str) -> None:
    answer = httpx.post(url, json={"page": 2}, headers=HEADERS)
    assert (answer.status_code, answer.json()) == (200, PAGE_2)
    assert answer.headers["Content-Type"] == "application/json"
    form = httpx.post(url, data={"page": 2}, headers=HEADERS)
    assert form.json() == PAGE_2
    plain = {**HEADERS, "Content-Type": "text/plain"}
    assert httpx.post(url, content=b'{"page": 2}', headers=plain).json() == PAGE_2


def test_a_call_is_refused_as_it_deserves(url: str) -> None:
    def status(headers: dict[str, str], body: bytes = b'{"page": 2}') -> int:
        return httpx.post(url, content=body, headers=headers).status_code

    assert status({}) == 401
    assert status({"X-Flochat-Secret": "wrong"}) == 401
    assert status({}, b"x" * 1_000_001) == 401
    assert status(HEADERS, b"x" * 1_000_001) == 413
    assert status({**HEADERS, "Content-Type": "image/png"}) == 415
    assert status(HEADERS, b"{") == 400
    wrong = httpx.get(url, headers=HEADERS)
    assert wrong.status_code == 405
    assert "POST" in wrong.headers["Allow"]


def test_a_chunked_body_is_read_up_to_its_limit(url: str, framework: str) -> None:
    def body(count: int) -> Iterator[bytes]:
        yield b'{"page": 2, "more": "'
        for _ in range(count):
            yield b"x" * 10_000
        yield b'"}'

    small = httpx.post(url, content=body(3), headers=HEADERS)
    large = httpx.post(url, content=body(101), headers=HEADERS)
    if framework == "django":  # it passes on no chunked body: better refused than taken for empty
        assert (small.status_code, large.status_code) == (411, 411)
    else:
        assert (small.json(), large.status_code) == (PAGE_2, 413)


@pytest.mark.parametrize("name", [name for name in FRAMEWORKS if name != "fastapi"])
def test_an_error_of_a_handler_is_a_500_and_no_page(name: str) -> None:
    with FRAMEWORKS[name]() as address:
        answer = httpx.post(f"{address}/flochat/more", json={}, headers=HEADERS)  # has no page
    assert (answer.status_code, answer.json()) == (500, {"message": "the service failed"})


def lambda_event(body: str | None, **changes: Any) -> dict[str, Any]:
    """A call of a function URL, as AWS documents it."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/flochat/more",
        "rawQueryString": "",
        "headers": {"x-flochat-secret": SECRET, "content-type": "application/json"},
        "requestContext": {"http": {"method": "POST", "path": "/flochat/more"}},
        "body": body,
        "isBase64Encoded": False,
        **changes,
    }


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (lambda_event('{"page": 2}'), 200),
        (lambda_event(base64.b64encode(b'{"page": 2}').decode(), isBase64Encoded=True), 200),
        (lambda_event('{"page": 2}', headers={}), 401),
        (lambda_event("{"), 400),
        (lambda_event(None), 500),  # the handler asks for a page
        (lambda_event("{}", requestContext={"http": {"method": "GET"}}), 405),
    ],
)
def test_a_lambda_answers(event: dict[str, Any], status: int) -> None:
    answer = recipe("AWS Lambda")["lambda_handler"](event, None)
    assert answer["statusCode"] == status
    assert json.dumps(answer)
    assert status != 200 or json.loads(answer["body"]) == PAGE_2


def test_the_rest_of_the_page_runs() -> None:
    """The blocks above the recipes, one after the other."""
    payload = PAGE.read_text(encoding="utf-8")
    shown: dict[str, Any] = {}
    blocks = _BLOCK.findall(payload.partition("\n## Recipes\n")[0])
    assert len(blocks) == 4
    for code in blocks:
        exec(compile(code, PAGE.name, "exec"), shown)
    callbacks = shown["callbacks"]
    assert isinstance(callbacks, Callbacks)
    with serving_asgi(shown["app"]) as url:
        answer = httpx.post(
            f"{url}/flochat/more", json={"user_ns": "f12u34"}, headers=HEADERS
        ).json()
        (button,) = answer["content"]["messages"][0]["buttons"]
        assert button["payload"] == {"page": 2, "user_ns": "f12u34"}
        pressed = httpx.post(
            f"{url}/flochat/more", json=button["payload"], headers=button["headers"]
        )
        assert pressed.json()["content"]["messages"][0]["text"] == "Page 2"
    assert asyncio.run(callbacks.handle_async(shown["status"], HEADERS)).status == 200
    with serving_asgi(shown["channels"]) as url:
        question = {
            "hub_mode": "subscribe",
            "hub_challenge": "7",
            "hub_verify_token": "what-the-channel-sends",
        }
        assert httpx.post(f"{url}/channel", data=question).text == "7"


@pytest.mark.parametrize("documented", [Callbacks, Callbacks.answer_within, Content])
def test_the_example_of_a_docstring_runs(documented: Any) -> None:
    _, _, example = f"{inspect.getdoc(documented)}\n".partition("\nExample:\n")
    assert example
    given = {"Callbacks": Callbacks, "Content": Content, "Text": Text, "attrs": attrs}
    exec(dedent(example), {**given, "callbacks": Callbacks(SECRET)})


def test_every_recipe_is_run() -> None:
    payload = PAGE.read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"^### (.+)$", payload, re.MULTILINE)}
    assert named == {*FRAMEWORKS, "aws lambda"}
