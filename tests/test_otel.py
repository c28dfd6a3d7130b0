"""Spans and figures of calls, with the SDK of OpenTelemetry, and what observers see of calls."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final

import pytest
from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from flochat import (
    AsyncFlochat,
    Flochat,
    FlochatError,
    NotFoundError,
    ObservedCall,
    OutcomeUnknownError,
    RateLimitError,
    RejectedError,
    UserId,
)
from flochat.otel import instrument, uninstrument
from flochat.sandbox import serve
from flochat_api.api.subscriber import flow_bot_user_info
from tests.support.clients import Clients, Clock
from tests.support.hostile_server import (
    RESET,
    Pause,
    Step,
    answer,
    answers,
    hostile_server,
)

KEY: Final = "1|s3cr3t-of-the-tests"
PHONE: Final = "61412345678"
EMAIL: Final = "ana.lee@example.com"
TEXT: Final = "Your biopsy is ready"
PEOPLE: Final = (PHONE, "412345678", EMAIL, "ana.lee", "Ana", "biopsy", KEY, "s3cr3t", "nowhere")
ANA: Final = "f1u2"
QUOTA: Final = {"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "900"}
ME: Final = answer(json.dumps({"id": 7, "name": "Ana"}), headers=QUOTA)


class Telemetry:
    """What a program's SDK receives, kept in memory."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self._reader = InMemoryMetricReader()
        self.tracer_provider = TracerProvider()
        self.tracer_provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.meter_provider = MeterProvider(metric_readers=[self._reader])

    def instrument(self, client: Any) -> Any:
        # The client of the tests stands before a real one, which is what is instrumented.
        return instrument(
            getattr(client, "_target", client),
            tracer_provider=self.tracer_provider,
            meter_provider=self.meter_provider,
        )

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    def points(self, name: str) -> list[tuple[dict[str, Any], Any]]:
        """The points of a metric: their attributes, and the number or the histogram."""
        data = self._reader.get_metrics_data()
        if data is None:
            return []
        return [
            (dict(point.attributes or {}), getattr(point, "value", point))
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]

    def dump(self) -> str:
        """All that leaves the process."""
        data = self._reader.get_metrics_data()
        spans = "\n".join(span.to_json() for span in self.spans)
        return spans + ("" if data is None else data.to_json())


@pytest.fixture
def telemetry() -> Iterator[Telemetry]:
    telemetry = Telemetry()
    yield telemetry
    telemetry.tracer_provider.shutdown()
    telemetry.meter_provider.shutdown()


def test_a_call_is_a_span_named_by_its_operation(
    make_client: Clients, telemetry: Telemetry
) -> None:
    with answers(ME) as server:
        client = make_client(f"{server.url}/api", KEY)
        telemetry.instrument(client)
        client.account.me()
    (span,) = telemetry.spans
    assert (span.name, span.kind) == ("GET /me", trace.SpanKind.CLIENT)
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "url.template": "/me",
        "server.address": "127.0.0.1",
        "http.response.status_code": 200,
        "flochat.safety": "read",
        "flochat.attempts": 1,
        "flochat.waited": 0.0,
        "flochat.quota.remaining": 900,
        "flochat.quota.limit": 1000,
    }
    assert span.status.is_unset
    assert span.events == ()


def test_repeats_and_waits_are_events_of_one_span_and_are_counted(
    make_client: Clients, telemetry: Telemetry, clock: Clock
) -> None:
    busy = answer("{}", status=503, headers={"retry-after": "7"})
    with answers([RESET], busy, ME) as server:
        client = make_client(f"{server.url}/api", KEY, clock=clock)
        telemetry.instrument(client)
        client.account.me()
    (span,) = telemetry.spans
    attributes = dict(span.attributes or {})
    assert attributes["flochat.attempts"] == 3
    assert attributes["http.request.resend_count"] == 2
    assert attributes["flochat.waited"] == pytest.approx(sum(clock.waits))
    assert [event.name for event in span.events] == ["retry", "retry", "wait", "wait"]
    first, second, _, wait = (dict(event.attributes or {}) for event in span.events)
    assert first["flochat.attempt"] == 1
    assert first["error.type"] in ("ReadError", "RemoteProtocolError")
    assert second["http.response.status_code"] == 503
    assert wait == {"flochat.wait.reason": "retry_after", "flochat.wait.seconds": clock.waits[-1]}
    assert span.status.is_unset  # the call succeeded
    assert sum(value for _, value in telemetry.points("flochat.client.requests")) == 3
    ((labels, retries),) = telemetry.points("flochat.client.retries")
    assert (labels["flochat.operation"], labels["flochat.safety"], retries) == (
        "GET /me",
        "read",
        2,
    )
    reasons = {
        labels["flochat.wait.reason"]: value
        for labels, value in telemetry.points("flochat.client.waits")
    }
    assert reasons == {"backoff": 1, "retry_after": 1}
    ((_, waited),) = telemetry.points("flochat.client.wait.duration")
    assert waited.sum == pytest.approx(sum(clock.waits))
    ((_, remaining),) = telemetry.points("flochat.client.quota.remaining")
    ((_, limit),) = telemetry.points("flochat.client.quota.limit")
    assert (remaining, limit) == (900, 1000)
    ((labels, duration),) = telemetry.points("flochat.client.call.duration")
    assert labels["http.response.status_code"] == 200
    assert duration.count == 1


@pytest.mark.parametrize(
    ("steps", "error", "attributes"),
    [
        (
            answer('{"message": "Ana"}', status=404),
            NotFoundError,
            {"http.response.status_code": 404},
        ),
        (
            answer(json.dumps({"status": "error", "message": f"{EMAIL} is unknown"})),
            RejectedError,
            {"http.response.status_code": 200},
        ),
        ([RESET], OutcomeUnknownError, {}),
    ],
)
def test_an_error_is_its_type_without_its_words(
    make_client: Clients,
    telemetry: Telemetry,
    steps: list[Step],
    error: type[FlochatError],
    attributes: dict[str, Any],
) -> None:
    with answers(steps) as server:
        client = make_client(f"{server.url}/api", KEY)
        telemetry.instrument(client)
        with pytest.raises(error):
            client.messages.send_text(ANA, TEXT)
    (span,) = telemetry.spans
    assert not span.status.is_ok
    assert span.status.description == error.__name__
    found = dict(span.attributes or {})
    assert found["error.type"] == error.__name__
    assert found["flochat.safety"] == "send"
    assert {name: found.get(name) for name in attributes} == attributes
    (event,) = span.events
    assert event.name == "exception"
    assert dict(event.attributes or {}) == {"exception.type": f"flochat.errors.{error.__name__}"}


def test_nothing_that_leaves_names_a_person(make_client: Clients, telemetry: Telemetry) -> None:
    with serve(api_key=KEY) as server:
        client = make_client(server.url, KEY)
        telemetry.instrument(client)
        ana = client.subscribers.create(phone=f"+{PHONE}", email=EMAIL, name="Ana Lee")
        calls: list[Callable[[], object]] = [
            lambda: client.messages.send_text(ana, TEXT),
            lambda: client.subscribers.find(email=EMAIL),
            lambda: client.subscribers.list(email=EMAIL).to_list(),
            lambda: client.subscribers.get(UserId(PHONE)),
            lambda: client.subscribers.delete(ana),
            lambda: client.subscribers.get(ana),
            lambda: client.request("GET", "/people/{who}", path_params={"who": EMAIL}),
            lambda: client.request("GET", "/people/Ana/cards"),
            lambda: client.request("GET", f"/people/+{PHONE}"),
            lambda: client.request("GET", "/people", query={"who": EMAIL}),
            lambda: client.post_webhook(f"{server.url}/iwh/{'ab' * 16}", {"who": EMAIL}),
        ]
        for call in calls:
            with suppress(FlochatError):
                call()
        people = [*PEOPLE, ana.user_ns, "ab" * 16]
    assert len(telemetry.spans) >= len(calls)
    names = {span.name for span in telemetry.spans}
    assert {"GET", "GET /subscribers", "POST /subscriber/send-text"} <= names
    seen = telemetry.dump()
    assert not [who for who in people if who and who in seen]


def test_copies_made_before_and_after_are_instrumented_too(
    make_client: Clients, telemetry: Telemetry
) -> None:
    with serve(master_key="master-key", flows={123: 7}) as server:
        client = make_client(server.url, "master-key")
        before = client.for_flow("f123", workspace_id=7)
        telemetry.instrument(client)
        before.flow.tags.list().first()
        before.with_options(max_retries=0).flow.tags.list().first()
        client.for_flow("f123", workspace_id=7).flow.tags.list().first()
    assert [span.name for span in telemetry.spans] == ["GET /flow/tags"] * 3
    assert dict(telemetry.spans[-1].attributes or {})["flochat.flow_ns"] == "f123"


def test_a_client_is_instrumented_once_and_no_more_when_that_is_undone(
    make_client: Clients, telemetry: Telemetry
) -> None:
    with serve() as server:
        client = make_client(server.url, server.api_key)
        for _ in range(2):
            telemetry.instrument(client)
        client.account.me()
        assert len(telemetry.spans) == 1
        for _ in range(2):
            uninstrument(getattr(client, "_target", client))
        client.account.me()
        assert len(telemetry.spans) == 1


def test_each_page_of_a_list_is_a_span_and_none_stays_open_between_them(
    telemetry: Telemetry,
) -> None:
    with (
        serve(seed=lambda seed: seed.subscribers(250)) as server,
        Flochat(server.api_key, base_url=server.url) as client,
    ):
        telemetry.instrument(client)
        for _ in client.subscribers.list():
            assert trace.get_current_span() is trace.INVALID_SPAN
    assert [span.name for span in telemetry.spans] == ["GET /subscribers"] * 3


def test_spans_are_children_of_the_callers_in_tasks_side_by_side(telemetry: Telemetry) -> None:
    tracer = telemetry.tracer_provider.get_tracer("program")

    async def one(client: AsyncFlochat, name: str) -> None:
        with tracer.start_as_current_span(name):
            await client.account.me()

    async def main(url: str, key: str) -> None:
        async with AsyncFlochat(key, base_url=url) as client:
            telemetry.instrument(client)
            await asyncio.gather(*(one(client, f"task {n}") for n in range(5)))

    with serve() as server:
        asyncio.run(main(server.url, server.api_key))
    spans = {span.context.span_id: span for span in telemetry.spans if span.context}
    parents = [
        spans[span.parent.span_id].name
        for span in telemetry.spans
        if span.name == "GET /me" and span.parent
    ]
    assert sorted(parents) == [f"task {n}" for n in range(5)]


def test_a_call_that_is_cancelled_ends_its_span(telemetry: Telemetry) -> None:
    async def main(url: str) -> None:
        async with AsyncFlochat(KEY, base_url=url) as client:
            telemetry.instrument(client)
            task = asyncio.create_task(client.account.me())
            assert await asyncio.to_thread(received.wait, 30)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    received = threading.Event()

    def never(_request: object) -> Iterable[Step]:
        received.set()
        return [Pause(1), *ME]

    with hostile_server(never) as server:
        asyncio.run(main(f"{server.url}/api"))
    (span,) = telemetry.spans
    assert dict(span.attributes or {})["error.type"] == "CancelledError"
    ((labels, requests),) = telemetry.points("flochat.client.requests")
    assert (labels["error.type"], requests) == ("CancelledError", 1)


def test_a_call_that_is_cancelled_as_it_waits_has_waited(telemetry: Telemetry) -> None:
    async def main(url: str) -> None:
        async with AsyncFlochat(KEY, base_url=url) as client:
            telemetry.instrument(client)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await client.account.me()

    with answers(answer("{}", status=503, headers={"retry-after": "7"})) as server:
        asyncio.run(main(f"{server.url}/api"))
    (span,) = telemetry.spans
    assert 0.05 < float(str(dict(span.attributes or {})["flochat.waited"])) < 5


def test_a_request_whose_hook_raises_was_made_all_the_same(
    make_client: Clients, telemetry: Telemetry
) -> None:
    def hook(_event: object) -> None:
        raise ZeroDivisionError

    with answers(ME) as server:
        client = make_client(f"{server.url}/api", KEY, on_response=hook)
        telemetry.instrument(client)
        with pytest.raises(ZeroDivisionError):
            client.account.me()
        with pytest.raises(ZeroDivisionError):
            client.with_options(on_request=hook).account.me()  # which is raised before it is sent
    assert [dict(span.attributes or {})["flochat.attempts"] for span in telemetry.spans] == [1, 0]
    assert sum(value for _, value in telemetry.points("flochat.client.requests")) == 1


def test_a_call_that_is_refused_before_it_is_sent_counts_no_request(
    make_client: Clients, telemetry: Telemetry, clock: Clock
) -> None:
    spent = answer("{}", headers={"x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0"})
    with answers(spent) as server:
        client = make_client(f"{server.url}/api", KEY, clock=clock, max_wait=1)
        telemetry.instrument(client)
        client.request("GET", "/me")
        with pytest.raises(RateLimitError):
            client.account.me()
    assert sum(value for _, value in telemetry.points("flochat.client.requests")) == 1
    span = telemetry.spans[-1]
    assert dict(span.attributes or {})["flochat.attempts"] == 0
    assert dict(span.attributes or {})["error.type"] == "RateLimitError"


def test_the_low_level_client_makes_spans_too(telemetry: Telemetry) -> None:
    with serve() as server, Flochat(server.api_key, base_url=server.url) as client:
        telemetry.instrument(client)
        flow_bot_user_info.sync_detailed(client=client.api, user_ns=EMAIL)
    assert [span.name for span in telemetry.spans] == ["GET /subscriber/get-info"]
    assert EMAIL not in telemetry.dump()


def test_without_a_sdk_nothing_changes_and_what_is_prepared_is_no_span(
    telemetry: Telemetry,
) -> None:
    with serve() as server, Flochat(server.api_key, base_url=server.url) as client:
        instrument(client)
        assert client.account.me().id
        telemetry.instrument(client)
        client.prepare(client.account.me)
    assert telemetry.spans == []


def test_an_observer_that_raises_changes_nothing_of_the_call(
    make_client: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[ObservedCall] = []

    def fails_at_once(call: ObservedCall) -> AbstractContextManager[object]:
        raise ZeroDivisionError(call.operation)

    @contextmanager
    def fails_at_the_end(_call: ObservedCall) -> Iterator[None]:
        try:
            yield
        finally:
            raise ZeroDivisionError

    @contextmanager
    def swallows(call: ObservedCall) -> Iterator[None]:
        with suppress(Exception):
            yield
        seen.append(call)

    with answers(ME, answer("{}", status=404)) as server:
        client = make_client(f"{server.url}/api", KEY)
        for observer in (fails_at_once, fails_at_the_end, swallows):
            client.add_observer(observer)
        assert client.account.me().id == 7
        with pytest.raises(NotFoundError):
            client.account.me()
    assert [call.status for call in seen] == [200, 404]
    assert isinstance(seen[1].error, NotFoundError)
    records = [it for it in caplog.records if getattr(it, "flochat_event", "") == "observer_failed"]
    names = [str(it.args[0]).rpartition(".")[2] for it in records if isinstance(it.args, tuple)]
    assert names == ["fails_at_once", "fails_at_the_end"] * 2


def test_ctrl_c_in_an_observer_leaves_the_others(make_client: Clients) -> None:
    ended: list[str] = []

    @contextmanager
    def watches(call: ObservedCall) -> Iterator[None]:
        try:
            yield
        finally:
            ended.append(call.operation)

    def is_interrupted(_call: ObservedCall) -> AbstractContextManager[object]:
        raise KeyboardInterrupt

    @contextmanager
    def is_interrupted_at_the_end(_call: ObservedCall) -> Iterator[None]:
        yield
        raise KeyboardInterrupt

    with answers(ME) as server:
        client = make_client(f"{server.url}/api", KEY)
        client.add_observer(watches)
        for observer in (is_interrupted, is_interrupted_at_the_end):
            client.add_observer(observer)
            with pytest.raises(KeyboardInterrupt):
                client.account.me()
            client.remove_observer(observer)
    assert ended == ["GET /me"] * 2


def test_the_module_says_what_to_install() -> None:
    script = "import sys; sys.modules['opentelemetry'] = None; import flochat.otel"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "flochat.otel needs opentelemetry-api: pip install 'flochat[otel]'" in done.stderr
