"""Posts to a service, and waits for its answer as long as the platform would."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from ..._sending.log import log_fields
from .asgi import AsgiService
from .destinations import Address, Destination, Destinations, is_here, may_reach
from .loop_thread import LoopThread
from .no_answer import NoAnswer, raised, stopped, too_large, too_late
from .outcome import PostedRequest, ServiceAnswer, without_query

if TYPE_CHECKING:
    from ..._http import httpx

LOG: Final = logging.getLogger("flochat.sandbox.calls")

_PORTS: Final = {"https": 443, "http": 80}


class Poster:
    """Posts for one sandbox. It may be used from any thread."""

    def __init__(self, destinations: Destinations) -> None:
        self.destinations: Final = destinations
        self._network = LoopThread("flochat sandbox calls")
        self._lock = threading.Lock()
        self._services: dict[int, AsgiService] = {}

    def check(self, url: str) -> None:
        """Raise `ValueError` for an address that nothing may be posted to."""
        self.destinations.find(url)

    def post(self, request: PostedRequest, seconds: float, max_bytes: int) -> ServiceAnswer:
        """The answer to a request. Raises `NoAnswer`, and `ValueError` as `check` does."""
        destination = self.destinations.find(request.url)
        if destination.app is not None and not destination.is_wsgi:
            return self._service(destination.app).post(request, seconds, max_bytes)
        from ..._http import httpx  # noqa: F401 - now, so that the time that it takes is not the service's

        future = self._network.submit(self._post(request, destination, seconds, max_bytes))
        try:
            return future.result()
        except CancelledError:
            raise stopped() from None
        except TimeoutError:
            raise too_late(seconds, is_in_a_loop=_is_in_a_loop()) from None
        except BaseException:  # Ctrl-C as well
            future.cancel()
            raise

    def stop_unrouted(self) -> None:
        """Stop the applications that no route leads to any more."""
        routed = {id(service) for _, service in self.destinations.routes}
        with self._lock:
            left = [self._services.pop(key) for key in self._services.keys() - routed]
        for service in left:
            service.close()

    def close(self) -> None:
        """Stop the applications, and end all threads."""
        for service in self._services.values():
            service.close()
        self._services.clear()
        self._network.close()

    def _service(self, app: Callable[..., Any]) -> AsgiService:
        with self._lock:
            return self._services.setdefault(id(app), AsgiService(app))

    async def _post(
        self, request: PostedRequest, destination: Destination, seconds: float, max_bytes: int
    ) -> ServiceAnswer:
        exchange = _Exchange(request, destination, max_bytes)
        async with asyncio.timeout(seconds):
            if destination.is_wsgi:
                # What is late goes on in its thread, as on a server.
                return await asyncio.to_thread(exchange.with_wsgi)
            return await self._over_the_network(exchange, destination.url)

    async def _over_the_network(self, exchange: _Exchange, address: str) -> ServiceAnswer:
        from ..._http import httpx

        url = httpx.URL(address)
        found = await self._resolve(url.host, url.port or _PORTS[url.scheme])
        *others, last = found
        # A name can have addresses of both kinds, and the service listen on one.
        for other in others:
            with suppress(httpx.ConnectError):
                return await exchange.with_address(url, other)
        try:
            return await exchange.with_address(url, last)
        except httpx.ConnectError as error:
            what = f"nothing answers at {without_query(address)}: {error}"
            raise NoAnswer("unreachable", "url", what) from None

    async def _resolve(self, host: str, port: int) -> list[Address]:
        """The addresses of a host, looked up once. Raises `NoAnswer` for what is out of bounds."""
        allow_outside = self.destinations.allow_outside
        if not allow_outside and not is_here(host):
            # Not even its name is asked for: that would be a request to the network, too.
            raise NoAnswer("out of bounds", "url", _out_of_bounds(host, allow_outside))
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NoAnswer("unreachable", "url", f"{host} has no address: {error}") from None
        addresses = [ipaddress.ip_address(it[4][0]) for it in found]
        if not may_reach(addresses, allow_outside=allow_outside):
            raise NoAnswer("out of bounds", "url", _out_of_bounds(host, allow_outside))
        return list(dict.fromkeys(addresses))


class _Exchange:
    """One request to one service that is not an ASGI application."""

    def __init__(self, request: PostedRequest, destination: Destination, max_bytes: int) -> None:
        self._request = request
        self._destination = destination
        self._max_bytes = max_bytes
        self._started = time.monotonic()

    async def with_address(self, url: httpx.URL, address: Address) -> ServiceAnswer:
        """Ask a service at one of its addresses. Raises httpx's `ConnectError`, and `NoAnswer`."""
        from ..._http import httpx

        # The time is limited as a whole, by the caller.
        client = httpx.AsyncClient(trust_env=False, timeout=None, verify=_verify(url))
        self._started = time.monotonic()
        body = bytearray()
        try:
            async with (
                client as http,
                http.stream(
                    "POST",
                    url.copy_with(host=str(address)),
                    content=self._request.content,
                    headers={**self._request.headers, "host": url.netloc.decode()},
                    extensions={"sni_hostname": url.host},
                ) as response,
            ):
                async for chunk in response.aiter_raw():
                    self._collect(chunk, body, response)
                return self._answer(response, body)
        except httpx.ConnectError:
            raise
        except (httpx.TransportError, httpx.InvalidURL) as error:
            what = f"what came is no whole answer of HTTP ({error or type(error).__name__})"
            raise NoAnswer("cut off", "body", what) from None

    def with_wsgi(self) -> ServiceAnswer:
        """Ask a WSGI application. Raises `NoAnswer`."""
        from ..._http import httpx

        assert self._destination.app is not None
        body = bytearray()
        try:
            with (
                httpx.Client(
                    transport=httpx.WSGITransport(self._destination.app), timeout=None
                ) as http,
                http.stream(
                    "POST",
                    self._destination.url,
                    content=self._request.content,
                    headers=dict(self._request.headers),
                ) as response,
            ):
                for chunk in response.iter_raw():
                    self._collect(chunk, body, response)
                return self._answer(response, body)
        except NoAnswer:
            raise
        except Exception as error:
            LOG.error(
                "a service raised an exception", exc_info=error, extra=log_fields("service_failed")
            )
            seconds = time.monotonic() - self._started
            raise raised(error, ServiceAnswer(500, {}, b"", seconds)) from error

    def _collect(self, chunk: bytes, body: bytearray, response: httpx.Response) -> None:
        body += chunk
        if len(body) > self._max_bytes:
            whole = self._answer(response, body[: self._max_bytes])
            raise too_large(self._max_bytes, whole)

    def _answer(self, response: httpx.Response, body: bytearray) -> ServiceAnswer:
        seconds = time.monotonic() - self._started
        headers = dict(response.headers.items())
        return ServiceAnswer(response.status_code, headers, bytes(body), seconds)


def _is_in_a_loop() -> bool:
    """Whether an event loop runs in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _verify(url: httpx.URL) -> ssl.SSLContext | bool:
    """Whom to trust: what browsers do, and what this machine does, as for a developer's own."""
    from ..._http import httpx

    if url.scheme != "https":
        return False
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _out_of_bounds(host: str, allow_outside: bool) -> str:
    if allow_outside:
        return f"{host} is at an address that belongs to no service"
    return (
        f"{host} is not on this machine, and the sandbox calls nothing else: lead it to your "
        f"service with routes={{'https://{host}': 'http://127.0.0.1:5000'}} (--route), or pass "
        "allow_outside=True (--allow-outside)"
    )
