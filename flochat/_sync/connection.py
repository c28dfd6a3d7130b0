# Derived by scripts/sync_twin.py from
# flochat/_async/connection.py: edit that one.
"""The connections to the host, opened when they are first needed."""

from __future__ import annotations

import ssl
import time
from threading import Lock
from types import TracebackType
from typing import Any, Final

from attrs import define

from .._http import httpx
from .._sending import runtime_sync
from .._sending.log import guard_logs_of_http
from .._sending.settings import USER_AGENT, Settings
from ..errors import ConfigurationError, FlochatError
from .exchange import Channel

#: The most requests of one pool that are under way at once; further ones wait in turn.
_SLOTS: Final = 100
#: How long an idle connection is used again, in seconds; servers close theirs after 5 and more.
_KEPT: Final = 2.0
#: The same for what must not be repeated: when the server closes it meanwhile, nobody knows.
_KEPT_FOR_SENDS: Final = 1.0
#: How long, in seconds, no idle connection is used for such requests once one was lost by it.
_DISTRUST: Final = 600.0


class _Cookies(httpx.Cookies):
    """Cookies that are looked for only in an answer that sets one.

    httpx looks in each, by way of the urllib, which takes longer than all that we add to a call.
    """

    def extract_cookies(self, response: httpx.Response) -> None:
        if "set-cookie" in response.headers:
            super().extract_cookies(response)


class _Client(httpx.Client):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._cookies = _Cookies()


@define
class _Pool:
    """An HTTP client, the loop or process that it belongs to, and how many requests use it.

    httpcore is given no limit of its own: when a request gives up waiting for a place in its pool,
    the place is lost, and after an outage none is left. The channel has the limit instead.
    """

    http: httpx.Client
    owner: object
    channel: Channel
    is_for_sends: bool
    #: When what was learned of the host is forgotten, on the monotonic clock.
    ends_at: float | None
    users: int = 0
    guard: runtime_sync.ClosedWithLoop | None = None

    def serves(self, owner: object) -> bool:
        is_over = self.ends_at is not None and time.monotonic() >= self.ends_at
        return self.owner == owner and not self.http.is_closed and not is_over

    def close(self) -> None:
        (self.guard or self.http).close()


class Connection:
    """Connections to one host, with one key: a pool for what may be repeated, one for the rest.

    `http_transport` replaces the network, for measurements.
    """

    def __init__(self, settings: Settings, http_transport: Any = None) -> None:
        self._settings = settings
        self._http_transport = http_transport
        self._pools: dict[bool, _Pool] = {}  # by whether it is for sends
        self._tls: ssl.SSLContext | None = None
        self._distrusted_until: float | None = None
        self._is_closed = False
        self._lock = Lock()

    def borrowed(self, *, for_sends: bool) -> _Borrowed:
        """The channel for one request, which may finish even when this is closed meanwhile.

        `for_sends` is for what must not be repeated. Entering raises `ConfigurationError` when this
        is closed already or cannot be set up.
        """
        return _Borrowed(self, for_sends)

    def close(self) -> None:
        """Close the connections; one that is in use is closed once it no longer is."""
        with self._lock:
            self._is_closed = True
            pools, self._pools = self._pools, {}
            idle = [pool for pool in pools.values() if not pool.users]
        for pool in idle:
            if pool.owner == runtime_sync.connection_owner():
                pool.close()

    @property
    def owners(self) -> list[object]:
        """What its connections belong to; see `connection_owner` of the runtime."""
        with self._lock:
            return [pool.owner for pool in self._pools.values()]

    def _enter(self, for_sends: bool) -> _Pool:
        with self._lock:
            if self._is_closed:
                raise ConfigurationError("the client is closed")
            owner = runtime_sync.connection_owner()
            pool = self._pools.get(for_sends)
            if pool is None or not pool.serves(owner):
                pool = self._pools[for_sends] = self._make_pool(owner, for_sends)
            pool.users += 1
            return pool

    def _leave(self, pool: _Pool) -> None:
        with self._lock:
            pool.users -= 1
            is_unused = not pool.users and pool is not self._pools.get(pool.is_for_sends)
        if is_unused:
            pool.close()

    def _forget(self, pool: _Pool) -> None:
        with self._lock:
            if self._pools.get(pool.is_for_sends) is pool:
                del self._pools[pool.is_for_sends]

    def _distrust(self) -> None:
        """Make each send on a connection of its own for a while: the host closes idle ones."""
        with self._lock:
            self._distrusted_until = time.monotonic() + _DISTRUST
            self._pools.pop(True, None)

    def _make_pool(self, owner: object, for_sends: bool) -> _Pool:
        until = self._distrusted_until if for_sends else None
        if until is not None and time.monotonic() >= until:
            until = self._distrusted_until = None
        limits = httpx.Limits(
            max_connections=None,
            max_keepalive_connections=None if until is None else 0,
            keepalive_expiry=_KEPT_FOR_SENDS if for_sends else _KEPT,
        )
        http = self._connect(limits)
        channel = Channel(
            http,
            runtime_sync.Slots(_SLOTS),
            calls_trace=self._http_transport is None,
            on_idle_lost=self._distrust if for_sends and until is None else None,
        )
        return _Pool(http, owner, channel, for_sends, until)

    def _connect(self, limits: httpx.Limits) -> httpx.Client:
        settings = self._settings
        try:
            if self._tls is None:  # loading the certificates takes longer than a request
                self._tls = _tls(settings)
            http = _Client(
                headers=_headers(settings),
                timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
                limits=limits,
                verify=self._tls,
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
        guard_logs_of_http()
        return http


class _Borrowed:
    """A context that every request enters, so it is a class: a generator takes twice the time."""

    __slots__ = ("_connection", "_for_sends", "_pool")

    def __init__(self, connection: Connection, for_sends: bool) -> None:
        self._connection = connection
        self._for_sends = for_sends

    def __enter__(self) -> Channel:
        self._pool = pool = self._connection._enter(self._for_sends)
        if pool.guard is None:
            pool.guard = runtime_sync.closed_with_loop(pool.http.close)
        return pool.channel

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None and not issubclass(kind, (FlochatError, *runtime_sync.CANCELLED)):
            self._connection._forget(self._pool)  # Ctrl-C, a signal handler: httpx may be broken
        self._connection._leave(self._pool)


def public_headers(settings: Settings) -> dict[str, str]:
    """The headers of every request, except for the key and the accepted encodings."""
    defaults = {"Accept": "application/json", "User-Agent": USER_AGENT}
    replaced = {name.lower() for name in settings.headers}
    return {k: v for k, v in defaults.items() if k.lower() not in replaced} | dict(settings.headers)


def _headers(settings: Settings) -> dict[str, str]:
    key = f"Bearer {settings.api_key.reveal()}"
    return {"Accept-Encoding": "gzip", **public_headers(settings), "Authorization": key}


def _tls(settings: Settings) -> ssl.SSLContext:
    """The TLS settings. Plain http needs none; a context without certificates is quick to make."""
    if settings.is_plain:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if settings.ca_bundle is None:
        return httpx.create_ssl_context(trust_env=not settings.is_loopback)
    return ssl.create_default_context(cafile=settings.ca_bundle)
