"""Several processes, one key: an SQLite file on one machine, a real Redis across machines."""

from __future__ import annotations

import asyncio
import gc
import json
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from redis import Redis

from flochat import (
    AsyncFlochat,
    ConfigurationError,
    Flochat,
    NotFoundError,
    RateLimitError,
    SharedQuotaError,
)
from flochat._sending import quota_stores
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock
from tests.support.redis_server import redis_server

KEY = "1|s3cr3t-of-the-tests"
#: How much faster than ours the clock of the sandbox and of its clients runs.
SPEED = 720

#: A process that reads a number of times, on a faster clock, and prints the outcomes.
READER = """
import json, sys, time
from collections import Counter
from flochat import Flochat, RateLimitError, Runtime

url, key, calls, speed, options = sys.argv[1:]

class Fast(Runtime):
    def time(self):
        return time.time() * int(speed)
    def sleep(self, seconds):
        time.sleep(seconds / int(speed))

outcomes = Counter()
with Flochat(key, base_url=url, runtime=Fast(), **json.loads(options)) as client:
    for _ in range(int(calls)):
        try:
            client.account.me()
            outcomes["read"] += 1
        except RateLimitError as error:
            outcomes["refused" if error.was_sent else "held back"] += 1
print(json.dumps(outcomes))
"""

#: A process that forks itself after its client was used; all four send with it at once.
FORKED = """
import os, sys
from flochat import Flochat, RateLimitError

url, key, quota = sys.argv[1:]
client = Flochat(key, base_url=url, shared_quota=quota, max_wait=0)
client.messages.send_text("f1u1", "Hello")
first = os.getpid()
for _ in range(3):
    if os.getpid() == first:
        os.fork()
for number in range(30):
    try:
        client.messages.send_text("f1u1", f"{os.getpid()} {number}")
    except RateLimitError:
        break
client.close()
if os.getpid() == first:
    sys.exit(any(os.wait()[1] for _ in range(3)))
"""


def read(
    server: Server, calls: int, *, processes: int, speed: int = 1, **options: str | int
) -> Counter[str]:
    """The outcomes of the calls of several processes."""
    command = [sys.executable, "-c", READER, server.url, server.api_key, str(calls), str(speed)]
    command.append(json.dumps(options))
    total: Counter[str] = Counter()
    with ExitStack() as stack:
        running = [
            stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
            for _ in range(processes)
        ]
        for process in running:
            stack.callback(process.kill)
        for process in running:
            output, _ = process.communicate(timeout=120)
            assert process.returncode == 0
            total.update(json.loads(output))
    return total


def statuses(server: Server) -> Counter[int | None]:
    return Counter(request.status for request in server.requests)


@pytest.fixture(params=["file", "redis"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a quota is shared."""
    if request.param == "file":
        yield str(tmp_path / "quota.db")
    else:
        with redis_server(tmp_path) as redis:
            yield redis.url


def stored_bytes(place: str) -> bytes:
    """All that the store contains."""
    if not place.startswith("redis:"):
        return b"".join(path.read_bytes() for path in Path(place).parent.glob("quota.db*"))
    with Redis.from_url(place) as redis:
        keys = redis.keys("*")
        return repr([(key, redis.get(key)) for key in keys]).encode()


def test_eight_processes_use_up_one_quota_and_no_more(place: str) -> None:
    with serve(quota=200) as server:
        total = read(server, 40, processes=8, shared_quota=place, max_wait=0)
        used, refused = statuses(server)[200], statuses(server)[429]
    kind = "Redis" if place.startswith("redis:") else "a file"
    print(f"8 processes share {kind}: {used} of 200 requests used, {refused} refused")
    assert refused == 0
    assert used >= 0.95 * 200
    assert total["read"] + total["held back"] == 8 * 40
    assert total["read"] == used


@pytest.mark.long  # eight processes, several hours of their clock
def test_eight_processes_wait_for_hour_after_hour(tmp_path: Path) -> None:
    """Hours are five seconds long here, for the sandbox and its clients."""
    place = str(tmp_path / "quota.db")
    with serve(quota=100, clock=lambda: time.time() * SPEED) as server:
        total = read(server, 25, processes=8, speed=SPEED, shared_quota=place, on_exhausted="wait")
    print(f"8 processes wait for two hours of 100 requests, paced: {dict(statuses(server))}")
    assert statuses(server) == {200: 200}
    assert total == {"read": 200}


def test_forks_share_it_too_and_no_connection(tmp_path: Path) -> None:
    with serve(quota=100, flow=1, seed=lambda seed: seed.subscribers(1)) as server:
        command = [sys.executable, "-c", FORKED, server.url, server.api_key]
        subprocess.run([*command, str(tmp_path / "quota.db")], check=True, timeout=60)
        assert statuses(server) == {200: 100}
        texts = Counter(str(delivery.content) for delivery in server.deliveries)
    assert set(texts.values()) == {1}


def test_threads_and_tasks_share_it_too(place: str) -> None:
    def call(_number: int) -> None:
        with suppress(RateLimitError):
            client.account.me()

    async def main() -> None:
        async with AsyncFlochat(
            server.api_key, base_url=server.url, shared_quota=place, max_wait=0
        ) as other:
            calls = (other.account.me() for _ in range(40))
            await asyncio.gather(*calls, return_exceptions=True)

    with (
        serve(quota=50) as server,
        Flochat(server.api_key, base_url=server.url, shared_quota=place, max_wait=0) as client,
        ThreadPoolExecutor(16) as threads,
    ):
        going = [threads.submit(call, number) for number in range(40)]
        asyncio.run(main())
        for one in going:
            one.result()
        assert statuses(server) == {200: 50}


def test_what_is_reported_to_one_client_all_of_them_know(
    place: str, make_client: Clients, clock: Clock
) -> None:
    with serve(quota=30) as server:
        first, second, alone = (
            make_client(server.url, clock=clock, shared_quota=shared, max_wait=0)
            for shared in (place, place, None)
        )
        first.account.me()
        second.account.me()
        assert (second.quota.remaining, second.quota.spent) == (28, 1)
        for _ in range(28):
            alone.account.me()  # a client that shares nothing
        first.close()
        with pytest.raises(RateLimitError):
            second.account.me()  # the service says so
        third = make_client(server.url, clock=clock, shared_quota=place, max_wait=0)
        with pytest.raises(RateLimitError, match="was not sent"):
            third.account.me()
        assert 3590 < third.quota.resets_at.timestamp() - clock.now <= 3600


def test_keys_share_nothing_and_are_not_stored(place: str, make_client: Clients) -> None:
    with serve(quota=5, api_key=KEY, flowless_key="other-key") as server:
        first = make_client(server.url, KEY, shared_quota=place, max_wait=0)
        other = make_client(server.url, "other-key", shared_quota=place, max_wait=0)
        for _ in range(5):
            first.account.me()
        with pytest.raises(NotFoundError):
            other.account.me()
        assert other.quota.remaining == 4
    stored = stored_bytes(place)
    assert b"under_way" in stored
    assert KEY.encode() not in stored
    assert KEY not in repr(first._transport.settings)


def test_a_cancelled_call_releases_its_reservation(place: str) -> None:
    async def main() -> None:
        async with AsyncFlochat(server.api_key, base_url=server.url, shared_quota=place) as client:
            await client.account.me()
            for _ in range(5):
                task = asyncio.create_task(client.account.me())
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            assert client.quota.remaining == 9
            assert client.quota.spent == 1

    with serve(quota=10) as server:
        asyncio.run(main())
        assert statuses(server) == {200: 1}


def test_a_cancelled_call_says_nothing_of_a_store_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def main() -> None:
        async with AsyncFlochat("key", base_url=server.url, shared_quota=path) as client:
            call = asyncio.create_task(client.account.me())
            await asyncio.sleep(0.05)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call

    monkeypatch.setattr(quota_stores, "_TIMEOUT", 0.2)
    path = tmp_path / "quota.db"
    with serve() as server, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        asyncio.run(main())
        gc.collect()
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


def test_a_file_that_is_not_a_store_is_a_clear_error_and_nothing_is_sent(
    tmp_path: Path, make_client: Clients
) -> None:
    path = tmp_path / "quota.db"
    path.write_text("this is a letter, not a database\n" * 100)
    with serve() as server:
        client = make_client(server.url, shared_quota=path)
        with pytest.raises(SharedQuotaError, match=r"quota\.db: file is not a database"):
            client.account.me()
        assert server.requests == []


def test_a_file_that_was_deleted_is_created_again(tmp_path: Path, make_client: Clients) -> None:
    path = tmp_path / "quota.db"
    with serve(quota=5) as server:
        first, second = (make_client(server.url, shared_quota=path) for _ in range(2))
        first.account.me()
        second.account.me()
        path.unlink()
        first.account.me()
        second.account.me()
        third = make_client(server.url, shared_quota=path)
        third.account.me()
        with pytest.raises(RateLimitError, match="was not sent"):
            first.account.me()
        assert statuses(server) == {200: 5}


def test_an_unreachable_redis_is_a_clear_error_or_a_local_count(
    tmp_path: Path, make_client: Clients, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with redis_server(tmp_path) as redis:
        redis.stop()
        url = redis.url.replace("redis://", "redis://:pass-w0rd@")
        with serve(quota=3) as server:
            client = make_client(server.url, shared_quota=url)
            with pytest.raises(SharedQuotaError, match=r"Redis at 127\.0\.0\.1") as caught:
                client.account.me()
            assert server.requests == []
            alone = make_client(
                server.url, clock=clock, shared_quota=url, on_shared_quota_lost="local", max_wait=0
            )
            for _ in range(3):
                alone.account.me()
            with pytest.raises(RateLimitError, match="was not sent"):
                alone.account.me()
            assert statuses(server) == {200: 3}
    (warning,) = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
    assert warning.startswith("the shared quota cannot be used: Redis at 127.0.0.1")
    assert "pass-w0rd" not in warning + str(caught.value) + repr(client._transport.settings)


def test_an_answer_is_worth_more_than_the_count(tmp_path: Path, make_client: Clients) -> None:
    with redis_server(tmp_path) as redis, serve() as server:
        client = make_client(server.url, shared_quota=redis.url)
        client = client.with_options(on_request=lambda _: redis.stop())
        assert client.account.me().id
        with pytest.raises(SharedQuotaError):
            client.account.me()


def test_without_redis_py_a_shared_redis_is_a_configuration_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(ConfigurationError, match=r"flochat\[shared-quota\]"):
        Flochat("key", shared_quota="redis://127.0.0.1:1/0")


@pytest.mark.parametrize("state", ["", "nonsense", '{"another": "version"}', "[]"])
def test_a_state_of_another_version_is_replaced(
    tmp_path: Path, make_client: Clients, state: str
) -> None:
    path = tmp_path / "quota.db"
    with serve(quota=5) as server:
        make_client(server.url, shared_quota=path).account.me()
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("UPDATE quota SET state = ?", (state,))
        client = make_client(server.url, shared_quota=path)
        client.account.me()
        assert client.quota.remaining == 3
