"""`Callbacks`: what a service needs to answer the platform."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, TypeVar

from .._requests.content import Content
from .._requests.content_parts import CallbackButton
from .._requests.subscribers import user_ns_of
from .._sending.log import log_fields
from .._values.checks import check_count, describe_type
from .._values.not_given import NOT_GIVEN, NotGiven
from ..errors import InvalidArgumentError
from ..models.subscribers import Subscriber
from .answers import CallbackAnswer, content_answer
from .asgi import AsgiApp
from .calls import Calls, Endpoint, Gate, Opened, Target
from .channels import Channel, Signature
from .events import FullSubscriber
from .incoming import AsyncBody, Body, Headers, Incoming, read_all, read_all_async
from .refusals import CallbackError, CallbackRefused
from .repeats import AnswerMemory, EventId
from .requests import CallbackRequest
from .routes import Handler, Routes, check_handler
from .shared_secret import SecretPlace, SharedSecret
from .timing import BoundedPool, ErrorReport, LateHandlers, OnLate, check_within
from .wsgi import WsgiApp

log: Final = logging.getLogger("flochat.callbacks")

#: A megabyte: what the platform sends of a person is a few kilobytes.
_MAX_BODY: Final = 1_000_000
_THREADS: Final = 16

H = TypeVar("H", bound=Handler)


class Callbacks:
    """Reads and answers what the platform posts to a service: it may be used by any thread.

    The platform signs nothing: a secret in a header, which whoever builds the flow writes down
    there, is all that tells its calls from anybody's.

    Args:
        secret: the secret, or several while one takes the place of another: the first is the newest
            and given out, all are accepted. Not given: FLOCHAT_CALLBACK_SECRET, one on each line.
            None: anybody is answered.
        header: the name of the header that the secret comes in.
        also_in: where else it may come: "bearer" (the header Authorization), "body", "query".
        secret_field: what it is called in a body or query. It is taken out of the payload.
        max_body: the most bytes that are read of a body.
        event_id: the key of the payload with the caller's own id of a call ("event.id" is the key
            id of the object event), or a function that finds it in a `CallbackRequest`. A repeat is
            given the answer of the first, and its handler does not run. None: repeats are not told.
        repeats_kept: of how many calls the answers are kept, for that.
        repeats_within: for how long, in seconds.
        repeats_wait: how many seconds a repeat waits for a first call that is under way, before it
            is answered 503: a handler that hangs holds no more threads than its own.
        late_threads: how many handlers that are not `async` `answer_within` runs at once, the late
            ones among them.
        on_error: a function that is told of each error of a handler, with its traceback; the log
            has only its kind and place, since its text may name people.
        clock: seconds that only grow, by which answers are forgotten.

    Raises:
        ConfigurationError: there is no secret, or one that no header can carry.
        InvalidArgumentError: another argument is wrong.

    Example:
        callbacks = Callbacks(["the-new-secret", "the-old-secret"], event_id="event_id")
        request = callbacks.read({"X-Flochat-Secret": "the-old-secret"}, b'{"user_ns": "f12u34"}')
        assert request.user_ns == "f12u34"
    """

    def __init__(
        self,
        secret: str | Sequence[str] | NotGiven | None = NOT_GIVEN,
        *,
        header: str = "X-Flochat-Secret",
        also_in: Collection[SecretPlace] = (),
        secret_field: str = "secret",
        max_body: int = _MAX_BODY,
        event_id: EventId | None = None,
        repeats_kept: int = 1_000,
        repeats_within: float = 3_600,
        repeats_wait: float = 30,
        late_threads: int = _THREADS,
        on_error: ErrorReport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._secret = SharedSecret(secret, header=header, also_in=also_in, field=secret_field)
        memory = None
        if event_id is not None:
            memory = AnswerMemory(
                event_id,
                kept=repeats_kept,
                seconds=repeats_within,
                patience=repeats_wait,
                clock=clock,
            )
        if on_error is not None:
            check_handler(on_error, "on_error")
        report = _careful(on_error)
        self._gate = Gate(self._secret, check_count(max_body, "max_body", minimum=1))
        self._calls = Calls(self._gate, memory, report)
        self._late = LateHandlers(BoundedPool(late_threads), report)
        if self._secret.is_open:
            log.warning(
                "there is no secret: whoever knows the address of the service is answered",
                extra=log_fields("callbacks_without_secret"),
            )

    def __repr__(self) -> str:
        return f"<Callbacks: {self._secret!r}>"

    def read(
        self,
        headers: Headers,
        body: Body = b"",
        *,
        method: str = "POST",
        query: str | bytes = b"",
    ) -> CallbackRequest:
        """Check and read a call.

        The secret is checked first, and the body read last: from a file no more than `max_body`.
        JSON is read whatever its type says; forms are read like it; an empty body has no fields.

        Args:
            headers: a mapping or pairs of name and value, as texts or bytes, as frameworks have
                them.
            body: all of it, or a file of bytes, such as `request.stream` of Flask.
            method: the HTTP method.
            query: what stands behind "?" in the URL, for a secret that may come there.

        Raises:
            CallbackError: the call is not to be answered; `error.answer` is what to say.

        POST to the address that a block, request or button of a flow names
        """
        incoming = Incoming.of(headers, method, query)
        with _ReadLog(incoming):
            opened = self._gate.open(incoming)
            return self._read(opened, self._read_all(body, opened.length, incoming))

    async def read_async(
        self,
        headers: Headers,
        body: AsyncBody = b"",
        *,
        method: str = "POST",
        query: str | bytes = b"",
    ) -> CallbackRequest:
        """The same as `read` for a body that comes in pieces, such as `request.stream()`.

        Args:
            headers: as for `read`.
            body: all of it, or an asynchronous iterator of bytes.
            method: the HTTP method.
            query: what stands behind "?" in the URL.

        Raises:
            CallbackError: the call is not to be answered; `error.answer` is what to say.

        POST to the address that a block, request or button of a flow names
        """
        incoming = Incoming.of(headers, method, query)
        with _ReadLog(incoming):
            opened = self._gate.open(incoming)
            whole = await read_all_async(body, self._gate.max_body, opened.length)
            return self._read(opened, whole)

    def _read_all(self, body: Body, length: int | None, incoming: Incoming) -> bytes:
        return read_all(body, self._gate.max_body, length, is_chunked=incoming.is_chunked)

    def _read(self, opened: Opened, body: bytes) -> CallbackRequest:
        request = self._gate.read(opened, body)
        assert isinstance(request, CallbackRequest)  # only a channel is answered at once
        return request

    def answer(self, content: Content | None = None, *, status: int = 200) -> CallbackAnswer:
        """The answer that a content is: its status, headers and body, for any framework.

        `content` is what the platform shows and does; None says that there is nothing to say.
        `status` is the HTTP status: an External Request branches by its first digit. Raises
        `InvalidArgumentError` for anything else.
        """
        return content_answer(content, status)

    def button(
        self,
        caption: str,
        url: str,
        *,
        payload: Mapping[str, Any] | None = None,
        person: CallbackRequest | Subscriber | FullSubscriber | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> CallbackButton:
        """A button whose press comes back to this service, with the newest secret in its header.

        Args:
            caption: what stands on it.
            url: where it is posted to; it must begin with https://.
            payload: what its press brings, as JSON. It brings nothing else.
            person: who it is for, so that a press says who pressed: a request, a `Subscriber` or a
                `user_ns` (f12u34), which goes into the payload as "user_ns".
            headers: more headers to be sent.

        Raises:
            InvalidArgumentError: the platform would not take the button, or `person` is nobody.
        """
        fields = {} if payload is None else payload
        if person is not None:
            fields = _with_person(fields, _user_ns(person))
        all_headers = self._secret.headers
        if headers is not None:
            all_headers = _with_ours(headers, all_headers)
        return CallbackButton(caption, url, headers=all_headers, payload=fields)

    def handle(
        self,
        handler: Target,
        headers: Headers,
        body: Body = b"",
        *,
        method: str = "POST",
        query: str | bytes = b"",
        path: str = "/",
    ) -> CallbackAnswer:
        """Read a call, have a handler answer it, and write a line in the log. Never raises for it.

        A refusal is its answer; an error of the handler is a 500 that says nothing of it. An
        `async` handler runs in an event loop in a thread of its own, the same for all calls.

        Args:
            handler: `handler(request) -> Content | CallbackAnswer | None`, or a `Channel`.
            headers: as for `read`.
            body: all of it, or a file of bytes.
            method: the HTTP method.
            query: what stands behind "?" in the URL.
            path: what the log calls it; repeats are told apart by it, too.

        POST to the address that a block, request or button of a flow names
        """
        incoming = Incoming.of(headers, method, query)
        return self._calls.answer(
            Endpoint(handler),
            incoming,
            path,
            lambda length: self._read_all(body, length, incoming),
        )

    async def handle_async(
        self,
        handler: Target,
        headers: Headers,
        body: AsyncBody = b"",
        *,
        method: str = "POST",
        query: str | bytes = b"",
        path: str = "/",
    ) -> CallbackAnswer:
        """The same as `handle` in an event loop; a handler that is not `async` gets a thread.

        Args:
            handler: `handler(request) -> Content | CallbackAnswer | None`, or a `Channel`.
            headers: as for `read`.
            body: all of it, or an asynchronous iterator of bytes.
            method: the HTTP method.
            query: what stands behind "?" in the URL.
            path: what the log calls it; repeats are told apart by it, too.

        POST to the address that a block, request or button of a flow names
        """
        return await self._calls.answer_async(
            Endpoint(handler),
            Incoming.of(headers, method, query),
            path,
            lambda length: read_all_async(body, self._gate.max_body, length),
        )

    def answer_within(
        self,
        seconds: float,
        fallback: Content | None = None,
        *,
        on_late: OnLate | None = None,
    ) -> Callable[[H], H]:
        """Answer in time: a decorator of handlers.

        How long the platform waits is not known. When a handler takes longer than `seconds`, the
        platform is answered with `fallback`, and the handler goes on: an `async` one in its event
        loop, another one in a thread of a pool of `late_threads`. When all of these are late, calls
        are answered 503 and nothing is begun. On AWS Lambda nothing goes on after an answer, since
        the process is stopped: there, have a queue do what takes long.

        Args:
            seconds: how long to wait for the handler, more than 0.
            fallback: what is answered then; None says nothing.
            on_late: `on_late(request, content)` is called with what a late handler returns, to send
                it with the client; it may be `async` when the handler is. Without it, late content
                reaches nobody, which the log says.

        Raises:
            ConfigurationError: an argument is of another kind.

        Example:
            @callbacks.answer_within(2.5, Content([Text("One moment, please")]))
            def status(request):
                return Content([Text("It is on its way")])
        """
        check_within(seconds, fallback, on_late)

        def decorate(handler: H) -> H:
            timed: Any = self._late.wrap(handler, seconds, fallback, on_late)
            decorated: H = timed
            return decorated

        return decorate

    def channel(
        self,
        handler: Handler,
        *,
        verify_token: str | None = None,
        signature: Signature | None = None,
    ) -> Channel:
        """A handler for an API Chat channel or the live chat webhook.

        Its first question (`hub_challenge`) is answered without the secret, by the token; with a
        signature, calls are known by that alone, and otherwise by the secret, as all others are.
        `request.live_chat` is the event.

        Args:
            handler: as for all calls.
            verify_token: what the channel sends as `hub_verify_token`.
            signature: how it signs: a `Signature`, whose header and hash no public page names.
        """
        return Channel(handler, verify_token=verify_token, signature=signature)

    def asgi(self, handlers: Mapping[str, Target]) -> AsgiApp:
        """An ASGI app, to be served or mounted: `handlers` are by path, {"/more": more}.

        A handler is `handler(request) -> Content | CallbackAnswer | None`, `async` or not, or a
        `Channel`. Raises `ConfigurationError` for anything else.
        """
        return AsgiApp(self._calls, Routes(handlers, Endpoint), self._late)

    def wsgi(self, handlers: Mapping[str, Target]) -> WsgiApp:
        """A WSGI app, to be served or mounted: `handlers` are by path, {"/more": more}.

        A handler is as for `asgi`; `async` ones share one event loop in a thread of its own. Raises
        `ConfigurationError` for anything else.
        """
        return WsgiApp(self._calls, Routes(handlers, Endpoint))


def _user_ns(person: CallbackRequest | Subscriber | FullSubscriber | str) -> str:
    if isinstance(person, CallbackRequest | FullSubscriber):
        if person.user_ns is None:
            raise InvalidArgumentError(
                "person has no user_ns, so a press would not say who pressed; have the flow send it"
            )
        return person.user_ns
    return user_ns_of(person)


def _with_person(payload: Mapping[str, Any], user_ns: str) -> Mapping[str, Any]:
    if not isinstance(payload, Mapping):
        raise InvalidArgumentError(f"payload must be a mapping, not {describe_type(payload)}")
    if payload.get("user_ns", user_ns) != user_ns:
        raise InvalidArgumentError(
            f"payload has the user_ns of somebody else than person, who is {user_ns}"
        )
    return {**payload, "user_ns": user_ns}


def _with_ours(headers: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """The headers with ours in place of any of the same name: two secrets would be refused."""
    if not isinstance(headers, Mapping):
        raise InvalidArgumentError(f"headers must be a mapping, not {describe_type(headers)}")
    taken = {name.lower() for name in ours}
    return {k: v for k, v in headers.items() if str(k).lower() not in taken} | {**ours}


def _careful(on_error: ErrorReport | None) -> ErrorReport:
    """A report that never gets in the way of an answer."""

    def report(error: Exception) -> None:
        if on_error is None:
            return
        try:
            on_error(error)
        except Exception as failure:
            log.error(
                "on_error failed: %s",
                type(failure).__name__,
                extra=log_fields("on_error_failed", error=type(failure).__name__),
            )

    return report


class _ReadLog:
    """Writes a line in the log for a call that is read by itself, without what is in it."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            log.info(
                "%s read",
                self._incoming.shown_method,
                extra=log_fields("callback_read", method=self._incoming.shown_method),
            )
        elif isinstance(error, CallbackError):
            level = logging.WARNING if isinstance(error, CallbackRefused) else logging.INFO
            log.log(
                level,
                "%s refused, %d",
                self._incoming.shown_method,
                error.status,
                extra=log_fields(
                    "callback_refused", method=self._incoming.shown_method, status=error.status
                ),
            )
