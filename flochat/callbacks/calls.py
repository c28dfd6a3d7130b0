"""One call from its head to its answer and its line in the log, with a function for either world.

Refusals come in a fixed order: the path, the secret, the method, the length, the type, and only
then is a body read.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import wait
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import frozen

from .._requests.content import Content
from .._sending.log import log_fields
from .._values.checks import describe_type
from ..errors import InvalidArgumentError
from .answers import CallbackAnswer, checked_answer, content_answer
from .bodies import BodyParser, body_parser, parse_body
from .channels import Channel, echo_challenge, is_signed
from .incoming import Incoming
from .loop_thread import LoopThread
from .placeholders import fill_in
from .refusals import FAILED, CallbackBusy, CallbackError, CallbackRefused
from .repeats import AnswerMemory, Turn
from .requests import CallbackRequest
from .routes import Handler, HandlerResult, check_handler
from .shared_secret import SharedSecret
from .timing import ErrorReport, describe_error, is_async

log: Final = logging.getLogger("flochat.callbacks")

#: What answers a path.
Target: TypeAlias = Handler | Channel

_UNAUTHORIZED: Final = 401
_SERVER_ERROR: Final = 500
_STILL_UNDER_WAY: Final = "the same call is still under way; try again later"


@frozen
class Gate:
    """Lets the calls of the platform in, and reads them."""

    secret: SharedSecret
    max_body: int

    def open(self, incoming: Incoming, channel: Channel | None = None) -> Opened:
        """Check all that is said in front of a body. Raises `CallbackError`."""
        found = self.secret.check(incoming) if channel is None else ()
        incoming.check_method()
        length = incoming.check_length(self.max_body)
        return Opened(incoming, channel, found, length, body_parser(incoming))

    def read(self, opened: Opened, body: bytes) -> CallbackRequest | CallbackAnswer:
        """The request in a body; or the answer to a channel's question. Raises `CallbackError`."""
        if opened.channel is not None:
            fields = self._read_channel(opened, body, opened.channel)
            if isinstance(fields, CallbackAnswer):
                return fields
        else:
            fields = parse_body(opened.parse, body)
            self.secret.check_body(fields, opened.found)
        payload, unfilled = fill_in(fields)
        return CallbackRequest(payload=payload, unfilled=unfilled, raw=fields)

    def _read_channel(
        self, opened: Opened, body: bytes, channel: Channel
    ) -> dict[str, Any] | CallbackAnswer:
        """What a channel says: it is known by its signature, its token, or else by the secret."""
        signed = is_signed(channel, opened.incoming, body)
        try:
            fields = parse_body(opened.parse, body)
        except CallbackError:
            if not signed and channel.signature is not None:
                raise CallbackRefused("the signature is missing or wrong") from None
            raise
        if (echo := echo_challenge(channel, fields)) is not None:
            return echo
        if not signed:
            if channel.signature is not None:
                raise CallbackRefused("the signature is missing or wrong")
            self.secret.check_body(fields, self.secret.check(opened.incoming))
        return fields


class Opened(NamedTuple):
    """A call of which the head is in order: what its body is read with.

    `found` are the secrets in the head, `channel` who is known by the body alone.
    """

    incoming: Incoming
    channel: Channel | None
    found: Sequence[bytes]
    length: int | None
    parse: BodyParser


class Endpoint:
    """What answers a path, with all that can be told of it beforehand."""

    def __init__(self, target: Target) -> None:
        channel = target if isinstance(target, Channel) else None
        if not isinstance(target, Channel):
            check_handler(target, "a handler")
        self.handler: Handler = target.handler if isinstance(target, Channel) else target
        #: A channel that asks, or signs what it sends: it takes the body to find out who calls.
        self.channel: Channel | None = None
        if channel is not None and (channel.verify_token or channel.signature):
            self.channel = channel
        self.is_async: bool = is_async(self.handler)


class Calls:
    """Answers calls, each with one line in the log."""

    def __init__(self, gate: Gate, memory: AnswerMemory | None, report: ErrorReport) -> None:
        self.gate = gate
        self.memory = memory
        self._patience = None if memory is None else memory.patience
        self._report = report
        self._loop = LoopThread()

    def answer(
        self,
        endpoint: Endpoint,
        incoming: Incoming,
        path: str,
        read: Callable[[int | None], bytes],
    ) -> CallbackAnswer:
        """Answer a call; `read` gets the length of the body, None where nobody says it."""
        with _Record(incoming, path, self._report) as record:
            opened = self.gate.open(incoming, endpoint.channel)
            request = self.gate.read(opened, read(opened.length))
            if isinstance(request, CallbackAnswer):
                return record.give(request)
            record.request = request
            while (turn := self._turn(request, path)) and not turn.is_first:
                record.is_repeat = True
                if not wait({turn.pending}, timeout=self._patience).done:
                    raise CallbackBusy(_STILL_UNDER_WAY)
                if (answer := turn.pending.result()) is not None:
                    return record.give(answer)
            answer = None
            try:
                result: Any = endpoint.handler(request)
                if inspect.isawaitable(result):
                    result = self._loop.run(result)
                answer = record.give(result_answer(result))
            finally:
                self._end(turn, answer)
        return record.answer

    async def answer_async(
        self,
        endpoint: Endpoint,
        incoming: Incoming,
        path: str,
        read: Callable[[int | None], Awaitable[bytes]],
    ) -> CallbackAnswer:
        """The same in an event loop; a handler that is not `async` gets a thread."""
        with _Record(incoming, path, self._report) as record:
            opened = self.gate.open(incoming, endpoint.channel)
            request = self.gate.read(opened, await read(opened.length))
            if isinstance(request, CallbackAnswer):
                return record.give(request)
            record.request = request
            while (turn := self._turn(request, path)) and not turn.is_first:
                record.is_repeat = True
                # Shielded: who waits may go away, and must not cancel what others wait for.
                waiting = asyncio.shield(asyncio.wrap_future(turn.pending))
                if not (await asyncio.wait({waiting}, timeout=self._patience))[0]:
                    raise CallbackBusy(_STILL_UNDER_WAY)
                if (answer := waiting.result()) is not None:
                    return record.give(answer)
            answer = None
            try:
                result: Any
                if endpoint.is_async:
                    result = endpoint.handler(request)
                else:
                    result = await asyncio.to_thread(endpoint.handler, request)
                if inspect.isawaitable(result):
                    result = await result
                answer = record.give(result_answer(result))
            finally:
                self._end(turn, answer)
        return record.answer

    def refuse(self, incoming: Incoming, error: CallbackError) -> None:
        """Write down a call that comes to no handler; its path could be anything."""
        with _Record(incoming, "-", self._report):
            raise error

    def _turn(self, request: CallbackRequest, path: str) -> Turn | None:
        return None if self.memory is None else self.memory.turn(request, path)

    def _end(self, turn: Turn | None, answer: CallbackAnswer | None) -> None:
        if turn is not None and self.memory is not None:
            self.memory.end(turn, answer)


def result_answer(result: HandlerResult) -> CallbackAnswer:
    """The answer that a handler's result is."""
    if isinstance(result, CallbackAnswer):
        return checked_answer(result)
    if result is not None and not isinstance(result, Content):
        raise InvalidArgumentError(
            "a handler must return a Content, a CallbackAnswer or None, not "
            f"{describe_type(result)}"
        )
    return content_answer(result)


class _Record:
    """What the log says of a call: a line without anything that a person wrote.

    Leaving it turns every error into an answer: no text of one reaches the platform.
    """

    def __init__(self, incoming: Incoming, path: str, report: ErrorReport) -> None:
        self._incoming = incoming
        self._report = report
        self._path = path
        self._began = time.perf_counter()
        self.request: CallbackRequest | None = None
        self.is_repeat = False
        self.answer: CallbackAnswer = FAILED

    def give(self, answer: CallbackAnswer) -> CallbackAnswer:
        self.answer = answer
        return answer

    def __enter__(self) -> _Record:
        return self

    def __exit__(self, _: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, CallbackError):
            self.answer = error.answer
        elif isinstance(error, Exception):
            self.answer = FAILED
            self._report(error)
        is_handled = error is None or isinstance(error, Exception)
        if is_handled:
            self._write(error)
        return is_handled

    def _write(self, error: BaseException | None) -> None:
        status = self.answer.status
        level = logging.INFO
        if status >= _SERVER_ERROR:
            level = logging.ERROR
        elif status == _UNAUTHORIZED:
            level = logging.WARNING
        if not log.isEnabledFor(level):
            return
        log.log(
            level,
            "%s %s %d in %.1f ms%s%s%s",
            self._incoming.shown_method,
            self._path,
            status,
            (time.perf_counter() - self._began) * 1e3,
            f", {self.request.flow_ns}" if self.request and self.request.flow_ns else "",
            ", a repeat" if self.is_repeat else "",
            "" if error is None else f", {describe_error(error)}",
            extra=log_fields(
                "callback",
                method=self._incoming.shown_method,
                path=self._path,
                status=status,
                elapsed=time.perf_counter() - self._began,
                flow_ns=self.request.flow_ns if self.request else None,
                is_repeat=self.is_repeat,
                error=None if error is None else type(error).__name__,
            ),
        )
