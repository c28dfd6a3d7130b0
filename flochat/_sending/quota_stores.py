"""Where processes share the meter of a quota: in a file on this machine, or in Redis.

Both update it atomically, by the same decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from ..errors import ConfigurationError, SharedQuotaError
from .quota import HOUR, Meter, Store, Update
from .settings import Settings, is_redis

if TYPE_CHECKING:
    import sqlite3

    import redis

T = TypeVar("T")

#: How long a store may take to answer, in seconds.
_TIMEOUT: Final = 5.0
#: How long Redis keeps the meter of a key that is not used, in seconds.
_TTL: Final = int(HOUR * 2)

#: What the file holds is worthless after an hour, so it need not outlast a power cut.
_BEGIN: Final = (
    "PRAGMA synchronous = OFF",
    "BEGIN IMMEDIATE",
    "CREATE TABLE IF NOT EXISTS quota (name TEXT PRIMARY KEY, state TEXT NOT NULL)",
)
#: Replaces a state by the one that was made from it, if it is still there. Answers with whether it
#: did, the state that is stored now, and the time of the Redis server. An empty state only reads.
_COMPARE_AND_SWAP: Final = """
local stored = redis.call('GET', KEYS[1]) or ''
local swapped = 0
if ARGV[2] ~= '' and stored == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  stored = ARGV[2]
  swapped = 1
end
local now = redis.call('TIME')
return {swapped, stored, now[1], now[2]}
"""


def shared_store(settings: Settings) -> Store | None:
    """The store that the settings ask for, if any. It is not opened before it is needed.

    Raises `ConfigurationError` for a Redis URL that cannot be used, or when redis-py is missing.
    """
    location = settings.shared_quota
    if location is None:
        return None
    name = fingerprint(settings)
    return _RedisStore(location, name) if is_redis(location) else _FileStore(Path(location), name)


def fingerprint(settings: Settings) -> str:
    """A name for one key at one host, from which the key cannot be learned."""
    secret = blake2b(settings.api_key.reveal().encode()).digest()
    return blake2b(settings.base_url.encode(), key=secret, digest_size=16).hexdigest()


class _FileStore:
    """One row in an SQLite file, shared by the processes of this machine."""

    clock_skew = 0.0

    def __init__(self, path: Path, name: str) -> None:
        self.meter = Meter()
        self._path = path
        self._name = name
        self._lock = Lock()

    def update(self, update: Update[T], clock: Callable[[], float]) -> T:
        import sqlite3

        with self._lock:
            try:
                with self._transaction() as connection:
                    meter = self._read(connection)
                    result = update(meter, clock())
                    row = (self._name, meter.dump())
                    connection.execute("REPLACE INTO quota (name, state) VALUES (?, ?)", row)
            except sqlite3.Error as error:
                raise SharedQuotaError(f"{self._path}: {error}") from error
            self.meter = meter
            return result

    def close(self) -> None:
        """Nothing to close."""

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Lock the file until the block ends; an exception in the block leaves it unchanged.

        The file is opened each time: a connection cannot be used after a fork, and would keep on
        using a file that was deleted while others start a new one.
        """
        import sqlite3

        connection = sqlite3.connect(self._path, timeout=_TIMEOUT, isolation_level=None)
        try:
            for statement in _BEGIN:
                connection.execute(statement)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _read(self, connection: sqlite3.Connection) -> Meter:
        row = connection.execute("SELECT state FROM quota WHERE name = ?", (self._name,)).fetchone()
        return _load(row[0] if row else "")


class _RedisStore:
    """One key in Redis, shared by machines, on the clock of the Redis server."""

    def __init__(self, url: str, name: str) -> None:
        try:
            from redis import Redis
        except ImportError:
            raise ConfigurationError(
                "shared_quota in Redis needs redis-py: pip install 'flochat[shared-quota]'"
            ) from None
        self.meter = Meter()
        self.clock_skew = 0.0
        self._name = f"flochat:quota:{name}"
        try:
            self._host = urlsplit(url).hostname or "its default address"
            self._redis: redis.Redis = Redis.from_url(
                url,
                socket_timeout=_TIMEOUT,
                socket_connect_timeout=_TIMEOUT,
                decode_responses=True,
            )
        except ValueError:  # its message may contain a part of the password
            raise ConfigurationError(
                "shared_quota must have the form redis://HOST:PORT/0"
            ) from None
        self._script: Any = self._redis.register_script(_COMPARE_AND_SWAP)

    def update(self, update: Update[T], clock: Callable[[], float]) -> T:
        _, stored, time = self._compare_and_swap("", "")
        self.clock_skew = clock() - time
        while True:
            self.meter = _load(stored)
            result = update(self.meter, time)
            state = self.meter.dump()
            if state == stored:
                return result
            is_swapped, stored, time = self._compare_and_swap(stored, state)
            if is_swapped:
                return result

    def close(self) -> None:
        self._redis.close()

    def _compare_and_swap(self, expected: str, state: str) -> tuple[bool, str, float]:
        from redis import RedisError

        try:
            swapped, stored, seconds, micros = self._script([self._name], [expected, state, _TTL])
        except (RedisError, OSError) as error:
            raise SharedQuotaError(f"Redis at {self._host}: {error}") from error
        return bool(swapped), stored, int(seconds) + int(micros) / 1e6


def _load(state: str) -> Meter:
    """The meter of a stored state; a new one where another version has written it."""
    try:
        return Meter.load(state) if state else Meter()
    except ValueError:
        return Meter()
