# Derived by scripts/sync_twin.py from
# flochat/_async/low_level.py: edit that one.
"""The generated client, wired to our transport: key, caps, waits and retries are the same."""

from __future__ import annotations

import json
from typing import Final, NoReturn

from flochat_api import AuthenticatedClient as AuthenticatedClient

from .._http import httpx
from .._sending.settings import CUSTOMER_HEADERS
from .._wire.seam import identify
from .._wire.wire import WireRequest, WireResponse
from ..errors import ConfigurationError, InvalidArgumentError
from .exchange import ShownURL, shown_url
from .transport import Transport

#: In two parts: the twin is derived by taking "Async" off names, and this is the same in both.
_ASYNC_CLIENT: Final = "Async" + "Flochat"
_JSON: Final = "application/json"
#: Headers that httpx adds to every request, and those that the transport sets itself.
_NOT_THE_CALLERS: Final = frozenset(
    [
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
    ]
)
#: Headers of an answer that are no longer true once it is read and unpacked.
_OF_THE_WIRE: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def low_level_client(transport: Transport) -> AuthenticatedClient:
    """A generated client that sends through `transport` and never holds the key itself."""
    return AuthenticatedClient(
        base_url=transport.settings.base_url,
        token="held-by-the-client",
        httpx_args={"transport": _LowLevelTransport(transport), "trust_env": False},
    )


def _as_it_is(_request: WireRequest, answer: WireResponse, *, now: float) -> WireResponse:  # noqa: ARG001 - as other readers of answers
    return answer


class _LowLevelTransport(httpx.BaseTransport):
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        wire_request = self._wire_request(request, request.read())
        shown = shown_url(self._transport.settings, wire_request)
        request.url = ShownURL(request.url, shown)  # the generated client logs it, too
        answer = self._transport.call(wire_request, _as_it_is)
        headers = {k: v for k, v in answer.headers.items() if k not in _OF_THE_WIRE}
        return httpx.Response(answer.status, headers=headers, content=answer.body)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("handle_"):
            raise ConfigurationError(
                "of the functions of flochat_api.api, `asyncio` and `asyncio_detailed` take "
                f"{_ASYNC_CLIENT}().api, and `sync` and `sync_detailed` take Flochat().api"
            )
        raise AttributeError(name)

    def _wire_request(self, request: httpx.Request, content: bytes) -> WireRequest:
        base = str(httpx.URL(self._transport.settings.base_url))  # spelt as httpx spells it
        url = str(request.url)
        if not url.startswith(base + "/"):
            raise InvalidArgumentError(f"{request.url.host} is not below {base}")
        path, _, _query = url.removeprefix(base).partition("?")
        if CUSTOMER_HEADERS & request.headers.keys():
            raise InvalidArgumentError(
                "the headers that name a customer are set by the clients that for_flow() and "
                "for_workspace() return; leave them out"
            )
        operation, row = identify(request.method, path)
        headers = {k: v for k, v in request.headers.items() if k not in _NOT_THE_CALLERS}
        media_type = request.headers.get("content-type", _JSON)
        is_json = media_type.partition(";")[0] == _JSON
        if content and not is_json:
            headers["Content-Type"] = media_type
        return WireRequest(
            operation=operation,
            row=row,
            method=request.method,
            path=url.removeprefix(base),
            query={},
            json=json.loads(content) if content and is_json else None,
            headers=headers,
            content=content if content and not is_json else None,
        )
