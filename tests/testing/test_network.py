"""What counts as this machine, and what is refused."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import Any

import pytest

from flochat.testing import OutsideHostError, loopback_only, network
from flochat.testing.network import is_here


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.8.9.1",
        "::1",
        "::ffff:127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "0.0.0.0",
        "::",
        "",
        "::1%lo",
    ],
)
def test_this_machine(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "192.168.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::ffff:10.0.0.1",
        "2001:db8::1",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "<broadcast>",
        "notlocalhost",
    ],
)
def test_elsewhere(host: str) -> None:
    assert not is_here(host)


def test_what_is_refused() -> None:
    outside = ("203.0.113.7", 443)
    with loopback_only(), socket.socket() as sock, socket.socket(type=socket.SOCK_DGRAM) as udp:
        for reach in (
            lambda: sock.connect(outside),
            lambda: sock.connect_ex(outside),
            lambda: udp.connect(outside),
            lambda: udp.sendto(b"", outside),
            lambda: udp.sendto(b"", 0, outside),
            lambda: socket.create_connection(outside),
            lambda: socket.getaddrinfo("flochat.invalid", 443),
            lambda: socket.getaddrinfo(b"flochat.invalid", "https"),
            lambda: socket.getaddrinfo(host="flochat.invalid", port=443),
            lambda: socket.gethostbyname("flochat.invalid"),
            lambda: socket.gethostbyname_ex("flochat.invalid"),
            lambda: socket.gethostbyaddr("203.0.113.7"),
        ):
            with pytest.raises(OutsideHostError, match=r"^tests/testing/test_network\.py:\d+: "):
                reach()
    with socket.socket(type=socket.SOCK_DGRAM) as udp, suppress(OSError):
        udp.connect(outside)


def test_what_is_left_alone() -> None:
    with loopback_only(["203.0.113.7"]):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            for host in ("127.0.0.1", "localhost"):
                socket.create_connection((host, port)).close()
        assert socket.getaddrinfo(None, 80)
        assert socket.getaddrinfo(None, 0, flags=socket.AI_PASSIVE)
        socket.getaddrinfo("192.168.0.1", 0, 0, socket.SOCK_STREAM, 0, socket.AI_PASSIVE)
        one, other = socket.socketpair()
        one.close()
        other.close()
        with socket.socket(type=socket.SOCK_DGRAM) as udp, suppress(OSError):
            udp.connect(("203.0.113.7", 9))
        with suppress(OSError):
            socket.gethostbyname(socket.gethostname())


def test_loops_refuse_in_the_line_of_their_caller() -> None:
    async def reach(host: str) -> None:
        await asyncio.open_connection(host, 443)

    for host in ("flochat.invalid", "203.0.113.7"):
        with loopback_only(), pytest.raises(OutsideHostError, match=r"test_network\.py:\d+: "):
            asyncio.run(reach(host))


def test_a_thread_is_refused_in_the_line_that_waits_for_it() -> None:
    caught: list[OutsideHostError] = []

    def reach() -> None:
        try:
            socket.getaddrinfo("flochat.invalid", 443)
        except OutsideHostError as error:
            caught.append(error)

    with loopback_only():
        thread = threading.Thread(target=reach)
        thread.start()
        thread.join()
    assert caught[0].host == "flochat.invalid"
    assert caught[0].port == 443


def test_contexts_in_one_another() -> None:
    def refuses(host: str) -> bool:
        with socket.socket(type=socket.SOCK_DGRAM) as udp, suppress(OSError):
            try:
                udp.connect((host, 9))
            except OutsideHostError:
                return True
        return False

    with loopback_only():
        with loopback_only(["203.0.113.7"]):
            assert (refuses("203.0.113.7"), refuses("203.0.113.8")) == (False, True)
        assert refuses("203.0.113.7")
    assert not refuses("203.0.113.8")


def test_ctrl_c_while_it_is_put_up_or_taken_down_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = socket.socket.connect, socket.getaddrinfo, socket.gethostbyaddr
    replace = network._replace

    def interrupted(place: Any, name: str, guarded: Any) -> None:
        if name == "gethostbyname":
            raise KeyboardInterrupt
        replace(place, name, guarded)

    with monkeypatch.context() as patches:
        patches.setattr(network, "_replace", interrupted)
        with pytest.raises(KeyboardInterrupt), loopback_only():
            pytest.fail("it was never up")
    assert before == (socket.socket.connect, socket.getaddrinfo, socket.gethostbyaddr)

    guard = network.Guard()
    network.put_up(guard)
    with monkeypatch.context() as patches:  # as if between what is put back and that it is known
        patches.setattr(network, "_REPLACED", InterruptedList(network._REPLACED))
        with pytest.raises(KeyboardInterrupt):
            network.take_down(guard)
        network.take_down(guard)
    network._REPLACED.clear()
    assert before == (socket.socket.connect, socket.getaddrinfo, socket.gethostbyaddr)


class InterruptedList(list[Any]):
    """A list of which the third removal comes with Ctrl-C."""

    removals = 0

    def pop(self, index: Any = -1) -> Any:
        self.removals += 1
        if self.removals == 3:
            raise KeyboardInterrupt
        return super().pop(index)
