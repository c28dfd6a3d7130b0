"""The door for WSGI servers and frameworks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from .answers import CallbackAnswer
from .calls import Calls, Endpoint
from .incoming import Incoming, read_all
from .refusals import CallbackLengthRequired, CallbackNotFound
from .routes import Routes

WsgiEnviron: TypeAlias = dict[str, Any]
WsgiStartResponse: TypeAlias = Callable[..., object]

_HEADER: Final = "HTTP_"
#: The two headers that WSGI has by names of their own.
_NAMED: Final = ("CONTENT_TYPE", "CONTENT_LENGTH")


class WsgiApp:
    """A WSGI app that answers the platform; `Callbacks.wsgi` makes it.

    It may be mounted below a path.
    """

    def __init__(self, calls: Calls, routes: Routes[Endpoint]) -> None:
        self._calls = calls
        self._routes = routes

    def __call__(self, environ: WsgiEnviron, start_response: WsgiStartResponse) -> Iterable[bytes]:
        """Serve one request, as PEP 3333 says."""
        incoming = Incoming.of(
            list(_headers(environ)),
            environ.get("REQUEST_METHOD", ""),
            environ.get("QUERY_STRING", ""),
        )
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        try:
            shown, endpoint = self._routes.find(path)
        except CallbackNotFound as error:
            self._calls.refuse(incoming, error)
            answer = error.answer
        else:
            answer = self._calls.answer(
                endpoint, incoming, shown, lambda length: self._read(environ, length)
            )
        start_response(_status_line(answer), _answer_headers(answer))
        return [] if incoming.method == "HEAD" else [answer.body]

    def _read(self, environ: WsgiEnviron, length: int | None) -> bytes:
        """The body; without a length it is empty, or chunked on a server that tells its end."""
        if length is None and not environ.get("wsgi.input_terminated"):
            if environ.get("HTTP_TRANSFER_ENCODING"):
                raise CallbackLengthRequired("a body must have its Content-Length")
            return b""
        return read_all(environ["wsgi.input"], self._calls.gate.max_body, length)


def _headers(environ: WsgiEnviron) -> Iterator[tuple[str, str]]:
    for key, value in environ.items():
        if key.startswith(_HEADER):
            yield key[len(_HEADER) :].replace("_", "-"), value
        elif key in _NAMED and value:
            yield key.replace("_", "-"), value


def _status_line(answer: CallbackAnswer) -> str:
    try:
        return f"{answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        return f"{answer.status} -"


def _answer_headers(answer: CallbackAnswer) -> list[tuple[str, str]]:
    return [*answer.headers.items(), ("Content-Length", str(len(answer.body)))]
