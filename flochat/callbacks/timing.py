"""An answer in time: a fallback is given when a handler is late, and the handler goes on."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import os
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import update_wrapper
from pathlib import Path
from threading import Lock, Semaphore
from typing import Any, Final, TypeAlias, TypeVar

from .._requests.content import Content
from .._sending.log import log_fields
from .._values.checks import check_count, check_seconds, describe_type
from ..errors import ConfigurationError
from .refusals import CallbackBusy, CallbackError
from .requests import CallbackRequest
from .routes import Handler, HandlerResult, check_handler

#: What is told of an error of a handler.
ErrorReport: TypeAlias = Callable[[Exception], None]
#: What is done with content that comes too late to be an answer.
OnLate: TypeAlias = Callable[[CallbackRequest, HandlerResult], Any]

log: Final = logging.getLogger("flochat.callbacks")

#: Set by AWS Lambda, which stops the process once it has an answer.
_LAMBDA: Final = "AWS_LAMBDA_FUNCTION_NAME"

T = TypeVar("T")


def is_async(function: object) -> bool:
    """Whether calling it gives something to await."""
    call = getattr(function, "__call__", None)  # noqa: B004  # of an object, which may be async
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(call)


class BoundedPool:
    """Threads for handlers that may be late; so many, and no more handlers than that."""

    def __init__(self, threads: int) -> None:
        self._threads = check_count(threads, "threads", minimum=1)
        self._free = Semaphore(threads)
        self._lock = Lock()
        self._executor: ThreadPoolExecutor | None = None
        self._process = 0

    def submit(self, function: Callable[[], T]) -> Future[T]:
        """Begin something in a thread. Raises `CallbackBusy` when none is free."""
        executor = self._of_this_process()
        if not self._free.acquire(blocking=False):
            raise CallbackBusy("the service has too many calls that are late; try again later")
        try:
            future = executor.submit(contextvars.copy_context().run, function)
        except BaseException:
            self._free.release()
            raise
        future.add_done_callback(lambda _: self._free.release())
        return future

    def _of_this_process(self) -> ThreadPoolExecutor:
        """The pool; a process that was forked has none of the threads."""
        with self._lock:
            if self._executor is None or self._process != os.getpid():
                self._free = Semaphore(self._threads)
                self._executor = ThreadPoolExecutor(self._threads, "flochat-callback")
                self._process = os.getpid()
            return self._executor


class LateHandlers:
    """Handlers that go on after their answer was given."""

    def __init__(self, pool: BoundedPool, report: ErrorReport) -> None:
        self._pool = pool
        self._report = report
        self._tasks: set[asyncio.Task[HandlerResult]] = set()

    def wrap(
        self, handler: Handler, seconds: float, fallback: Content | None, on_late: OnLate | None
    ) -> Handler:
        """A handler that answers in so many seconds."""
        check_handler(handler, "handler")

        async def answer_async(request: CallbackRequest) -> HandlerResult:
            call = _TimedCall(handler, request, on_late, self._report)
            task = asyncio.ensure_future(call.run_async())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            try:
                await asyncio.wait({task}, timeout=seconds)
            except BaseException:  # nobody waits for the answer any more
                call.expire()
                raise
            return fallback if call.expire() else await task

        def answer(request: CallbackRequest) -> HandlerResult:
            call = _TimedCall(handler, request, on_late, self._report)
            future = self._pool.submit(call.run)
            try:
                wait({future}, timeout=seconds)
            except BaseException:
                call.expire()
                raise
            return fallback if call.expire() else future.result()

        return update_wrapper(answer_async if is_async(handler) else answer, handler)

    async def finish(self, seconds: float) -> None:
        """Wait for those of this event loop, before it ends."""
        loop = asyncio.get_running_loop()
        if tasks := {task for task in self._tasks if task.get_loop() is loop}:
            await asyncio.wait(tasks, timeout=seconds)


class _TimedCall:
    """One call of a handler: either its result is the answer, or it is late. Never both."""

    def __init__(
        self,
        handler: Handler,
        request: CallbackRequest,
        on_late: OnLate | None,
        report: ErrorReport,
    ) -> None:
        self._handler: Callable[[CallbackRequest], Any] = handler
        self._request = request
        self._on_late = on_late
        self._report = report
        self._lock = Lock()
        self._is_finished = self._is_late = False
        self._began = time.monotonic()

    def expire(self) -> bool:
        """Give up waiting; False when the handler has finished, so that its result counts."""
        with self._lock:
            self._is_late = not self._is_finished
        if self._is_late and _LAMBDA in os.environ:
            log.warning(
                "a handler was late, and AWS Lambda lets nothing go on once an answer is given",
                extra=log_fields("handler_late"),
            )
        return self._is_late

    def run(self) -> HandlerResult:
        try:
            result: HandlerResult = self._handler(self._request)
        except BaseException as error:
            if self._finish() and isinstance(error, Exception):
                self._log_failure(error)
                return None
            raise
        if self._finish():
            self._deliver(result)
        return result

    async def run_async(self) -> HandlerResult:
        try:
            result: HandlerResult = await self._handler(self._request)
        except BaseException as error:
            if self._finish() and isinstance(error, Exception):
                self._log_failure(error)
                return None
            raise
        if self._finish():
            delivering = self._deliver(result)
            if inspect.isawaitable(delivering):
                await self._delivered(delivering)
        return result

    def _finish(self) -> bool:
        """Whether it is too late."""
        with self._lock:
            self._is_finished = True
        return self._is_late

    def _deliver(self, result: HandlerResult) -> object:
        """Hand over a result that is no longer waited for."""
        seconds = time.monotonic() - self._began
        if self._on_late is None:
            if result is not None:
                log.warning(
                    "a handler took %.1f s, and its content reached nobody; pass on_late to "
                    "answer_within to send it",
                    seconds,
                    extra=log_fields("handler_late", elapsed=seconds, is_delivered=False),
                )
            return None
        log.info(
            "a handler took %.1f s; on_late has its content",
            seconds,
            extra=log_fields("handler_late", elapsed=seconds, is_delivered=True),
        )
        try:
            return self._on_late(self._request, result)
        except Exception as error:
            self._log_failure(error)
            return None

    async def _delivered(self, delivering: Awaitable[object]) -> None:
        try:
            await delivering
        except Exception as error:
            self._log_failure(error)

    def _log_failure(self, error: Exception) -> None:
        self._report(error)
        log.error(
            "a late handler failed after %.1f s, and its person got the fallback alone: %s",
            time.monotonic() - self._began,
            describe_error(error),
            extra=log_fields("late_handler_failed", error=type(error).__name__),
        )


def describe_error(error: BaseException) -> str:
    """What a log says of an error: its kind and place, and not its text, which may name people."""
    kind = type(error).__name__
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or isinstance(error, CallbackError):
        return kind
    code = trace.tb_frame.f_code
    return f"{kind} at {Path(code.co_filename).name}:{trace.tb_lineno} in {code.co_name}"


def check_within(seconds: float, fallback: Content | None, on_late: object) -> None:
    """Check the arguments of `answer_within`."""
    if not check_seconds(seconds, "seconds"):
        raise ConfigurationError("seconds must be more than 0")
    if fallback is not None and not isinstance(fallback, Content):
        raise ConfigurationError(
            f"fallback must be a Content, or None to say nothing, not {describe_type(fallback)}"
        )
    if on_late is not None:
        check_handler(on_late, "on_late")
