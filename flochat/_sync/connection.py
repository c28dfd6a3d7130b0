# Derived by scripts/sync_twin.py from
# flochat/_async/connection.py: edit that one.
"""The connections to the host, opened when they are first needed."""

from __future__ import annotations

import ssl
from threading import Lock
from types import TracebackType
from typing import Any

import httpx
from attrs import define

from .._sending import runtime_sync
from .._sending.settings import USER_AGENT, Settings
from ..errors import ConfigurationError
from .exchange import Channel


@define
class _Pool:
    """An HTTP client, the loop or process that it belongs to, and how many requests use it."""

    http: httpx.Client
    owner: object
    channel: Channel
    users: int = 0
    guard: runtime_sync.ClosedWithLoop | None = None

    def close(self) -> None:
        (self.guard or self.http).close()


class Connection:
    """Connections to one host, with one key.

    `http_transport` replaces the network, for measurements.
    """

    def __init__(self, settings: Settings, http_transport: Any = None) -> None:
        self._settings = settings
        self._http_transport = http_transport
        self._pool: _Pool | None = None
        self._is_closed = False
        self._lock = Lock()

    def borrowed(self) -> _Borrowed:
        """The channel for one request, which may finish even when this is closed meanwhile.

        Entering raises `ConfigurationError` when this is closed already or cannot be set up.
        """
        return _Borrowed(self)

    def close(self) -> None:
        """Close the connections; one that is in use is closed once it no longer is."""
        with self._lock:
            self._is_closed = True
            pool, self._pool = self._pool, None
            is_idle = (
                pool is not None
                and not pool.users
                and pool.owner == runtime_sync.connection_owner()
            )
        if pool is not None and is_idle:
            pool.close()

    def _enter(self) -> _Pool:
        with self._lock:
            if self._is_closed:
                raise ConfigurationError("the client is closed")
            owner = runtime_sync.connection_owner()
            if self._pool is None or self._pool.owner != owner or self._pool.http.is_closed:
                http = self._connect()
                self._pool = _Pool(http, owner, Channel(http))
            self._pool.users += 1
            return self._pool

    def _leave(self, pool: _Pool) -> None:
        with self._lock:
            pool.users -= 1
            is_unused = not pool.users and pool is not self._pool
        if is_unused:
            pool.close()

    def _forget(self, pool: _Pool) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None

    def _connect(self) -> httpx.Client:
        settings = self._settings
        try:
            http = httpx.Client(
                headers=_headers(settings),
                timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
                verify=_tls(settings),
                proxy=settings.proxy,
                trust_env=not settings.is_loopback,
                # Only webhooks on loopback are plain here, and no proxy should see them.
                mounts=None if settings.is_plain else {"http://": None},
                follow_redirects=False,
                transport=self._http_transport,
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
            from .._sending.environment import setup_error

            raise setup_error(error, settings, httpx.URL) from error
        runtime_sync.enforce_time_limit(http)
        return http


class _Borrowed:
    """A context that every request enters, so it is a class: a generator takes twice the time."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Channel:
        self._pool = pool = self._connection._enter()
        if pool.guard is None:
            pool.guard = runtime_sync.closed_with_loop(pool.http.close)
        return pool.channel

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None and issubclass(kind, KeyboardInterrupt | SystemExit):
            self._connection._forget(self._pool)  # httpx may be left in a broken state
        self._connection._leave(self._pool)


def public_headers(settings: Settings) -> dict[str, str]:
    """The headers of every request, except for the key and the accepted encodings."""
    defaults = {"Accept": "application/json", "User-Agent": USER_AGENT}
    replaced = {name.lower() for name in settings.headers}
    return {k: v for k, v in defaults.items() if k.lower() not in replaced} | dict(settings.headers)


def _headers(settings: Settings) -> dict[str, str]:
    key = f"Bearer {settings.api_key.reveal()}"
    return {"Accept-Encoding": "gzip", **public_headers(settings), "Authorization": key}


def _tls(settings: Settings) -> ssl.SSLContext | bool:
    """The TLS settings. Plain http needs none; a context without certificates is quick to make."""
    if settings.is_plain:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if settings.ca_bundle is None:
        return True
    return ssl.create_default_context(cafile=settings.ca_bundle)
