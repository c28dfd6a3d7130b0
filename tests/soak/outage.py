"""An outage: the host is silent for a while, and many callers go on calling."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterable

from flochat import AsyncFlochat, Flochat
from tests.soak.verdict import Verdict
from tests.support.silent_server import SilentServer, silent_server

#: How many callers there are, as threads and as tasks: more than a pool has slots, and than three.
CALLERS = {"threads": 250, "tasks": 330}
#: How a call may end while the host is silent; a text that was not sent is never unknown.
ENDINGS = {"APITimeoutError", "OutcomeUnknownError"}
#: How many calls are made, one after the other, once the host speaks again.
AFTERWARDS = 5
#: How long a call may take while the host speaks, in seconds, on a machine that is busy.
_PATIENCE = 20.0


def outage(workers: str, seconds: float, *, read_timeout: float) -> Verdict:
    """Call from many "threads" or "tasks" of one client while the host is silent, and after it."""
    outcomes: Counter[str] = Counter()
    with silent_server() as server:
        run = _threads if workers == "threads" else _tasks
        began = time.monotonic()
        afterwards = run(server, seconds, read_timeout, outcomes)
        took = time.monotonic() - began
    verdict = Verdict()
    foreign = {name: n for name, n in outcomes.items() if name not in ENDINGS}
    verdict.must(not foreign, f"calls ended otherwise during the outage: {foreign}")
    verdict.must(outcomes["APITimeoutError"] > 0, "no call timed out")
    verdict.must(
        afterwards == ["ok"] * 2 * AFTERWARDS, f"calls after the outage came to {afterwards}"
    )
    verdict.seen.append(
        f"{CALLERS[workers]} {workers}, the host silent for {seconds:.0f} s: "
        f"{sum(outcomes.values()):,} calls in {took:.0f} s, "
        + ", ".join(f"{number:,} {name}" for name, number in outcomes.most_common())
        + f"; then {afterwards.count('ok')} of {len(afterwards)} succeeded"
    )
    return verdict


def _threads(
    server: SilentServer, seconds: float, read_timeout: float, outcomes: Counter[str]
) -> list[str]:
    lock = threading.Lock()
    over = threading.Event()
    with Flochat(
        "key",
        base_url=server.url,
        read_timeout=read_timeout,
        total_timeout=2 * read_timeout,
        max_retries=0,
    ) as client:

        def work(number: int) -> None:
            while not over.is_set():
                try:
                    if number % 2:
                        client.messages.send_text("f1u1", "Hello")
                    else:
                        client.account.me()
                except Exception as error:
                    with lock:
                        outcomes[type(error).__name__] += 1

        client.with_options(timeout=_PATIENCE).account.me()  # which tells the quota
        server.fall_silent()
        threads = [threading.Thread(target=work, args=(n,)) for n in range(CALLERS["threads"])]
        for thread in threads:
            thread.start()
        over.wait(seconds)
        over.set()
        for thread in threads:
            thread.join()
        server.speak()
        afterwards = []
        for _ in range(AFTERWARDS):
            copy = client.with_options(timeout=_PATIENCE)
            afterwards.append(_outcome(copy.account.me))
            afterwards.append(_outcome(lambda: copy.messages.send_text("f1u1", "Hello")))  # noqa: B023  # it is called at once
    return afterwards


def _outcome(call: object) -> str:
    assert callable(call)
    try:
        call()
    except Exception as error:
        return repr(error)
    return "ok"


def _tasks(
    server: SilentServer, seconds: float, read_timeout: float, outcomes: Counter[str]
) -> list[str]:
    async def main() -> list[str]:
        over = asyncio.Event()
        async with AsyncFlochat(
            "key",
            base_url=server.url,
            read_timeout=read_timeout,
            total_timeout=2 * read_timeout,
            max_retries=0,
        ) as client:

            async def work(number: int) -> None:
                while not over.is_set():
                    try:
                        if number % 2:
                            await client.messages.send_text("f1u1", "Hello")
                        else:
                            await client.account.me()
                    except Exception as error:
                        outcomes[type(error).__name__] += 1

            await client.with_options(timeout=_PATIENCE).account.me()  # which tells the quota
            server.fall_silent()
            tasks = [asyncio.create_task(work(number)) for number in range(CALLERS["tasks"])]
            await asyncio.sleep(seconds)
            over.set()
            await asyncio.gather(*tasks)
            server.speak()
            afterwards: list[str] = []
            for _ in range(AFTERWARDS):
                copy = client.with_options(timeout=_PATIENCE)
                for call in (copy.account.me(), copy.messages.send_text("f1u1", "Hello")):
                    try:
                        await call
                        afterwards.append("ok")
                    except Exception as error:
                        afterwards.append(repr(error))
        return afterwards

    return asyncio.run(main())


def long_outages(seconds: float) -> Iterable[Verdict]:
    """Both kinds of callers, one after the other."""
    for workers in CALLERS:
        yield outage(workers, seconds, read_timeout=2.0)
