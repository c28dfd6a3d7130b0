"""Refuses hosts outside of this machine, so that no test reaches the real platform by mistake.

Python's sockets are replaced while it lasts: connecting, sending datagrams and looking names up, by
sockets and by the loops of asyncio. Loopback, Unix sockets and this machine's own name are left
alone. What brings sockets of its own in C, such as uvloop, is not seen.
"""

from __future__ import annotations

import asyncio
import functools
import ipaddress
import socket
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Final

#: Where the code of a user is not.
_ELSEWHERE: Final = tuple(
    str(Path(place).resolve())
    for place in {
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        str(Path(__file__).parents[1]),
    }
)
_FAMILIES: Final = (socket.AF_INET, socket.AF_INET6)


class OutsideHostError(RuntimeError):
    """A test tried to reach a host outside of this machine.

    It is no `OSError`: code that copes with a network that is down must not cope with this.
    """

    def __init__(self, message: str, host: str, port: object) -> None:
        super().__init__(message)
        self.host = host
        self.port = port


class Guard:
    """What may be reached, and how a refusal is told.

    `allowed` are names or addresses of hosts that may be. `test_file` is the file of the test, and
    `test_place` where it begins: "tests/test_welcome.py:12". `advice` says what to do.
    """

    def __init__(
        self,
        allowed: Iterable[str] = (),
        *,
        test_file: Path | None = None,
        test_place: str | None = None,
        advice: str = "",
    ) -> None:
        self._allowed = {host.lower().rstrip(".") for host in (*allowed, socket.gethostname())}
        self._test_file = test_file
        self._test_place = test_place
        self._advice = advice

    def check(self, host: object, port: object = None) -> bool:
        """Raise `OutsideHostError` unless a host may be reached; whether it is one of `allowed`."""
        __tracebackhide__ = True
        if isinstance(host, bytes | bytearray):
            host = bytes(host).decode("ascii", "replace")
        if not isinstance(host, str) or is_here(host):
            return False
        if host.lower().rstrip(".") in self._allowed:
            return True
        shown = host if port in (None, 0, "") else f"{host}:{port!s}"
        place, innermost = self._places()
        beside = f" (from {innermost})" if innermost and innermost != place else ""
        raise OutsideHostError(
            f"{place or innermost or 'a test'}: tests may reach this machine alone, and {shown} is "
            f"outside of it{beside}{self._advice}",
            host,
            port,
        )

    def learn(self, found: Iterable[Any]) -> None:
        """Allow the addresses that an allowed name turned out to have."""
        self._allowed.update(str(address[0]).lower() for *_, address in found)

    def _places(self) -> tuple[str | None, str | None]:
        """The line of the test, and the innermost line that is not a library's."""
        test = innermost = None
        for frame in _frames():
            file = frame.f_code.co_filename
            if self._test_file is not None and file == str(self._test_file):
                test = _place(frame)  # the last is the test itself, and not what it calls
            if innermost is None and not is_of_a_library(file):
                innermost = _place(frame)
        return test or self._test_place, innermost


@contextmanager
def loopback_only(allowed: Iterable[str] = ()) -> Iterator[None]:
    """Refuse hosts outside of this machine while the context lasts.

    Args:
        allowed: names or addresses of hosts that may be reached all the same.

    Raises:
        OutsideHostError: where somebody tries to reach another; it is no `OSError`.

    Example:
        with loopback_only():
            run_the_job()
    """
    guard = Guard(allowed)
    try:
        put_up(guard)
        yield
    finally:
        take_down(guard)


def is_here(host: str) -> bool:
    """Whether a host is this machine, by its name or address alone; "" is any address of it."""
    name = host.lower().rstrip(".").partition("%")[0]
    if name in ("", "localhost", "<broadcast>") or name.endswith(".localhost"):
        return name != "<broadcast>"
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)


def is_of_a_library(file: str) -> bool:
    """Whether code is not the user's: of Python, an installed package, or flochat."""
    return file.startswith(("<", *_ELSEWHERE))


def lines_of_user(traceback: TracebackType | None) -> TracebackType | None:
    """The part of a traceback that is not of libraries; None where all of it is."""
    entries = []
    while traceback is not None:
        if not is_of_a_library(traceback.tb_frame.f_code.co_filename):
            entries.append(traceback)
        traceback = traceback.tb_next
    shown: TracebackType | None = None
    for entry in reversed(entries):
        shown = TracebackType(shown, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return shown


#: The guards that are up; the last one decides.
_GUARDS: Final[list[Guard]] = []
#: What was replaced: where, its name, and what was there; `_MISSING` where it was inherited.
_REPLACED: Final[list[tuple[Any, str, Any]]] = []
_MISSING: Final = object()
_LOCK: Final = threading.Lock()


def put_up(guard: Guard) -> None:
    """Refuse by a guard from now on."""
    with _LOCK:
        _GUARDS.append(guard)
        if len(_GUARDS) == 1:
            _replace_all()


def take_down(guard: Guard) -> None:
    """No longer refuse by a guard."""
    with _LOCK:
        if guard in _GUARDS:
            _GUARDS.remove(guard)
        if not _GUARDS:
            while _REPLACED:  # each is forgotten only when it is back: Ctrl-C may come in between
                place, name, original = _REPLACED[-1]
                if original is not _MISSING:
                    setattr(place, name, original)
                elif name in vars(place):
                    delattr(place, name)
                _REPLACED.pop()


def _check(host: object, port: object = None) -> bool:
    __tracebackhide__ = True
    guards = list(_GUARDS)
    return guards[-1].check(host, port) if guards else False


def _check_address(sock: socket.socket, address: Any) -> None:
    __tracebackhide__ = True
    if sock.family in _FAMILIES and isinstance(address, tuple) and address:
        _check(address[0], address[1] if len(address) > 1 else None)


def _replace_all() -> None:
    kind: Any = socket.socket
    for name in ("connect", "connect_ex"):
        _replace(kind, name, _guarded_connect)
    _replace(kind, "sendto", _guarded_send)
    _replace(socket, "getaddrinfo", _guarded_lookup)
    for name in ("gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        _replace(socket, name, _guarded_name)
    loop: Any = asyncio.base_events.BaseEventLoop
    _replace(loop, "getaddrinfo", _guarded_async_lookup)


def _replace(place: Any, name: str, guarded: Callable[[Any], Any]) -> None:
    original = getattr(place, name)
    _REPLACED.append((place, name, vars(place).get(name, _MISSING)))
    setattr(place, name, functools.wraps(original)(guarded(original)))


def _guarded_connect(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        __tracebackhide__ = True
        _check_address(self, address)
        return original(self, address)

    return connect


def _guarded_send(original: Any) -> Any:
    def sendto(self: socket.socket, *arguments: Any) -> Any:
        __tracebackhide__ = True
        _check_address(self, arguments[-1])
        return original(self, *arguments)

    return sendto


def _guarded_lookup(original: Any) -> Any:
    def getaddrinfo(host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        __tracebackhide__ = True
        is_allowed = False if _is_for_listening(rest, named) else _check(host, port)
        found = original(host, port, *rest, **named)
        if is_allowed:
            _learn(found)
        return found

    return getaddrinfo


def _guarded_name(original: Any) -> Any:
    def look_up(host: Any) -> Any:
        __tracebackhide__ = True
        _check(host)
        return original(host)

    return look_up


def _guarded_async_lookup(original: Any) -> Any:
    # Here, and not only in the thread that looks the name up: the line of the test is known here.
    async def getaddrinfo(self: Any, host: Any, port: Any, **named: Any) -> Any:
        __tracebackhide__ = True
        if not _is_for_listening((), named):
            _check(host, port)
        return await original(self, host, port, **named)

    return getaddrinfo


def _is_for_listening(rest: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Whether an address is looked up to be listened on."""
    flags = named.get("flags", rest[3] if len(rest) > 3 else 0)
    return bool(flags & socket.AI_PASSIVE)


def _learn(found: Iterable[Any]) -> None:
    guards = list(_GUARDS)
    if guards:
        guards[-1].learn(found)


def _frames() -> Iterator[FrameType]:
    """The calls that led here, and what the main thread is at where this is another thread."""
    frame: FrameType | None = sys._getframe(1)
    main = threading.main_thread().ident
    starts = [frame]
    if threading.get_ident() != main:
        starts.append(sys._current_frames().get(main or 0))
    for start in starts:
        frame = start
        while frame is not None:
            yield frame
            frame = frame.f_back


def _place(frame: FrameType) -> str:
    file = Path(frame.f_code.co_filename)
    try:
        shown = file.relative_to(Path.cwd())
    except ValueError:
        shown = file
    return f"{shown.as_posix()}:{frame.f_lineno}"
