"""The connections to the host, made when they are first needed."""

from __future__ import annotations

import ssl
from threading import Lock
from typing import Any

import httpx

from .. import _io_async as io
from ..errors import ConfigurationError
from ..settings import USER_AGENT, Settings


class AsyncConnection:
    """One pool of connections to one host, with one key.

    `http_transport` takes the place of the network, for measurements.
    """

    def __init__(self, settings: Settings, http_transport: Any = None) -> None:
        self._settings = settings
        self._http_transport = http_transport
        self._http: httpx.AsyncClient | None = None
        self._place: object = None
        self._closed = False
        self._lock = Lock()

    def http(self) -> httpx.AsyncClient:
        """The HTTP client. Raises `ConfigurationError` when this is closed or cannot be used."""
        with self._lock:
            if self._closed:
                raise ConfigurationError("the client is closed")
            place = io.place()
            if self._http is None or self._place is not place:
                self._http, self._place = self._connect(), place
            return self._http

    async def close(self) -> None:
        with self._lock:
            self._closed = True
            http, self._http = self._http, None
        if http is not None:
            await http.aclose()

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
        io.cap_reads(http)
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
