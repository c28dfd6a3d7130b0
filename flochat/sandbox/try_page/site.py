"""The page `/try` on the wire.

It needs no key, so that it answers only a browser that was sent here itself: the host must be this
machine's by name (a name of somebody else's may lead here, too), and what changes something must
come from the page.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from ..areas.subscribers import SUBSCRIBERS
from ..calls.caller import Caller
from ..flows import Flows
from ..seed import Seed
from ..store import Store
from . import PATH, conversation

#: Path -> its file and media type.
_FILES: Final = {
    PATH: ("page.html", "text/html"),
    f"{PATH}/page.css": ("page.css", "text/css"),
    f"{PATH}/page.js": ("page.js", "text/javascript"),
}
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_MAX_BODY: Final = 64 * 1024
_MAX_NAME: Final = 100
#: The port that no address names.
_USUAL_PORT: Final = 80
#: The largest number of a row.
_MAX_NUMBER: Final = 2**63 - 1

Body = Mapping[str, Any]


class _Refused(Exception):
    """A request of somebody else, or one that makes no sense."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


class TrySite:
    """Answers what is below `/try`; an ASGI application."""

    def __init__(self, caller: Caller, flows: Flows, port: int) -> None:
        self._caller = caller
        self._flows = flows
        end = "" if port == _USUAL_PORT else f":{port}"
        self._hosts = frozenset({f"127.0.0.1{end}", f"localhost{end}"})
        self._actions: Final[Mapping[str, Callable[[Body], object]]] = {
            f"{PATH}/say": self._say,
            f"{PATH}/press": self._press,
            f"{PATH}/pause": self._pause,
            f"{PATH}/person": self._create,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            self._check_host(request)
            answer = await self._answer(request)
        except _Refused as refused:
            answer = JSONResponse({"message": refused.message}, refused.status)
        answer.headers.update(_HEADERS)
        await answer(scope, receive, send)

    def _check_host(self, request: Request) -> None:
        if request.headers.get("host") not in self._hosts:
            raise _Refused(421, f"this page is at {' and '.join(sorted(self._hosts))} only")

    async def _answer(self, request: Request) -> Response:
        path = request.url.path.rstrip("/")
        if request.method == "POST" and path in self._actions:
            self._check_origin(request)
            body = await _body(request)
            # In a thread: a service is asked, which may ask the sandbox in turn.
            result = await asyncio.to_thread(_carry_out, self._actions[path], body)
            return JSONResponse({"result": result})
        if request.method not in ("GET", "HEAD"):
            raise _Refused(405, "this address takes no such request")
        if path == f"{PATH}/state":
            if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
                raise _Refused(403, "this is for the page itself")
            user_ns = request.query_params.get("person")
            return JSONResponse(await asyncio.to_thread(self._state, user_ns))
        if path not in _FILES:
            raise _Refused(404, "there is nothing at this address")
        name, media_type = _FILES[path]
        return Response(_read(name), media_type=media_type)

    def _check_origin(self, request: Request) -> None:
        """Only the page may change something: no other site that is open in the browser."""
        origin = request.headers.get("origin", "")
        if origin != f"http://{request.headers['host']}":
            raise _Refused(403, "this is for the page itself")
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise _Refused(415, "the body must be JSON")

    def _state(self, user_ns: str | None) -> dict[str, Any]:
        """What the page shows: everybody, and the person it is about."""
        store = self._flows.first
        with store.transaction():
            everybody = conversation.people(user_ns, store)
            chosen = user_ns
            if user_ns is None or SUBSCRIBERS.find("user_ns", user_ns, store) is None:
                chosen = everybody[0]["user_ns"] if everybody else None
            person = chosen and conversation.describe(chosen, store, self._caller)
        return {"people": everybody, "person": person}

    def _say(self, body: Body) -> str:
        call = self._caller.say(_text(body, "user_ns"), _text(body, "text"), None)
        return str(call)

    def _press(self, body: Body) -> str:
        user_ns, store = self._person(body)
        delivery, index = _number(body, "delivery"), _number(body, "index")
        with store.transaction():
            pressed = conversation.pressable(delivery, index, user_ns, store)
        if pressed is None:
            raise _Refused(404, "that button is not there any more")
        return str(self._caller.press_button(user_ns, pressed))

    def _pause(self, body: Body) -> None:
        user_ns, store = self._person(body)
        Seed(store).bot_paused(user_ns, is_paused=body.get("is_paused") is True)

    def _create(self, body: Body) -> str:
        name = _text(body, "name").strip()[:_MAX_NAME]
        if not name:
            raise _Refused(422, "name must not be empty")
        return Seed(self._flows.first).subscriber(first_name=name)

    def _person(self, body: Body) -> tuple[str, Store]:
        user_ns = _text(body, "user_ns")
        return user_ns, self._caller.store_of(user_ns)


def _carry_out(action: Callable[[Body], object], body: Body) -> object:
    try:
        return action(body)
    except ValueError as error:
        raise _Refused(422, str(error)) from None


async def _body(request: Request) -> Body:
    """The JSON object of a request. Raises `_Refused`."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MAX_BODY:
            raise _Refused(413, "the body is too large")
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise _Refused(400, "the body must be a JSON object")
    return body


def _text(body: Body, name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str):
        raise _Refused(422, f"{name} must be text")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _Refused(422, f"{name} must be valid Unicode") from None
    return text


def _number(body: Body, name: str) -> int:
    number = body.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= _MAX_NUMBER:
        raise _Refused(422, f"{name} must be a number that the page was given")
    return number


def _read(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()
