# Derived by scripts/sync_twin.py from
# flochat/_async/recorder.py: edit that one.
"""Runs a method as far as it goes without an answer, and keeps the requests that it would send."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from .._sending import runtime_sync
from .._sending.settings import Settings
from .._wire.operation_table import Envelope
from .._wire.prepared import PreparedRequest
from .._wire.wire import WireRequest, WireResponse
from ..errors import InvalidArgumentError
from .connection import public_headers
from .pager import Pager
from .transport import Transport, encode, whole_url

_OK = WireResponse(200, {}, b'{"status": "ok"}')


class Recorder(Transport):
    """Takes the place of a transport, and keeps what it is asked to send."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, _Unhurried())
        self._requests: list[PreparedRequest] = []

    def record(
        self, method: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> list[PreparedRequest]:
        """The requests that a bound method of a client would send."""
        owner = getattr(method, "__self__", None)
        if not hasattr(owner, "_transport"):
            raise InvalidArgumentError(
                "prepare takes a method of this client, as in client.account.me"
            )
        self._requests = []
        with suppress(_AnswerNeeded):
            result = runtime_sync.maybe_await(
                getattr(self._in_place_of(owner), method.__name__)(*args, **kwargs)
            )
            if isinstance(result, Pager):
                result.first()
        return self._requests

    def _in_place_of(self, owner: Any) -> Any:
        """The same resource, or client, on this transport."""
        twin = object.__new__(type(owner))
        twin._transport = self
        return twin

    def send(self, request: WireRequest) -> WireResponse:
        encode(request)
        self._requests.append(
            PreparedRequest(
                operation=request.operation,
                method=request.method,
                url=whole_url(self.settings, request),
                json=request.json,
                headers={**public_headers(self.settings), **request.headers},
                api_key=self.settings.api_key,
                webhook=request.webhook,
            )
        )
        if request.row.envelope is Envelope.ACTION:  # an "ok" is all that anybody waits for
            return _OK
        raise _AnswerNeeded


class _AnswerNeeded(Exception):
    """What comes next depends on an answer."""


class _Unhurried(runtime_sync.Runtime):
    def sleep(self, seconds: float) -> None:
        """Nothing was sent, so there is nothing to wait for."""
