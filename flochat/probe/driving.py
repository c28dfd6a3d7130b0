"""How a client, blocking or not, makes the requests of a probe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .. import errors
from .._sending.settings import DEFAULT_BASE_URL
from .exchange import NOTHING, Ask, Outcome, Pause, Steps
from .probing import RETRIES, Prober, Progress
from .report import Depth, ProbeReport

if TYPE_CHECKING:
    from .._async.client import AsyncFlochat
    from .._sending.reports import RequestEvent, RequestHook, ResponseEvent, ResponseHook
    from .._sending.settings import Settings
    from .._sync.client import Flochat

#: Why a report is incomplete whose probe was interrupted.
INTERRUPTED: Final = "it was interrupted"


def probe(
    client: Flochat,
    *,
    depth: Depth = "full",
    also: Iterable[str] = (),
    max_requests: int | None = None,
    ignore_quota: bool = False,
    write_flow_ns: str | None = None,
    cleanup_file: Path | None = None,
    progress: Progress | None = None,
) -> ProbeReport:
    """Find out what the host of a client does, and return a report without a personal datum.

    Nothing is written unless `write_flow_ns` is given, and no message is ever sent. A request that
    the host refuses is a row of the report. What stops the probe (a refused key, a spent quota, an
    outage) makes the report incomplete, and is no error.

    Args:
        client: a `Flochat`; `probe_async` takes an `AsyncFlochat`.
        depth: "full", or "short" for the most telling reads, in at most 10 requests.
        also: what is read only when it is asked for: "messages", "integrations".
        max_requests: the most requests that may be made, attempts that failed included. When None
            it is 120, or 240 with `write_flow_ns`, and 10 more for each part of `also`; 10 for a
            short probe. Deleting what the probe made is not held back by it.
        ignore_quota: go on where fewer requests are left of the quota than may be needed.
        write_flow_ns: the flow of the key, "f123", to also find out what shows only in writing: a
            person, tags and fields are made in it and deleted.
        cleanup_file: where to note what was made until it is deleted, so that a later probe can
            delete what this one had to leave; None notes it nowhere.
        progress: called with a line of text for people; None for no progress.

    Raises:
        InvalidArgumentError: an argument cannot work, before any request.
        KeyboardInterrupt: somebody interrupted it; what it made is deleted first.

    Example:
        report = probe(client)
        print(report.habits["phone_filter"])
        Path("probe.json").write_text(report.json())
    """
    if not _is_client(client, is_async=False):
        raise errors.InvalidArgumentError(
            "client must be a Flochat; probe_async() takes an AsyncFlochat"
        )
    prober = Prober(
        depth=depth,
        also=also,
        max_requests=max_requests,
        ignore_quota=ignore_quota,
        write_flow_ns=write_flow_ns,
        cleanup_file=cleanup_file,
        is_default_host=is_default_host(client._transport.settings),
        progress=progress,
    )
    run_probe(client, prober)
    return prober.report()


async def probe_async(
    client: AsyncFlochat,
    *,
    depth: Depth = "full",
    also: Iterable[str] = (),
    max_requests: int | None = None,
    ignore_quota: bool = False,
    write_flow_ns: str | None = None,
    cleanup_file: Path | None = None,
    progress: Progress | None = None,
) -> ProbeReport:
    """Do the same with an `AsyncFlochat`.

    Args:
        client: an `AsyncFlochat`.
        depth: as in `probe`.
        also: as in `probe`.
        max_requests: as in `probe`.
        ignore_quota: as in `probe`.
        write_flow_ns: as in `probe`.
        cleanup_file: as in `probe`.
        progress: as in `probe`.

    Raises:
        InvalidArgumentError: an argument cannot work, before any request.

    Example:
        report = await probe_async(client, depth="short")
    """
    if not _is_client(client, is_async=True):
        raise errors.InvalidArgumentError("client must be an AsyncFlochat; probe() takes a Flochat")
    prober = Prober(
        depth=depth,
        also=also,
        max_requests=max_requests,
        ignore_quota=ignore_quota,
        write_flow_ns=write_flow_ns,
        cleanup_file=cleanup_file,
        is_default_host=is_default_host(client._transport.settings),
        progress=progress,
    )
    before, after = _hooks(prober, client._transport.settings)
    asking = client.with_options(max_retries=RETRIES, on_request=before, on_response=after)
    try:
        await _drive_async(asking, prober, prober.steps())
    except BaseException as error:
        prober.interrupt(_reason(error))
        raise
    finally:
        try:
            await _drive_async(asking, prober, prober.cleanup_steps())
        except BaseException:  # whoever interrupts once wants the rest to be deleted all the same
            await _drive_async(asking, prober, prober.cleanup_steps())
            raise
    return prober.report()


def run_probe(client: Flochat, prober: Prober) -> None:
    """Ask everything, and delete what was made, whatever happens."""
    before, after = _hooks(prober, client._transport.settings)
    asking = client.with_options(max_retries=RETRIES, on_request=before, on_response=after)
    try:
        _drive(asking, prober, prober.steps())
    except BaseException as error:
        prober.interrupt(_reason(error))
        raise
    finally:
        try:
            _drive(asking, prober, prober.cleanup_steps())
        except BaseException:  # whoever interrupts once wants the rest to be deleted all the same
            _drive(asking, prober, prober.cleanup_steps())
            raise


def _reason(error: BaseException) -> str:
    """Why a report is incomplete, without a word of the error: it may repeat an answer."""
    return f"it failed ({type(error).__name__})" if isinstance(error, Exception) else INTERRUPTED


def is_default_host(settings: Settings) -> bool:
    """Whether a client talks to the service itself."""
    return settings.base_url.rstrip("/") == DEFAULT_BASE_URL


def _is_client(client: object, *, is_async: bool) -> bool:
    if is_async:
        from .._async.client import AsyncFlochat

        return isinstance(client, AsyncFlochat)
    from .._sync.client import Flochat

    return isinstance(client, Flochat)


def _drive(client: Flochat, prober: Prober, steps: Steps[None]) -> None:
    outcome: Outcome | None = None
    while True:
        try:
            step = next(steps) if outcome is None else steps.send(outcome)
        except StopIteration:
            return
        if isinstance(step, Pause):
            client._transport.runtime.sleep(step.seconds)
            outcome = NOTHING
        else:
            outcome = _outcome(client, prober, step)


def _outcome(client: Flochat, prober: Prober, ask: Ask) -> Outcome:
    prober.last = None
    try:
        return prober.outcome(client.request(**ask.keywords()))
    except Exception as error:
        return prober.failure(error)


async def _drive_async(client: AsyncFlochat, prober: Prober, steps: Steps[None]) -> None:
    outcome: Outcome | None = None
    while True:
        try:
            step = next(steps) if outcome is None else steps.send(outcome)
        except StopIteration:
            return
        if isinstance(step, Pause):
            await client._transport.runtime.sleep(step.seconds)
            outcome = NOTHING
        else:
            outcome = await _outcome_async(client, prober, step)


async def _outcome_async(client: AsyncFlochat, prober: Prober, ask: Ask) -> Outcome:
    prober.last = None
    try:
        return prober.outcome(await client.request(**ask.keywords()))
    except Exception as error:
        return prober.failure(error)


def _hooks(prober: Prober, settings: Settings) -> tuple[RequestHook, ResponseHook]:
    """Hooks that count, and call those of the client; a hook of the async client is awaited."""

    def on_request(event: RequestEvent) -> Any:
        prober.before()
        return settings.on_request(event) if settings.on_request else None

    def on_response(event: ResponseEvent) -> Any:
        prober.after(event)
        return settings.on_response(event) if settings.on_response else None

    return on_request, on_response
