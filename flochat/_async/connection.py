"""The connections to the host, made when they are first needed."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock
from typing import Any

import httpx
from attrs import define

from .._sending import runtime_async
from .._sending.settings import USER_AGENT, Settings
from ..errors import ConfigurationError


@define
class _Pool:
    """An HTTP client, where it may be used, and by how many requests it is."""

    http: httpx.AsyncClient
    place: object
    users: int = 0
    guard: runtime_async.ClosedWithLoop | None = None

    async def close(self) -> None:
        await (self.guard or self.http).aclose()


class AsyncConnection:
    """Connections to one host, with one key.

    `http_transport` takes the place of the network, for measurements.
    """

    def __init__(self, settings: Settings, http_transport: Any = None) -> None:
        self._settings = settings
        self._http_transport = http_transport
        self._pool: _Pool | None = None
        self._closed = False
        self._lock = Lock()

    @asynccontextmanager
    async def borrowed(self) -> AsyncIterator[httpx.AsyncClient]:
        """The HTTP client for one request, which comes to its end even when this is closed.

        Raises `ConfigurationError` when this is closed already or cannot be used.
        """
        pool = self._entered()
        try:
            if pool.guard is None:
                pool.guard = await runtime_async.closed_with_loop(pool.http.aclose)
            yield pool.http
        except (KeyboardInterrupt, SystemExit):  # httpx may be left with what is of no use
            self._forget(pool)
            raise
        finally:
            await self._left(pool)

    async def close(self) -> None:
        """Close the connections, those in use as soon as they are no longer."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
            is_idle = (
                pool is not None
                and not pool.users
                and pool.place == runtime_async.connection_owner()
            )
        if pool is not None and is_idle:
            await pool.close()

    def _entered(self) -> _Pool:
        with self._lock:
            if self._closed:
                raise ConfigurationError("the client is closed")
            place = runtime_async.connection_owner()
            if self._pool is None or self._pool.place != place or self._pool.http.is_closed:
                self._pool = _Pool(self._connect(), place)
            self._pool.users += 1
            return self._pool

    async def _left(self, pool: _Pool) -> None:
        with self._lock:
            pool.users -= 1
            is_over = not pool.users and pool is not self._pool
        if is_over:
            await pool.close()

    def _forget(self, pool: _Pool) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None

    def _connect(self) -> httpx.AsyncClient:
        settings = self._settings
        try:
            http = httpx.AsyncClient(
                headers=_headers(settings),
                timeout=timeouts(settings),
                verify=_tls(settings),
                proxy=settings.proxy,
                trust_env=not settings.is_loopback,
                # Webhooks on loopback alone are plain here, and no proxy should see them.
                mounts=None if settings.is_plain else {"http://": None},
                follow_redirects=False,
                transport=self._http_transport,
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
            raise ConfigurationError(f"proxy or ca_bundle cannot be used: {error}") from error
        runtime_async.enforce_time_limit(http)
        return http


def timeouts(settings: Settings) -> httpx.Timeout:
    """How long to reach the host may take, and the next part of an answer."""
    return httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout)


def public_headers(settings: Settings) -> dict[str, str]:
    """The headers of every request, but for the key's and those of the encoding."""
    ours = {"Accept": "application/json", "User-Agent": USER_AGENT}
    theirs = {name.lower() for name in settings.headers}
    return {k: v for k, v in ours.items() if k.lower() not in theirs} | dict(settings.headers)


def _headers(settings: Settings) -> dict[str, str]:
    key = f"Bearer {settings.api_key.reveal()}"
    return {"Accept-Encoding": "gzip", **public_headers(settings), "Authorization": key}


def _tls(settings: Settings) -> ssl.SSLContext | bool:
    """The TLS settings. Plain http needs none; a context that trusts nobody is quick to make."""
    if settings.is_plain:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if settings.ca_bundle is None:
        return True
    return ssl.create_default_context(cafile=settings.ca_bundle)
