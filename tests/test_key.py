"""The key goes to the host, and is shown by nothing on the way."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flochat import Flochat, FlochatError
from flochat.contract.facade import facade_calls
from flochat.sandbox import Faults, Server, example, serve
from tests.support.clients import Clients, Clock
from tests.support.samples import method_of, samples

KEY = "12|the-key-that-nothing-shows"


def everything_about(result: Any) -> str:
    """What a caller may print or store of a result."""
    return f"{result!r} {result!s} {pickled(result)}"


def everything_about_error(error: BaseException) -> str:
    """An error with its causes, its parts, and the variables on its way."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    return " ".join([*trace.format(), repr(error), repr(vars(error)), pickled(error)])


def pickled(thing: Any) -> str:
    try:
        return pickle.dumps(thing).decode("latin-1")
    except (TypeError, AttributeError, pickle.PicklingError) as error:
        return str(error)


def call(client: Any, path: str, arguments: dict[str, Any]) -> str:
    """Make a call, and collect all that it leaves behind."""
    method = method_of(client, path)
    try:
        result = method(**arguments)
        if hasattr(result, "run"):
            return journal_of(result, Path(arguments["journal"]))
        if hasattr(result, "first"):
            result = result.first()
    except FlochatError as error:
        return everything_about_error(error)
    return everything_about(result)


def journal_of(job: Any, journal: Path) -> str:
    """Run a bulk job, and collect what it leaves behind."""
    text = f"{job!r} {job.plan()!r} {job.run()!r}"
    return text + " ".join(
        file.read_bytes().decode("latin-1") for file in journal.parent.glob(journal.name + "*")
    )


def prepared(client: Any, path: str, arguments: dict[str, Any]) -> str:
    method = method_of(client, path)
    if path.startswith("bulk."):  # a job is planned, not prepared
        return ""
    requests = client.prepare(method, **arguments)
    return " ".join(f"{request!r} {request.curl()} {pickled(request)}" for request in requests)


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A log on stderr, as FLOCHAT_LOG has it, for one test."""
    monkeypatch.setenv("FLOCHAT_LOG", "debug")
    log = logging.getLogger("flochat")
    handlers, level = list(log.handlers), log.level
    yield
    log.handlers[:] = handlers
    log.setLevel(level)


@pytest.mark.usefixtures("talkative")
@pytest.mark.parametrize("share", [0.0, 0.7])
def test_the_key_is_in_nothing_that_a_call_leaves_behind(
    share: float,
    make_client: Clients,
    clock: Clock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []
    quota = tmp_path / "quota.sqlite"
    with serve(api_key=KEY, quota=100_000, seed=example) as server:
        server.inject_faults(Faults.of_all_kinds(share, seed=11))
        client = make_client(
            server.url,
            KEY,
            clock=clock,
            max_retries=1,
            shared_quota=quota,
            on_request=lambda event: shown.append(repr(event)),
            on_response=lambda event: shown.append(repr(event)),
        )
        for path in facade_calls():
            for arguments in samples(path, method_of(Flochat(KEY), path)):
                shown.append(call(client, path, arguments))
                if not share:
                    shown.append(prepared(client, path, arguments))
        shown += [repr(client), repr(client.api), repr(client.quota), repr(client.last_response)]
        shown.append(repr(client.with_options(timeout=5)))
        assert_sent(server)
        shown += [repr(server.requests), repr(server.deliveries), pickled(server.requests)]
    shown += [*capfd.readouterr(), *(record.getMessage() for record in caplog.records)]
    shown += [file.read_bytes().decode("latin-1") for file in tmp_path.iterdir()]
    assert len(shown) > 3 * len(facade_calls())
    assert quota.stat().st_size
    assert not [text for text in shown if KEY in text or "that-nothing-shows" in text]


def assert_sent(server: Server) -> None:
    """The key did go out: a test that never sends it shows nothing."""
    assert {request.authorized for request in server.requests if request.operation} == {True}


def test_the_key_is_shown_on_request(make_client: Clients) -> None:
    client = make_client("http://127.0.0.1:9/api", KEY)
    (request,) = client.prepare(client.account.me)
    assert KEY in request.curl(show_key=True)
    assert "$FLOCHAT_API_KEY" in request.curl()


def test_a_client_is_not_pickled(make_client: Clients) -> None:
    client = make_client("http://127.0.0.1:9/api", KEY)
    target = getattr(client, "_target", client)
    with pytest.raises(TypeError, match="not pickled") as caught:
        pickle.dumps(target)
    assert KEY not in str(caught.value)
