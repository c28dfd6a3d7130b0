"""Where calls go: to what stands for an address, and never beyond this machine untold."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import trustme
from fastapi import FastAPI
from flask import Flask
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flochat.sandbox import Call, Server, serve
from flochat.sandbox.calls.destinations import may_reach
from tests.support.hostile_server import HANG, answer
from tests.support.services import MORE, SHOP, AppService, Service, content, service

Handle = Callable[[Request], Any]


@pytest.fixture
def shop() -> Iterator[Service]:
    with service() as shop:
        yield shop


def app_of(handle: Handle, **arguments: Any) -> Starlette:
    return Starlette(routes=[Route("/{path:path}", handle, methods=["POST"])], **arguments)


def call_of(routes: Mapping[str, Any], url: str = MORE, **arguments: Any) -> Call:
    with serve(routes=routes) as server:
        return server.dynamic_block(url, server.seed.subscriber(first_name="Ana"), **arguments)


def kinds(call: Call) -> list[str]:
    return [fault.kind for fault in call.faults]


@pytest.mark.parametrize(
    ("start", "rest", "url", "target"),
    [
        ("https://shop.example", "", "https://shop.example/more?a=1&b=%20", "/more?a=1&b=%20"),
        ("https://shop.example/", "/v1", "https://shop.example/more", "/v1/more"),
        ("https://shop.example/api", "/v1/", "https://SHOP.example:443/api/more", "/v1/more"),
        ("https://shop.example:8443", "", "https://shop.example:8443/", "/"),
        ("https://shop.example/api", "", "https://shop.example/api", "/"),
    ],
)
def test_what_is_below_an_address_goes_below_the_other(
    shop: Service, start: str, rest: str, url: str, target: str
) -> None:
    assert call_of({start: shop.url + rest}, url).check().attempts == 1
    assert [request.target for request in shop.requests] == [target]


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/apish/more",
        "https://shop.example:8443/api/more",
        "https://www.shop.example/api",
        "https://shop.example.evil.example/api",
        "https://shop.example@evil.example/api",
    ],
)
def test_what_is_elsewhere_goes_nowhere(shop: Service, url: str) -> None:
    call = call_of({"https://shop.example/api": shop.url}, url)
    assert (kinds(call), shop.requests) == (["out of bounds"], [])


def test_the_longest_address_counts(shop: Service) -> None:
    with service() as api:
        routes = {"https://shop.example": shop.url, "https://shop.example/api": api.url}
        call_of(routes, "https://shop.example/api/more")
        assert (len(shop.requests), len(api.requests)) == (0, 1)


@pytest.mark.parametrize(
    "host",
    ["example.com", "8.8.8.8", "10.0.0.1", "[2606:4700::1111]", "0.0.0.0", "169.254.169.254"],
)
def test_nothing_outside_is_called_or_looked_up(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    looked_up: list[Any] = []
    real = socket.getaddrinfo

    def look_up(name: Any, *args: Any, **kwargs: Any) -> Any:
        looked_up.append(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    call = call_of({}, f"https://{host}/more")
    (fault,) = call.faults
    assert fault.kind == "out of bounds"
    assert "routes={" in fault.what
    assert not {host, host.strip("[]")} & {*looked_up}


def test_a_name_that_leads_outside_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name can be that of this machine, and one of its addresses another's."""
    real = socket.getaddrinfo

    def look_up(name: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if name != "shop.localhost":
            return real(name, port, *args, **kwargs)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in ("127.0.0.1", "93.184.216.34")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert kinds(call_of({}, "http://shop.localhost:1/more")) == ["out of bounds"]


@pytest.mark.parametrize(
    ("address", "inside", "outside"),
    [
        ("127.0.0.1", True, True),
        ("127.9.9.9", True, True),
        ("::1", True, True),
        ("::ffff:127.0.0.1", True, True),
        ("93.184.216.34", False, True),
        ("172.18.0.2", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("224.0.0.1", False, False),
    ],
)
def test_which_addresses_are_in_bounds(address: str, inside: bool, outside: bool) -> None:
    found = [ipaddress.ip_address(address)]
    assert may_reach(found, allow_outside=False) is inside
    assert may_reach(found, allow_outside=True) is outside


@contextmanager
def https_service(certificate: trustme.LeafCert) -> Iterator[tuple[int, list[str]]]:
    """A service that speaks TLS: its port, and the hosts that it was asked as."""
    hosts: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hosts.append(self.headers["Host"])
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(content("Hello")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_port, hosts
        finally:
            server.shutdown()
            thread.join()


def test_outside_is_called_where_that_is_allowed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The name is looked up once, and the certificate has to be that of the name."""
    authority, bundle = trustme.CA(), tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(bundle)
    real, asked = socket.getaddrinfo, []

    def look_up(name: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if "example" not in str(name):
            return real(name, port, *args, **kwargs)
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with (
        https_service(authority.issue_cert("shop.example")) as (port, hosts),
        serve(allow_outside=True) as server,
    ):
        ana = server.seed.subscriber(first_name="Ana")
        untrusted = server.dynamic_block(f"https://shop.example:{port}/more", ana, timeout=10)
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        call = server.dynamic_block(f"https://shop.example:{port}/more", ana, timeout=10)
        other = server.dynamic_block(f"https://other.example:{port}/more", ana, timeout=10)
        with pytest.raises(ValueError, match="calls https only"):
            server.dynamic_block(f"http://shop.example:{port}/more", ana)
    for failed in (untrusted, other):
        assert kinds(failed) == ["unreachable"]
        assert "CERTIFICATE_VERIFY_FAILED" in str(failed)
    assert call.check().texts == ["Hello"]
    assert hosts == [f"shop.example:{port}"]
    assert asked == ["shop.example", "shop.example", "other.example"]


def test_a_service_on_this_machine_needs_no_route(shop: Service) -> None:
    port = httpx.URL(shop.url).port
    for host in ("127.0.0.1", "localhost"):
        assert call_of({}, f"http://{host}:{port}/more").is_ok


def test_a_redirect_is_not_followed(shop: Service) -> None:
    shop.reply = answer(status=307, headers={"Location": f"{shop.url}/other"})
    assert kinds(call_of(shop.routes)) == ["redirect"]
    assert len(shop.requests) == 1


def test_a_proxy_of_the_environment_is_not_used(
    shop: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert call_of(shop.routes).is_ok


def test_an_asgi_application_answers_with_its_lifespan_and_state() -> None:
    events: list[str] = []
    threads: set[str] = set()

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[dict[str, str]]:
        events.append("start")
        yield {"greeting": "Hello"}
        events.append("stop")

    async def handle(request: Request) -> Response:
        threads.add(threading.current_thread().name)
        events.append(f"{request.url} {(await request.json())['page']}")
        return JSONResponse(content(request.state.greeting))

    with serve(routes={SHOP: app_of(handle, lifespan=lifespan)}) as server:
        ana = server.seed.subscriber(first_name="Ana")
        for page in (1, 2):
            call = server.dynamic_block(f"{MORE}?a=b%20c", ana, body={"page": page})
            assert call.check().texts == ["Hello"]
    url = f"{MORE}?a=b%20c"
    assert events == ["start", f"{url} 1", f"{url} 2", "stop"]
    assert threads == {"flochat sandbox service"}


def test_a_fastapi_and_a_flask_application_answer() -> None:
    fast, flask = FastAPI(), Flask("shop")

    @fast.post("/more")
    async def more(body: dict[str, Any]) -> Any:
        return content(f"page {body['page']}")

    @flask.post("/more")
    def more_of_flask() -> Any:
        from flask import request

        return content(f"page {request.get_json()['page']}")

    for app in (fast, flask):
        assert call_of({SHOP: app}, body={"page": 2}).check().texts == ["page 2"]


def test_an_application_may_be_wrapped() -> None:
    """What passes its arguments on does not say how many there are."""
    asgi, flask = AppService(content("ASGI")), Flask("shop")
    flask.add_url_rule("/more", "more", lambda: content("WSGI"), methods=["POST"])

    async def wrapped_asgi(*args: Any) -> None:
        await asgi(*args)

    def wrapped_wsgi(*args: Any) -> Any:
        return flask(*args)

    assert call_of({SHOP: wrapped_asgi}).check().texts == ["ASGI"]
    assert call_of({SHOP: wrapped_wsgi}).check().texts == ["WSGI"]


def test_an_application_that_raises_is_answered_with_500(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def handle(_: Request) -> Response:
        raise ZeroDivisionError("of all things")

    def wsgi(_environ: Any, _start_response: Any) -> Any:
        raise ZeroDivisionError("of all things")

    for app in (app_of(handle), wsgi):
        call = call_of({SHOP: app})
        (fault,) = call.faults
        assert (fault.kind, fault.where) == ("service raised", "status")
        assert "raised ZeroDivisionError: of all things" in fault.what
        assert call.answered is not None
        assert call.answered.status == 500
    assert "ZeroDivisionError" in caplog.text


def test_an_application_goes_on_when_it_is_late_and_after_its_answer() -> None:
    done, release = threading.Event(), threading.Event()

    async def late(_: Request) -> Response:
        await asyncio.to_thread(release.wait, 10)
        done.set()
        return JSONResponse(content())

    with serve(routes={SHOP: app_of(late)}) as server:
        ana = server.seed.subscriber(first_name="Ana")
        assert kinds(server.dynamic_block(MORE, ana, timeout=0.2)) == ["too late"]
        release.set()
        assert done.wait(10)

    afterwards = threading.Event()

    async def follow_up() -> None:
        await asyncio.to_thread(release.wait, 10)
        afterwards.set()

    async def prompt(_: Request) -> Response:
        return JSONResponse(content("Hi"), background=BackgroundTask(follow_up))

    release.clear()
    with serve(routes={SHOP: app_of(prompt)}) as server:
        ana = server.seed.subscriber(first_name="Ana")
        assert server.dynamic_block(MORE, ana, timeout=10).check().texts == ["Hi"]
        release.set()
        assert afterwards.wait(10)


def test_an_application_that_blocks_its_loop_is_late() -> None:
    release = threading.Event()

    async def block(_: Request) -> Response:
        release.wait(30)
        return JSONResponse(content())

    with serve(routes={SHOP: app_of(block)}) as server:
        ana = server.seed.subscriber(first_name="Ana")
        assert kinds(server.dynamic_block(MORE, ana, timeout=0.2)) == ["too late"]
        release.set()


def test_an_application_may_block_on_the_api_of_the_sandbox() -> None:
    servers: list[Server] = []

    async def handle(request: Request) -> Response:
        server = servers[0]
        headers = {"Authorization": f"Bearer {server.api_key}"}
        user_ns = (await request.json())["user_ns"]
        found = httpx.get(  # noqa: ASYNC210 - that is what is tested
            f"{server.url}/subscriber/get-info?user_ns={user_ns}", headers=headers, trust_env=False
        )
        return JSONResponse(content(found.json()["first_name"]))

    with serve(routes={SHOP: app_of(handle)}) as server:
        servers.append(server)
        ana = server.seed.subscriber(first_name="Ana")
        assert server.dynamic_block(MORE, ana).check().texts == ["Ana"]


def test_an_application_that_answers_too_much_or_not_at_all() -> None:
    async def much(scope: Any, _receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})

    async def nothing(_scope: Any, _receive: Any, _send: Any) -> None:
        return

    async def wrong(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [("a", "b")]})

    async def leaves(_scope: Any, _receive: Any, _send: Any) -> None:
        raise SystemExit(1)

    async def fails_to_start(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no database"})

    assert kinds(call_of({SHOP: much})) == ["too large"]
    for app in (nothing, wrong, leaves):
        assert kinds(call_of({SHOP: app})) == ["service raised"]
    call = call_of({SHOP: fails_to_start})
    assert kinds(call) == ["unreachable"]
    assert "no database" in str(call)


@pytest.mark.parametrize(
    ("routes", "message"),
    [
        ({"http://shop.example": "http://127.0.0.1:1"}, "routes must lead from https addresses"),
        ({"shop.example": "http://127.0.0.1:1"}, "url must be an address"),
        ({SHOP: "127.0.0.1:1"}, "url must be an address"),
        ({SHOP: "http://127.0.0.1:1?a=b"}, "must not have a query"),
        ({f"{SHOP}?a=b": "http://127.0.0.1:1"}, "must not have a query"),
        ({SHOP: 7}, "to an address as in 'http://127.0.0.1:5000', or to an ASGI or WSGI app"),
        ({SHOP: lambda: None}, "not to a function"),
    ],
)
def test_routes_are_checked_before_the_sandbox_runs(routes: Any, message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message), serve(routes=routes):
        pass


def test_no_thread_is_left() -> None:
    before = {thread.ident for thread in threading.enumerate()}

    async def handle(_: Request) -> Response:
        return JSONResponse(json.loads(json.dumps(content())))

    with (
        service() as shop,
        serve(routes={SHOP: app_of(handle), "https://b.example": shop.url}) as server,
    ):
        ana = server.seed.subscriber(first_name="Ana")
        server.dynamic_block(MORE, ana).check()
        server.dynamic_block("https://b.example/", ana).check()
    left = [it.name for it in threading.enumerate() if it.ident not in before]
    assert left == []


BROKEN_HOSTS: Final = ["https://[::1", "https://:80/", "https://shop.example:99999/", "https://"]


@pytest.mark.parametrize("url", BROKEN_HOSTS)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(ValueError, match="url must be an address"):
        call_of({}, url)


def test_a_sandbox_that_stops_waits_for_no_service(shop: Service) -> None:
    asked = threading.Event()
    calls: list[Call] = []

    def hang(_: Any) -> list[Any]:
        asked.set()
        return [HANG]

    shop.reply = hang
    with serve(routes=shop.routes) as server:
        ana = server.seed.subscriber(first_name="Ana")
        waiting = threading.Thread(
            target=lambda: calls.append(server.dynamic_block(MORE, ana, timeout=3600))
        )
        waiting.start()
        assert asked.wait(10)
    waiting.join(10)
    assert [kinds(call) for call in calls] == [["unreachable"]]
    assert "the sandbox was stopped" in str(calls[0])
