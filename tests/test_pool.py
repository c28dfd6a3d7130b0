"""How connections are shared, kept and waited for, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from flochat import (
    APITimeoutError,
    AsyncFlochat,
    Flochat,
    FlochatError,
    OutcomeUnknownError,
)
from flochat._sending import runtime_async, runtime_sync
from tests.support.clients import Clients
from tests.support.hostile_server import Request, answer, hostile_server
from tests.support.silent_server import SilentServer, silent_server
from tests.support.waiting import until

KEY = "1|s3cr3t-of-the-tests"
ANA = "f1u2"
#: The most requests of one pool that are under way at once.
SLOTS = 100
KEEP_ALIVE = answer('{"status": "ok", "id": 7}', headers={"Connection": "keep-alive"})

alarm = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system has no alarm that interrupts a call"
)


def test_a_send_that_only_waited_for_a_connection_was_not_sent() -> None:
    with (
        silent_server() as server,
        busy_client(server) as client,
        pytest.raises(APITimeoutError, match=r"not sent: it waited 0\.2 s for a connection"),
    ):
        client.with_options(deadline=0.2).messages.send_text(ANA, "Hello")
    assert server.requests == 1 + SLOTS


@contextmanager
def busy_client(server: SilentServer) -> Iterator[Flochat]:
    """A client with as many sends under way as it has connections for."""
    with Flochat(KEY, base_url=server.url, read_timeout=2, max_retries=0) as client:
        client.account.me()  # which tells the quota
        server.fall_silent()
        threads = [threading.Thread(target=unknown, args=(client,)) for _ in range(SLOTS)]
        for thread in threads:
            thread.start()
        until(lambda: server.requests == 1 + SLOTS)
        yield client
        for thread in threads:
            thread.join()


def unknown(client: Flochat) -> None:
    with pytest.raises(OutcomeUnknownError):
        client.messages.send_text(ANA, "Hello")


def test_a_send_of_a_task_that_only_waited_for_a_connection_was_not_sent() -> None:
    async def main(server: SilentServer) -> None:
        async with AsyncFlochat(KEY, base_url=server.url, read_timeout=2, max_retries=0) as client:
            await client.account.me()
            server.fall_silent()
            sends = [
                asyncio.create_task(client.messages.send_text(ANA, "Hello")) for _ in range(SLOTS)
            ]
            while server.requests <= SLOTS:  # noqa: ASYNC110  # another thread counts
                await asyncio.sleep(0.005)
            with pytest.raises(APITimeoutError, match=r"not sent: it waited 0\.2 s"):
                await client.with_options(deadline=0.2).messages.send_text(ANA, "Hello")
            results = await asyncio.gather(*sends, return_exceptions=True)
            assert {type(result) for result in results} == {OutcomeUnknownError}

    with silent_server() as server:
        asyncio.run(main(server))
    assert server.requests == 1 + SLOTS


def test_reads_do_not_wait_for_the_connections_of_sends() -> None:
    with silent_server() as server, busy_client(server) as client:
        server.speak()
        assert client.account.me().id == 7


@pytest.mark.parametrize("kind", ["threads", "tasks"])
def test_whoever_waits_for_a_slot_gets_it_in_turn(kind: str) -> None:
    assert (slots_of_threads() if kind == "threads" else asyncio.run(slots_of_tasks())) == [1, 3]


def slots_of_threads() -> list[int]:
    """Three threads wait for the only slot, and the second of them gives up."""
    slots, order = runtime_sync.Slots(1), []
    assert slots.acquire(1.0) == 1.0

    def wait(number: int, seconds: float) -> None:
        if slots.acquire(seconds) is not None:
            order.append(number)
            slots.release()

    threads = []
    for number, seconds in ((1, 20.0), (2, 0.05), (3, 20.0)):
        threads.append(threading.Thread(target=wait, args=(number, seconds)))
        threads[-1].start()
        until(lambda: len(slots._waiting) == len(threads))  # it is called at once
    threads[1].join()
    slots.release()
    for thread in threads:
        thread.join()
    assert slots.acquire(1.0) == 1.0
    return order


async def slots_of_tasks() -> list[int]:
    """The same with tasks; the second is cancelled, and a fourth just when it has got the slot."""
    slots, order = runtime_async.Slots(1), []
    assert await slots.acquire(1.0) == 1.0

    async def wait(number: int) -> None:
        assert await slots.acquire(20.0) is not None
        order.append(number)
        slots.release()

    tasks = []
    for number in (4, 1, 2, 3):
        tasks.append(asyncio.create_task(wait(number)))
        await asyncio.sleep(0)
    tasks[2].cancel()
    slots.release()
    tasks[0].cancel()
    await asyncio.wait(tasks)
    assert await slots.acquire(1.0) == 1.0
    return order


def test_sends_and_reads_go_over_connections_of_their_own(make_client: Clients) -> None:
    with kept_alive() as (url, requests):
        client = make_client(url)
        for _ in range(3):
            client.account.me()
            client.messages.send_text(ANA, "Hello")
    assert [request.connection for request in requests] == [1, 2, 1, 2, 1, 2]


@contextmanager
def kept_alive() -> Iterator[tuple[str, list[Request]]]:
    with hostile_server(lambda _: KEEP_ALIVE, keep_alive=True) as server:
        yield f"{server.url}/api", server.requests


@pytest.mark.parametrize(("idle", "connections"), [(0.9, [1, 2, 1, 2]), (1.1, [1, 2, 1, 3])])
def test_a_send_goes_out_on_a_connection_that_was_just_used(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch, idle: float, connections: list[int]
) -> None:
    assert connections_after(idle, make_client, monkeypatch) == connections


def test_an_idle_connection_is_kept_for_two_seconds(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connections_after(2.1, make_client, monkeypatch) == [1, 2, 3, 4]


def connections_after(
    idle: float, make_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> list[int]:
    """The connections of a read and a send, twice, with so many seconds in between."""
    with kept_alive() as (url, requests):
        client = make_client(url)
        client.account.me()
        client.messages.send_text(ANA, "Hello")
        later = SimpleNamespace(monotonic=lambda: time.monotonic() + idle)
        for module in ("httpcore._sync.http11", "httpcore._async.http11"):
            monkeypatch.setattr(f"{module}.time", later)
        client.account.me()
        client.messages.send_text(ANA, "Hello")
    return [request.connection for request in requests]


def test_a_host_that_closes_without_a_word_costs_one_outcome_at_most(make_client: Clients) -> None:
    with hostile_server(lambda _: KEEP_ALIVE) as server:
        client = make_client(f"{server.url}/api")
        outcomes = [outcome(lambda: client.messages.send_text(ANA, "Hello")) for _ in range(40)]
    assert outcomes.count("ok") >= 39
    assert set(outcomes) <= {"ok", "OutcomeUnknownError"}
    assert len(server.requests) <= 40


def outcome(call: Callable[[], object]) -> str:
    try:
        call()
    except FlochatError as error:
        return type(error).__name__
    return "ok"


def test_the_certificates_are_loaded_once(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> None:
    made: list[ssl.SSLContext] = []

    def create(*args: Any, **kwargs: Any) -> ssl.SSLContext:
        made.append(usual(*args, **kwargs))
        return made[-1]

    usual = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", create)
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{unused_port}")
    client = make_client("https://shop.example/api", max_retries=0)
    assert outcome(client.account.me) == "APIConnectionError"
    assert outcome(lambda: client.messages.send_text(ANA, "Hello")) == "APIConnectionError"
    assert len(made) == 1


@pytest.mark.parametrize("call", ["read", "send"])
def test_the_time_of_a_call_covers_connecting_and_the_handshake(
    make_client: Clients, call: str
) -> None:
    with mute_host() as port:
        client = make_client(f"https://127.0.0.1:{port}/api", connect_timeout=60)
        copy = client.with_options(deadline=0.3)
        began = time.monotonic()
        with pytest.raises(APITimeoutError):
            copy.account.me() if call == "read" else copy.messages.send_text(ANA, "Hello")
        assert time.monotonic() - began < 10  # the connection alone may take a minute
        gc.collect()  # a socket that was left open is a warning, and so an error


@contextmanager
def mute_host() -> Iterator[int]:
    """The port of a host that accepts connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_all_addresses_of_a_host_share_the_time_of_a_call(
    make_client: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        found = usual("127.0.0.1" if host == "shop.example" else host, port, *args, **kwargs)
        if host != "shop.example":
            return found
        # These addresses are for documentation: nothing answers there, not even with a refusal.
        return [(*found[0][:4], (f"192.0.2.{last}", port)) for last in range(1, 200)]

    usual = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    client = make_client("https://shop.example/api", max_retries=0, connect_timeout=0.2)
    began = time.monotonic()
    with pytest.raises(FlochatError):
        client.with_options(deadline=0.5).account.me()
    assert time.monotonic() - began < 10  # one after the other they would take 40 seconds


@alarm
@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_what_a_signal_handler_raises_leaves_a_client_that_works(
    error: type[BaseException],
) -> None:
    def interrupt(*_: object) -> None:
        raise error

    usual = signal.signal(signal.SIGALRM, interrupt)
    try:
        with silent_server() as server, busy_client(server) as client:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(error):  # as it waits for a connection
                client.messages.send_text(ANA, "Hello")
            server.speak()
            assert client.messages.send_text(ANA, "Hello").raw["status"] == "ok"
            server.fall_silent()
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(error):  # as it waits for an answer
                client.messages.send_text(ANA, "Hello")
            server.speak()
            assert client.messages.send_text(ANA, "Hello").raw["status"] == "ok"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_process_makes_both_pools_again() -> None:
    with kept_alive() as (url, requests), Flochat(KEY, base_url=url) as client:
        client.account.me()
        client.messages.send_text(ANA, "Hello")
        if (child := os.fork()) == 0:
            try:
                client.account.me()
                client.messages.send_text(ANA, "Hello")
            except BaseException:
                os._exit(1)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        client.account.me()
        client.messages.send_text(ANA, "Hello")
    assert [request.connection for request in requests] == [1, 2, 3, 4, 1, 2]
