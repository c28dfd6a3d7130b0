# Derived by scripts/sync_twin.py from
# flochat/_async/recorder.py: edit that one.
"""Runs a method as far as it gets without an answer, and keeps the requests that it would send."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import MethodType
from typing import Any, Final

from .._sending import runtime_sync
from .._sending.settings import Settings
from .._wire.operation_table import Envelope
from .._wire.prepared import PreparedRequest
from .._wire.wire import WireRequest, WireResponse, encode
from ..errors import InvalidArgumentError
from .connection import public_headers
from .exchange import whole_url
from .pager import Pager
from .transport import Transport

_OK: Final = WireResponse(200, {}, b'{"status": "ok"}')


class Recorder(Transport):
    """A transport that keeps what it is asked to send; its copies keep it in the same place."""

    def __init__(self, settings: Settings, *, parent: Recorder | None = None) -> None:
        super().__init__(settings, _NoSleepRuntime(), parent=parent)
        self._requests: list[PreparedRequest] = [] if parent is None else parent._requests

    def _copy(
        self, settings: Settings, _runtime: runtime_sync.Runtime, _deadline: float | None, /
    ) -> Recorder:
        return Recorder(settings, parent=self)

    def record(
        self, method: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> list[PreparedRequest]:
        """The requests that a method of a client, or a `partial` of one, would send."""
        redirected = self._redirected(method)
        self._requests.clear()  # not replaced: its copies use the same list
        with suppress(_AnswerNeeded):
            result = runtime_sync.maybe_await(redirected(*args, **kwargs))
            if isinstance(result, Pager):
                result.first()
        return list(self._requests)

    def _redirected(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """The same method of the same client or resource, but on this transport."""
        if isinstance(method, partial):
            return partial(self._redirected(method.func), *method.args, **method.keywords)
        owner = getattr(method, "__self__", None)
        with_transport = getattr(owner, "_with_transport", None)
        is_ours = isinstance(getattr(owner, "_transport", None), Transport)
        if not isinstance(method, MethodType) or with_transport is None or not is_ours:
            raise InvalidArgumentError(
                "prepare takes a method of this client, as in client.account.me"
            )
        return MethodType(method.__func__, with_transport(self))

    def send(self, request: WireRequest) -> WireResponse:
        self._check_needs(request)
        encode(request)
        self._requests.append(
            PreparedRequest(
                operation=request.operation,
                method=request.method,
                url=whole_url(self.settings, request),
                json=request.json,
                headers={
                    **public_headers(self.settings),
                    **({} if request.webhook else self.settings.customer.headers),
                    **request.headers,
                },
                api_key=self.settings.api_key,
                webhook=request.webhook,
            )
        )
        if request.row.envelope is Envelope.ACTION:  # an "ok" is all that the method waits for
            return _OK
        raise _AnswerNeeded


class _AnswerNeeded(Exception):
    """The next request depends on an answer."""


class _NoSleepRuntime(runtime_sync.Runtime):
    def sleep(self, seconds: float) -> None:
        """Return at once: nothing was sent, so there is nothing to wait for."""
