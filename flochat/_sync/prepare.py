# Derived by scripts/sync_twin.py from
# flochat/_async/prepare.py: edit that one.
"""Runs a method as far as it goes without an answer, and keeps the requests that it would send."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from .. import _io_sync as io
from ..errors import InvalidArgumentError
from ..operation_table import Envelope
from ..prepared import PreparedRequest
from ..settings import Settings
from ..wire import WireRequest, WireResponse
from .connection import public_headers
from .pager import Pager
from .transport import Transport, encode, whole_url

_OK = WireResponse(200, {}, b'{"status": "ok"}')


def prepare(
    settings: Settings, method: Callable[..., Any], /, *args: Any, **kwargs: Any
) -> list[PreparedRequest]:
    """The requests that a bound method of the client would send."""
    owner = getattr(method, "__self__", None)
    if not isinstance(getattr(owner, "_transport", None), Transport):
        raise InvalidArgumentError("prepare takes a method of this client, as in client.account.me")
    recorder = _Recorder(settings)
    with suppress(_AnswerNeeded):
        result = io.finished(getattr(_recorded(owner, recorder), method.__name__)(*args, **kwargs))
        if isinstance(result, Pager):
            result.first()
    return recorder.requests


def _recorded(owner: Any, recorder: _Recorder) -> Any:
    """The same resource, or client, on another transport."""
    twin = object.__new__(type(owner))
    twin._transport = recorder
    return twin


class _AnswerNeeded(Exception):
    """What comes next depends on an answer."""


class _Unhurried(io.Runtime):
    def sleep(self, seconds: float) -> None:
        """Nothing was sent, so there is nothing to wait for."""


class _Recorder(Transport):
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, _Unhurried())
        self.requests: list[PreparedRequest] = []

    def send(self, request: WireRequest) -> WireResponse:
        encode(request)
        self.requests.append(
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
