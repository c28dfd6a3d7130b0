"""What happens to a call when the network or the host misbehaves, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import logging
import os
import re
import signal
import socket
import threading
import time
import traceback
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from flochat import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncFlochat,
    ConfigurationError,
    DecodeError,
    Flochat,
    InternalServerError,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    User,
)
from flochat._sending.settings import MAX_ANSWER_BYTES
from flochat.sandbox import serve
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import (
    HANG,
    RESET,
    HostileServer,
    Request,
    Step,
    answer,
    drip,
    hostile_server,
    redirect,
)

KEY = "1|s3cr3t-of-the-tests"
ANA = "f1u2"
ME = {"id": 7, "name": "Ana", "email": "ana@example.com"}
GOOD = answer(json.dumps(ME))
OK = answer('{"status": "ok"}')
THROTTLED = {"retry-after": "7", "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0"}
TOO_MANY = '{"message": "Too Many Attempts."}'


@contextmanager
def answers(*each: Iterable[Step]) -> Iterator[HostileServer]:
    """A server that gives these answers in order, and repeats the last one."""
    remaining = iter(each)
    last: list[Iterable[Step]] = [()]

    def handler(_request: object) -> Iterable[Step]:
        last[0] = next(remaining, last[0])
        return last[0]

    with hostile_server(handler) as server:
        yield server


def calls(client: Any) -> dict[str, Callable[[], Any]]:
    """One call of each safety class."""
    return {
        "read": client.account.me,
        "edit": lambda: client.subscribers.add_tag(ANA, "VIP"),
        "destroy": lambda: client.flow.tags.delete("VIP"),
        "create": lambda: client.flow.tags.create("VIP"),
        "send": lambda: client.messages.send_text(ANA, "Hello"),
    }


repeatable = pytest.mark.parametrize("call", ["read", "edit", "destroy"])
not_repeatable = pytest.mark.parametrize("call", ["create", "send"])


def test_a_request_has_the_headers_of_the_client(make_client: Clients) -> None:
    with answers(GOOD) as server:
        client = make_client(f"{server.url}/api", KEY, headers={"X-Team": "blue"})
        assert client.account.me() == User(id=7, name="Ana", email="ana@example.com")
    (request,) = server.requests
    assert (request.method, request.target, request.body) == ("GET", "/api/me", b"")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["accept"] == "application/json"
    assert request.headers["accept-encoding"] == "gzip"
    assert request.headers["user-agent"].startswith("flochat-python/")
    assert request.headers["x-team"] == "blue"
    assert "content-type" not in request.headers


def test_a_body_travels_as_compact_json_without_escapes(make_client: Clients) -> None:
    with answers(OK) as server:
        make_client(f"{server.url}/api").messages.send_text(ANA, "Grüße, שלום")
    (request,) = server.requests
    assert request.headers["content-type"] == "application/json"
    assert request.body.decode() == '{"user_ns":"f1u2","content":"Grüße, שלום"}'


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_answer_is_decompressed(make_client: Clients, encoding: str) -> None:
    data = json.dumps(ME).encode()
    body = gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
    with answers(answer(body, headers={"Content-Encoding": encoding})) as server:
        assert make_client(f"{server.url}/api").account.me().id == 7


@repeatable
@pytest.mark.parametrize("fault", [[RESET], [b""], answer(status=503), answer(status=524)])
def test_what_may_be_repeated_is_tried_again(
    make_client: Clients, clock: Clock, call: str, fault: list[Step]
) -> None:
    with answers(fault, fault, GOOD if call == "read" else OK) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        assert calls(client)[call]() is not None
    assert len(server.requests) == 3
    assert clock.waits == [0.5, 1.0]


@pytest.mark.parametrize("status", [408, 409, 425])
def test_a_read_is_repeated_after_an_answer_that_may_be_better_another_time(
    make_client: Clients, clock: Clock, status: int
) -> None:
    with answers(answer("{}", status=status, headers={"retry-after": "1.5"}), GOOD) as server:
        assert make_client(f"{server.url}/api", clock=clock).account.me().id == 7
    assert len(server.requests) == 2
    assert clock.waits == [1.5]


@pytest.mark.parametrize("call", ["edit", "destroy"])
@pytest.mark.parametrize(("status", "requests"), [(408, 3), (425, 3), (409, 1)])
def test_an_edit_is_repeated_unless_it_is_in_conflict_with_another(
    make_client: Clients, clock: Clock, call: str, status: int, requests: int
) -> None:
    with answers(answer("{}", status=status)) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(APIStatusError) as caught:
            calls(client)[call]()
    assert caught.value.status_code == status
    assert len(server.requests) == requests


@not_repeatable
@pytest.mark.parametrize(("status", "is_open"), [(408, True), (425, True), (409, False)])
def test_what_must_not_be_repeated_is_not_after_such_an_answer_either(
    make_client: Clients, clock: Clock, call: str, status: int, is_open: bool
) -> None:
    with answers(answer("{}", status=status)) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(OutcomeUnknownError if is_open else APIStatusError):
            calls(client)[call]()
    assert len(server.requests) == 1


@repeatable
def test_after_the_last_attempt_the_error_is_raised(
    make_client: Clients, clock: Clock, call: str
) -> None:
    with answers([RESET]) as server:
        client = make_client(f"{server.url}/api", clock=clock, max_retries=1)
        with pytest.raises(APIConnectionError, match=r"(GET|POST|DELETE) /"):
            calls(client)[call]()
    assert len(server.requests) == 2
    with answers(answer("{}", status=500)) as server:
        client = make_client(f"{server.url}/api", clock=clock, max_retries=0)
        with pytest.raises(InternalServerError):
            calls(client)[call]()
    assert len(server.requests) == 1


@not_repeatable
@pytest.mark.parametrize(
    "fault",
    [
        [RESET],
        [b""],
        [b"HTTP/1.1 200 OK\r\nContent-Le"],
        answer("{}", status=500),
        answer("<html>", status=520, content_type="text/html"),
        answer(TOO_MANY, status=429),
        answer("error code: 1015", status=429, headers={"retry-after": "1"}),
        answer("<html>it went well, says the proxy</html>"),
        redirect("/done", status=303),
        answer(b"broken", headers={"Content-Encoding": "gzip"}),
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", RESET],
    ],
    ids=[
        "reset",
        "closed",
        "cut head",
        "500",
        "520",
        "429 without the platform's mark",
        "429 of Cloudflare",
        "200 with a page",
        "303",
        "broken body",
        "cut body",
    ],
)
def test_what_must_not_be_repeated_is_sent_once_and_its_outcome_left_open(
    make_client: Clients, clock: Clock, call: str, fault: list[Step]
) -> None:
    with answers(fault) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(OutcomeUnknownError, match="may or may not have been carried out"):
            calls(client)[call]()
    assert len(server.requests) == 1
    assert clock.waits == []


@pytest.mark.parametrize("call", ["read", "edit", "destroy", "create", "send"])
def test_where_nothing_was_sent_every_call_is_tried_again(
    make_client: Clients, clock: Clock, call: str
) -> None:
    client = make_client(f"http://127.0.0.1:{closed_port()}/api", clock=clock)
    with pytest.raises(APIConnectionError, match="no answer"):
        calls(client)[call]()
    assert clock.waits == [0.5, 1.0]


@pytest.mark.parametrize("call", ["read", "send"])
def test_a_proxy_that_refuses_the_tunnel_has_sent_nothing(
    make_client: Clients, clock: Clock, call: str
) -> None:
    with answers(answer(status=502)) as proxy:
        client = make_client("https://127.0.0.1:1/api", KEY, proxy=proxy.url, clock=clock)
        with pytest.raises(APIConnectionError):
            calls(client)[call]()
    assert {request.method for request in proxy.requests} == {"CONNECT"}
    assert len(clock.waits) == 2
    assert not any(KEY in str(request) for request in proxy.requests)


@pytest.mark.parametrize("call", ["read", "edit", "destroy", "create", "send"])
def test_the_platforms_own_throttle_is_waited_for(
    make_client: Clients, clock: Clock, call: str
) -> None:
    throttle = answer(TOO_MANY, status=429, headers=THROTTLED)
    good = answer('{"tag_ns": "f1t2", "name": "VIP", "id": 7}')
    with answers(throttle, good) as server:
        calls(make_client(f"{server.url}/api", clock=clock))[call]()
    assert len(server.requests) == 2
    assert clock.waits == [7.0]


@pytest.mark.parametrize("call", ["read", "send"])
def test_a_wait_beyond_the_limit_is_left_to_the_caller(
    make_client: Clients, clock: Clock, call: str
) -> None:
    reset = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(clock.now) + 1800)}
    with answers(answer(TOO_MANY, status=429, headers=reset)) as server:
        client = make_client(f"{server.url}/api", clock=clock, max_wait=60)
        with pytest.raises(RateLimitError, match="Too Many Attempts") as caught:
            calls(client)[call]()
    assert caught.value.retry_after == 1800.0
    assert len(server.requests) == 1
    assert clock.waits == []


@pytest.mark.parametrize(
    "silence", [[HANG], [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", HANG]]
)
def test_a_silent_host_times_out(make_client: Clients, silence: list[Step]) -> None:
    with answers(silence) as server:
        client = make_client(f"{server.url}/api", read_timeout=0.1, max_retries=0)
        with pytest.raises(APITimeoutError):
            client.account.me()
        with pytest.raises(OutcomeUnknownError):
            client.messages.send_text(ANA, "Hello")


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_dripping_host_cannot_stretch_the_clock(make_client: Clients, part: str) -> None:
    head, body = answer(json.dumps({"name": "x" * 2000}))
    steps = drip(head, 0.02) if part == "head" else [head, *drip(body, 0.02)]
    with answers(steps) as server:
        client = make_client(f"{server.url}/api", read_timeout=5, total_timeout=0.3, max_retries=0)
        began = time.monotonic()
        with pytest.raises(APITimeoutError):
            client.account.me()
        assert time.monotonic() - began < 0.3 + 2.0  # the whole drip would take longer


def test_an_answer_too_large_is_stopped(make_client: Clients) -> None:
    bomb = gzip.compress(bytes(MAX_ANSWER_BYTES + 1), compresslevel=1)
    with answers(answer(bomb, headers={"Content-Encoding": "gzip"})) as server:
        client = make_client(f"{server.url}/api")
        with pytest.raises(DecodeError, match="too much memory"):
            client.account.me()
        with pytest.raises(OutcomeUnknownError, match="too much memory"):
            client.messages.send_text(ANA, "Hello")


def test_a_redirect_is_not_followed_and_the_key_stays(make_client: Clients) -> None:
    with answers(GOOD) as elsewhere, answers(redirect(f"{elsewhere.url}/api/me")) as server:
        with pytest.raises(APIStatusError, match="not followed") as caught:
            make_client(f"{server.url}/api").account.me()
        assert caught.value.status_code == 302
    assert elsewhere.requests == []


def test_the_environments_proxy_is_not_asked_for_loopback(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answers(OK) as proxy, answers(GOOD) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        make_client(f"{server.url}/api").account.me()
    assert proxy.requests == []


def test_the_key_is_in_no_log_and_no_traceback(
    make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    output = ""
    faults = ([RESET], answer("{}", status=500), answer("{}", status=401), answer("<html>"))
    for fault in faults:
        with answers(fault) as server:
            for call in calls(make_client(f"{server.url}/api", KEY)).values():
                try:
                    call()
                except Exception as error:  # whatever it is, it must not show the key
                    output += "".join(traceback.format_exception(error)) + repr(error)
                    output += repr([vars(e) for e in chain(error)])
        assert any(KEY in r.headers["authorization"] for r in server.requests)
    assert output
    assert KEY not in output
    assert KEY not in caplog.text


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def test_the_low_level_client_shares_key_retries_and_caps(
    make_client: Clients, clock: Clock
) -> None:
    from flochat_api.api.subscriber import flow_bot_user_add_tag_by_name
    from flochat_api.api.user import user_info
    from flochat_api.models import FlowBotUserAddTagByNameBody

    with answers([RESET], GOOD, OK) as server:
        client = make_client(f"{server.url}/api", KEY, clock=clock)
        run = run_low_level(make_client.kind)
        me = run(user_info, client.api.with_headers({"X-Team": "blue"}))
        assert me.parsed.name == "Ana"
        body = FlowBotUserAddTagByNameBody(user_ns=ANA, tag_name="VIP")
        done = run(flow_bot_user_add_tag_by_name, client.api, body=body)
        assert done.status_code == 200
    assert clock.waits == [0.5]
    assert [r.headers["authorization"] for r in server.requests] == [f"Bearer {KEY}"] * 3
    assert [r.target for r in server.requests] == [
        "/api/me",
        "/api/me",
        "/api/subscriber/add-tag-by-name",
    ]
    assert server.requests[1].headers["x-team"] == "blue"
    assert json.loads(server.requests[2].body) == {"user_ns": ANA, "tag_name": "VIP"}


def run_low_level(kind: str) -> Callable[..., Any]:
    if kind == "sync":
        return lambda module, api, **kwargs: module.sync_detailed(client=api, **kwargs)
    return lambda module, api, **kwargs: asyncio.run(module.asyncio_detailed(client=api, **kwargs))


def test_the_low_level_client_says_which_functions_are_not_its_own(make_client: Clients) -> None:
    from flochat_api.api.user import user_info

    client = make_client("http://127.0.0.1:9/api", KEY)
    run = run_low_level("async" if make_client.kind == "sync" else "sync")
    with pytest.raises(ConfigurationError, match="asyncio"):
        run(user_info, client.api)


def test_a_creation_that_answers_no_record_leaves_its_outcome_open(make_client: Clients) -> None:
    for body in ("null", '"text"', '{"status": "ok"}', '{"unheard": "of"}'):
        with answers(answer(body)) as server:
            client = make_client(f"{server.url}/api")
            with pytest.raises(OutcomeUnknownError, match="POST /flow/create-tag may or may not"):
                client.flow.tags.create("VIP")


def test_a_delete_that_was_repeated_and_finds_nothing_was_done_before(
    make_client: Clients,
) -> None:
    gone = answer('{"message": "No such tag"}', status=404)
    for fault in ([RESET], answer("{}", status=502)):
        with answers(fault, gone) as server:
            ack = make_client(f"{server.url}/api").flow.tags.delete("VIP")
            assert ack.raw == {"status": "ok"}
    with answers(gone) as server, pytest.raises(NotFoundError):
        make_client(f"{server.url}/api").flow.tags.delete("VIP")


def test_what_is_not_a_url_is_refused_before_anything_is_sent(
    make_client: Clients, clock: Clock
) -> None:
    with answers(OK) as server:
        client = make_client(f"{server.url}/api", clock=clock)
        with pytest.raises(InvalidArgumentError, match="not a URL"):
            client.request("POST", "/new/thing", query={"a": "b" * 70_000})
        with pytest.raises(InvalidArgumentError):
            client.flow.tags.list(name="\ud800").to_list()
    assert (server.requests, clock.waits) == ([], [])


def test_a_client_may_be_used_in_one_event_loop_after_another() -> None:
    with answers(GOOD) as server:
        client = AsyncFlochat(KEY, base_url=f"{server.url}/api")
        assert [asyncio.run(client.account.me()).id for _ in range(3)] == [7, 7, 7]


def test_a_host_that_reads_slowly_cannot_stretch_the_clock(make_client: Clients) -> None:
    with slow_reader() as url:
        client = make_client(url, read_timeout=5, total_timeout=0.5, max_retries=0)
        began = time.monotonic()
        with pytest.raises(OutcomeUnknownError):
            client.request("POST", "/new/thing", json={"a": "x" * 40_000_000})
        assert time.monotonic() - began < 0.5 + 15.0  # the whole body would take longer


@contextmanager
def slow_reader() -> Iterator[str]:
    """A host that reads the request in small pieces, and never answers."""
    stopping = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            while not stopping.wait(0.05) and connection.recv(65_536):
                pass

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        finally:
            stopping.set()
            thread.join()


def test_a_cancelled_call_leaves_a_client_that_works() -> None:
    async def main(url: str) -> User:
        async with AsyncFlochat(KEY, base_url=url) as client:
            task = asyncio.create_task(client.account.me())
            while not server.requests:  # noqa: ASYNC110  # another thread fills it
                await asyncio.sleep(0.005)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await client.account.me()

    with answers([HANG], GOOD) as server:
        assert asyncio.run(main(f"{server.url}/api")).id == 7


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only Unix interrupts a call that waits")
def test_ctrl_c_in_a_call_leaves_a_client_that_works() -> None:
    def interrupt(_request: Request) -> Iterable[Step]:
        os.kill(os.getpid(), signal.SIGINT)
        yield HANG

    handlers = iter([interrupt])
    with (
        hostile_server(lambda request: next(handlers, lambda _: GOOD)(request)) as server,
        Flochat(KEY, base_url=f"{server.url}/api") as client,
    ):
        with pytest.raises(KeyboardInterrupt):
            client.account.me()
        assert client.account.me().id == 7


def test_closing_a_client_lets_a_blocking_call_finish() -> None:
    with (
        answers_once_closed() as (url, asked, closed),
        ThreadPoolExecutor() as threads,
        Flochat(KEY, base_url=url) as client,
    ):
        called = threads.submit(client.messages.send_text, "f1u1", "Hello")
        assert asked.wait(10)
        client.close()
        closed.set()
        assert called.result().raw == {"status": "ok"}
        with pytest.raises(ConfigurationError, match="closed"):
            client.account.me()


def test_closing_a_client_lets_an_async_call_finish() -> None:
    async def main(url: str, asked: threading.Event, closed: threading.Event) -> None:
        client = AsyncFlochat(KEY, base_url=url)
        call = asyncio.create_task(client.messages.send_text("f1u1", "Hello"))
        assert await asyncio.to_thread(asked.wait, 10)
        await client.close()
        closed.set()
        assert (await call).raw == {"status": "ok"}
        with pytest.raises(ConfigurationError, match="closed"):
            await client.account.me()

    with answers_once_closed() as (url, asked, closed):
        asyncio.run(main(url, asked, closed))


@contextmanager
def answers_once_closed() -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """A host that tells of a request, and answers it once it is output of something else."""
    asked, closed = threading.Event(), threading.Event()

    def handler(_request: Request) -> Iterable[Step]:
        asked.set()
        assert closed.wait(10)
        return answer('{"status": "ok"}')

    with hostile_server(handler) as server:
        yield f"{server.url}/api", asked, closed


@pytest.mark.filterwarnings("ignore:unclosed transport")  # the loop that could close it is over
def test_a_client_of_an_event_loop_that_has_ended_can_be_closed_in_another() -> None:
    with serve() as server:
        client = AsyncFlochat(server.api_key, base_url=server.url)
        asyncio.run(client.account.me())
        asyncio.run(client.close())
        del client
        gc.collect()


def test_a_client_that_goes_from_one_event_loop_to_the_next_leaves_no_socket_open() -> None:
    async def use(client: AsyncFlochat) -> None:
        await client.account.me()  # what reads and what must not be repeated have a pool each
        await client.flow.tags.create(f"VIP {time.monotonic()}")

    with serve() as server:
        client = AsyncFlochat(server.api_key, base_url=server.url)
        asyncio.run(use(client))
        asyncio.run(use(client))
        assert not open_sockets_to(server.url)
        asyncio.run(client.close())


def open_sockets_to(url: str) -> list[socket.socket]:
    """The sockets of this process that are connected to a server."""
    port = int(url.rsplit(":", 1)[1].split("/")[0])
    sockets = [each for each in gc.get_objects() if isinstance(each, socket.socket)]
    return [each for each in sockets if each.fileno() >= 0 and peer_port(each) == port]


def peer_port(connected: socket.socket) -> int | None:
    try:
        return int(connected.getpeername()[1])
    except (OSError, IndexError):  # it listens, is not connected any more, or has no ports
        return None


def test_a_loop_that_goes_on_after_its_generators_were_closed_gets_new_connections() -> None:
    async def twice(client: AsyncFlochat) -> None:
        await client.account.me()
        await asyncio.get_running_loop().shutdown_asyncgens()
        await client.account.me()
        await client.close()

    with serve() as server, warnings.catch_warnings():
        # asyncio warns of generators that begin after that, which is the point here.
        warnings.simplefilter("ignore", ResourceWarning)
        asyncio.run(twice(AsyncFlochat(server.api_key, base_url=server.url)))


def test_any_path_can_be_requested_with_the_same_key_errors_and_retries(
    make_client: Clients, clock: Clock
) -> None:
    with answers([RESET], answer('{"data": [1]}')) as server:
        client = make_client(f"{server.url}/api", KEY, clock=clock)
        payload = client.request(
            "GET", "/new/{thing}", path_params={"thing": "a b"}, query={"page": 1, "x": None}
        )
        assert payload == {"data": [1]}
    assert server.requests[1].target == "/api/new/a%20b?page=1"
    with answers([RESET]) as server:
        client = make_client(f"{server.url}/api", KEY)
        with pytest.raises(OutcomeUnknownError, match="POST /new/thing"):
            client.request("POST", "/new/thing", json={"a": 1})
    assert server.requests[0].body == b'{"a":1}'


def test_any_request_may_have_headers_and_cookies_of_its_own(make_client: Clients) -> None:
    with answers(answer("[]"), answer("[]")) as server:
        client = make_client(f"{server.url}/api", KEY, headers={"X-Trace-Id": "1", "X-Kind": "a"})
        client.request(
            "GET", "/new/thing", headers={"x-trace-id": "2"}, cookies={"sid": "a", "lang": "de"}
        )
        client.request("GET", "/new/thing")
        with pytest.raises(InvalidArgumentError, match="is set by the client"):
            client.request("GET", "/new/thing", headers={"X-Client-Flow-Ns": "f2"})
    own, plain = (request.headers for request in server.requests)
    assert (own["x-trace-id"], own["x-kind"], own["cookie"]) == ("2", "a", "sid=a; lang=de")
    assert own["authorization"] == plain["authorization"] == f"Bearer {KEY}"
    assert (plain["x-trace-id"], plain.get("cookie")) == ("1", None)


def test_a_cookie_that_the_service_sets_is_sent_from_then_on(make_client: Clients) -> None:
    sets = answer("[]", headers={"Set-Cookie": "node=seven; Path=/"})
    with answers(answer("[]"), sets, answer("[]"), answer("[]")) as server:
        client = make_client(f"{server.url}/api")
        for _ in range(4):
            client.request("GET", "/new/thing")
    sent = [request.headers.get("cookie") for request in server.requests]
    assert sent == [None, None, "node=seven", "node=seven"]


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_text_that_cannot_be_encoded_is_refused_before_anything_is_sent(
    make_client: Clients,
) -> None:
    client = make_client(f"http://127.0.0.1:{closed_port()}/api")
    with pytest.raises(ValueError, match=re.escape("POST /subscriber/send-text: not JSON")):
        client.messages.send_text(ANA, "half a character: \ud83d")
