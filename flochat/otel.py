"""Traces and metrics of a client by OpenTelemetry: `pip install 'flochat[otel]'`.

The extra installs the API of OpenTelemetry alone; where spans and figures go is up to the SDK of
the program, and without one nothing is recorded.

    from flochat import Flochat
    from flochat.otel import instrument

    client = instrument(Flochat())

Each call is a span, named by its operation as the contract has it ("GET /flow/tags",
"DELETE /flow/delete-tag"); a list makes one for each page. No span and no figure has a person, a
text, a query, a value of a path, a key or the words of an answer in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

try:
    from opentelemetry import metrics, trace
except ImportError as _error:
    raise ImportError(
        "flochat.otel needs opentelemetry-api: pip install 'flochat[otel]'"
    ) from _error

from ._version import __version__

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

    from . import AsyncFlochat, Flochat, ObservedCall

Client = TypeVar("Client", bound="Flochat | AsyncFlochat")

_NAME: Final = "flochat"
#: The first status of an answer that is an error.
_ERROR: Final = 400
_NANOSECONDS: Final = 1_000_000_000

_Attributes = Mapping[str, str | int | float]


def instrument(
    client: Client,
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> Client:
    """Make spans and figures of every call of a client and of all its copies; returns the client.

    Copies are those of `with_options` and `for_flow`, made before or after, and jobs. A client that
    is instrumented already gets the new providers in place of the old.

    A span is of the kind CLIENT and current while the call is made. Its attributes are
    `http.request.method`, `url.template`, `server.address`, `http.response.status_code`,
    `http.request.resend_count`, `error.type`, and of our own `flochat.safety` (read, edit, create,
    send, broadcast or destroy), `flochat.attempts`, `flochat.waited` (in seconds),
    `flochat.quota.remaining`, `flochat.quota.limit` and, for a client of `for_flow`,
    `flochat.flow_ns` and `flochat.workspace_id`. Its events are "retry", "wait" and "exception";
    an exception is its type alone, for its text may repeat what was sent.

    The figures are `flochat.client.call.duration` and `flochat.client.wait.duration` (histograms,
    seconds), `flochat.client.requests`, `flochat.client.retries` and `flochat.client.waits`
    (counters), `flochat.client.quota.remaining` and `flochat.client.quota.limit` (gauges).

    Args:
        client: a `Flochat` or an `AsyncFlochat`.
        tracer_provider: where spans go; None takes the global one.
        meter_provider: where figures go; None takes the global one.

    Example:
        client = instrument(Flochat())
        client.flow.tags.list().first()  # a span named "GET /flow/tags"
    """
    uninstrument(client)
    client.add_observer(_Instrumentation(tracer_provider, meter_provider))
    return client


def uninstrument(client: Flochat | AsyncFlochat) -> None:
    """Make no more spans and figures of a client and its copies; one that makes none is left as is.

    Example:
        uninstrument(client)
    """
    client.remove_observer(_ANY)


class _Instrumentation:
    """An observer of calls; any two are equal, so that a client has one at most."""

    def __init__(
        self, tracer_provider: TracerProvider | None, meter_provider: MeterProvider | None
    ) -> None:
        self._tracer = trace.get_tracer(_NAME, __version__, tracer_provider)
        meter = metrics.get_meter(_NAME, __version__, meter_provider)
        self._duration = meter.create_histogram(
            "flochat.client.call.duration", "s", "How long calls took, with repeats and waits"
        )
        self._wait_duration = meter.create_histogram(
            "flochat.client.wait.duration", "s", "How long calls that had to wait did so"
        )
        self._requests = meter.create_counter(
            "flochat.client.requests", "{request}", "Requests that may have reached the service"
        )
        self._retries = meter.create_counter(
            "flochat.client.retries", "{retry}", "Attempts that were made again"
        )
        self._waits = meter.create_counter(
            "flochat.client.waits", "{wait}", "Waits that were announced, by reason"
        )
        self._remaining = meter.create_gauge(
            "flochat.client.quota.remaining", "{request}", "What is left of the hour's quota"
        )
        self._limit = meter.create_gauge(
            "flochat.client.quota.limit", "{request}", "The quota of an hour"
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Instrumentation)

    def __hash__(self) -> int:
        return hash(_Instrumentation)

    def __call__(self, call: ObservedCall) -> AbstractContextManager[None]:
        return self._observe(call)

    @contextmanager
    def _observe(self, call: ObservedCall) -> Iterator[None]:
        from time import perf_counter

        began = perf_counter()
        with self._tracer.start_as_current_span(
            call.operation,
            kind=trace.SpanKind.CLIENT,
            attributes=_known_before(call),
            record_exception=False,  # its text may repeat what was sent
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            finally:
                if span.is_recording():
                    _complete(span, call)
                self._count(call, perf_counter() - began)

    def _count(self, call: ObservedCall, seconds: float) -> None:
        common: _Attributes = {
            "flochat.operation": call.operation,
            "flochat.safety": call.safety,
            "server.address": call.host,
        }
        self._duration.record(seconds, {**common, **_outcome(call)})
        if call.waited:
            self._wait_duration.record(call.waited, common)
        for attempt in call.attempts:
            result = _result(attempt.status, attempt.error)
            if attempt.was_sent:
                self._requests.add(1, {**common, **result})
            if attempt.number > 1:
                self._retries.add(1, common)
        for wait in call.waits:
            self._waits.add(1, {**common, "flochat.wait.reason": wait.reason})
        quota = call.quota
        if quota is not None and quota.remaining is not None and quota.limit is not None:
            host = {"server.address": call.host}
            self._remaining.set(quota.remaining, host)
            self._limit.set(quota.limit, host)


def _known_before(call: ObservedCall) -> _Attributes:
    _, _, path = call.operation.partition(" ")
    attributes = {
        "http.request.method": call.method,
        "server.address": call.host,
        "flochat.safety": call.safety,
        "url.template": path or None,
        "flochat.flow_ns": call.flow_ns,
        "flochat.workspace_id": call.workspace_id,
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _complete(span: Span, call: ObservedCall) -> None:
    """Add to a span what is known once its call has ended."""
    span.set_attribute("flochat.attempts", len(call.attempts))
    span.set_attribute("flochat.waited", call.waited)
    if len(call.attempts) > 1:
        span.set_attribute("http.request.resend_count", len(call.attempts) - 1)
    if call.quota is not None and call.quota.remaining is not None:
        span.set_attribute("flochat.quota.remaining", call.quota.remaining)
    if call.quota is not None and call.quota.limit is not None:
        span.set_attribute("flochat.quota.limit", call.quota.limit)
    for attempt in call.attempts:
        if attempt.retry_in is not None:
            facts = {"flochat.attempt": attempt.number, "flochat.retry_in": attempt.retry_in}
            result = _result(attempt.status, attempt.error)
            span.add_event("retry", {**facts, **result}, int(attempt.ended_at * _NANOSECONDS))
    for wait in call.waits:
        why: _Attributes = {
            "flochat.wait.reason": wait.reason,
            "flochat.wait.seconds": wait.seconds,
        }
        span.add_event("wait", why, int(wait.began_at * _NANOSECONDS))
    outcome = _outcome(call)
    span.set_attributes(outcome)
    if "error.type" in outcome:
        span.set_status(trace.StatusCode.ERROR, str(outcome["error.type"]))
    if call.error is not None:
        kind = type(call.error)
        span.add_event("exception", {"exception.type": f"{kind.__module__}.{kind.__qualname__}"})


def _outcome(call: ObservedCall) -> dict[str, str | int]:
    """The status of the last answer, and the type of the error that the caller gets."""
    result: dict[str, str | int] = {}
    if call.status is not None:
        result["http.response.status_code"] = call.status
    if call.error is not None:
        result["error.type"] = type(call.error).__name__
    elif call.status is not None and call.status >= _ERROR:
        result["error.type"] = str(call.status)
    return result


def _result(status: int | None, error: str | None) -> dict[str, str | int]:
    """What came of one attempt."""
    if status is None:
        return {"error.type": error or "unknown"}
    return {"http.response.status_code": status}


#: Equal to whatever a client has been given.
_ANY: Final = _Instrumentation(trace.NoOpTracerProvider(), metrics.NoOpMeterProvider())
