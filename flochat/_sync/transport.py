# Derived by scripts/sync_twin.py from
# flochat/_async/transport.py: edit that one.
"""Sends requests: authentication, timeouts, size caps, and retries as the policy decides."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

import httpx

from .. import _io_sync as io
from .. import policy
from ..errors import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    DecodeError,
    InvalidArgumentError,
    OutcomeUnknownError,
)
from ..inflate import BodyError, Inflater
from ..operation_table import Safety
from ..policy import Action
from ..settings import LARGEST_ANSWER, USER_AGENT, Settings
from ..wire import WireRequest, WireResponse

_log = logging.getLogger("flochat")

#: Where a transport tells no trace: what fails before anything is sent.
_NEVER_SENT: Final = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)


class Transport:
    """One connection pool to one host, with one key.

    `http_transport` takes the place of the network, for measurements.
    """

    def __init__(
        self, settings: Settings, runtime: io.Runtime, *, http_transport: Any = None
    ) -> None:
        self.settings = settings
        self.runtime = runtime
        self._http_transport = http_transport
        self._http: httpx.Client | None = None
        self._place: object = None
        self._closed = False
        self._lock = Lock()

    def send(self, request: WireRequest) -> WireResponse:
        """Send a request, as often as the policy allows, and return the answer whatever its status.

        Raises `OutcomeUnknownError` when a call that must not be repeated may have been carried
        out, `APIConnectionError` or `APITimeoutError` when no answer came, and `DecodeError` when
        the answer's body is too large or broken.
        """
        content = encode(request)
        retries = 0
        may_have_acted = False
        while True:
            attempt = _Attempt()
            http = self._client()
            sent = self._built(http, request, content, attempt)
            try:
                answer = self._exchange(http, sent)
            except (httpx.HTTPError, TimeoutError) as error:
                decision = self._after_break(request, error, attempt, retries)
                cause = _connection_error(request, error)
                if decision.action is Action.UNKNOWN:
                    raise _unknown(request, str(cause)) from error
                if decision.action is Action.DELIVER:
                    raise cause from error
                may_have_acted |= attempt.may_have_acted(error)
            except BodyError as error:
                if not request.row.repeatable:
                    raise _unknown(request, str(error)) from error
                raise DecodeError(str(error), operation=request.operation) from error
            else:
                decision = self._after_answer(request, answer, retries)
                if decision.action is Action.UNKNOWN:
                    raise _unknown(request, f"it answered {answer.status}")
                if decision.action is Action.DELIVER:
                    is_gone = answer.status == 404 and request.row.safety is Safety.DESTROY
                    return _DONE_BEFORE if is_gone and may_have_acted else answer
                may_have_acted |= answer.status >= 500
            retries += 1
            _log.info("%s: retry %d in %.1f s", request.operation, retries, decision.wait)
            self.runtime.sleep(decision.wait)

    def close(self) -> None:
        """Close the connections; every later call raises `ConfigurationError`."""
        with self._lock:
            self._closed = True
            http, self._http = self._http, None
        if http is not None:
            http.close()

    def _built(
        self,
        http: httpx.Client,
        request: WireRequest,
        content: bytes | None,
        attempt: _Attempt,
    ) -> httpx.Request:
        try:
            return http.build_request(
                request.method,
                self.settings.base_url + request.path,
                params=dict(request.query) or None,
                content=content,
                headers={**(_JSON_BODY if content is not None else {}), **request.headers},
                extensions={"trace": attempt.trace},
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InvalidArgumentError(f"{request.operation}: no URL: {error}") from error

    def _exchange(self, http: httpx.Client, sent: httpx.Request) -> WireResponse:
        """One request and its whole answer, within the total timeout."""
        try:
            with io.time_limit(self.settings.total_timeout):
                response = http.send(sent, stream=True)
                try:
                    return _read(response)
                finally:
                    response.close()
        finally:
            sent.headers.clear()  # exceptions of httpx keep their request

    def _after_break(
        self, request: WireRequest, error: Exception, attempt: _Attempt, retries: int
    ) -> policy.Decision:
        return policy.after_break(
            self.settings.retry,
            repeatable=request.row.repeatable,
            may_have_acted=attempt.may_have_acted(error),
            retries=retries,
            random=self.runtime.random(),
        )

    def _after_answer(
        self, request: WireRequest, answer: WireResponse, retries: int
    ) -> policy.Decision:
        return policy.after_answer(
            self.settings.retry,
            answer,
            repeatable=request.row.repeatable,
            retries=retries,
            now=self.runtime.time(),
            random=self.runtime.random(),
        )

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._closed:
                raise ConfigurationError("the client is closed")
            place = io.place()
            if self._http is None or self._place is not place:
                self._http, self._place = self._connect(), place
            return self._http

    def _connect(self) -> httpx.Client:
        settings = self.settings
        try:
            http = httpx.Client(
                headers=_headers(settings),
                timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
                verify=_tls(settings),
                proxy=settings.proxy,
                trust_env=not settings.is_loopback,
                follow_redirects=False,
                transport=self._http_transport,
            )
        except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
            raise ConfigurationError(f"proxy or ca_bundle cannot be used: {error}") from error
        io.cap_reads(http)
        return http


class _Attempt:
    """Watches one attempt, to tell afterwards whether the service can have seen any of it."""

    def __init__(self) -> None:
        self._watched = False
        self._sent = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        self._watched = True
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self._sent = True

    def may_have_acted(self, error: Exception) -> bool:
        return self._sent if self._watched else not isinstance(error, _NEVER_SENT)


#: A delete was repeated, and what it was to delete is gone: the lost answer was a good one.
_DONE_BEFORE: Final = WireResponse(200, {}, b'{"status": "ok"}')

_JSON_BODY: Final = {"Content-Type": "application/json"}


def whole_url(settings: Settings, request: WireRequest) -> str:
    """Where a request goes, with its query."""
    return str(httpx.URL(settings.base_url + request.path, params=dict(request.query) or None))


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


def encode(request: WireRequest) -> bytes | None:
    """The body of a request. Raises `InvalidArgumentError` for what JSON cannot hold."""
    if request.json is None:
        return None
    try:
        text = json.dumps(request.json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"{request.operation}: not JSON: {error}") from error


def _read(response: httpx.Response) -> WireResponse:
    """Read an answer to its end, unpacking it under a cap."""
    if response.is_stream_consumed:  # only where `http_transport` answers with a whole body
        body = response.content
    else:
        inflater = Inflater(response.headers.get("content-encoding", ""), LARGEST_ANSWER)
        for chunk in response.iter_raw():
            inflater.feed(chunk)
        body = inflater.finish()
    return WireResponse(response.status_code, dict(response.headers), body)


def _connection_error(request: WireRequest, error: Exception) -> APIConnectionError:
    told = str(error) or type(error).__name__
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(
            f"{request.operation}: no whole answer in time: {told}", operation=request.operation
        )
    return APIConnectionError(
        f"{request.operation}: no answer: {told}", operation=request.operation
    )


def _unknown(request: WireRequest, told: str) -> OutcomeUnknownError:
    return OutcomeUnknownError(told, operation=request.operation)
