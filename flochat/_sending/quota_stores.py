"""Where the meter of a quota is kept: in memory, in a file of this machine, or in Redis.

All three change it in one step that nobody else can come between, by the same decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

from ..errors import ConfigurationError, SharedQuotaError
from .quota import HOUR, Meter
from .settings import Settings, is_redis

if TYPE_CHECKING:
    import sqlite3

    import redis

T = TypeVar("T")
Change = Callable[[Meter, float], T]

#: How long a store may take to answer, in seconds.
_PATIENCE: Final = 5.0
#: How long Redis keeps the meter of a key that nobody uses, in seconds.
_KEPT_FOR: Final = int(HOUR * 2)


class Store(Protocol):
    """Keeps one meter."""

    #: The meter as it was last seen here, and what our clock was ahead of the store's then.
    meter: Meter
    clock_skew: float

    def change(self, change: Change[T], clock: Callable[[], float]) -> T:
        """Change the meter; `change` gets it and the time, and may be called more than once.

        Raises `SharedQuotaError` when the store cannot be reached.
        """

    def close(self) -> None:
        """Let go of files and connections."""


class MemoryStore:
    """Shared by the threads and tasks of a client."""

    clock_skew: float = 0.0

    def __init__(self) -> None:
        self.meter: Meter = Meter()
        self._lock = Lock()

    def change(self, change: Change[T], clock: Callable[[], float]) -> T:
        with self._lock:
            return change(self.meter, clock())

    def close(self) -> None:
        """Nothing is held."""


def shared_store(settings: Settings) -> Store | None:
    """The store that the settings ask for, if any. It is not opened before it is needed.

    Raises `ConfigurationError` for what is no Redis, or when redis-py is missing.
    """
    place = settings.shared_quota
    if place is None:
        return None
    name = fingerprint(settings)
    return _RedisStore(place, name) if is_redis(place) else _FileStore(Path(place), name)


def fingerprint(settings: Settings) -> str:
    """What tells one key at one host from others, and from which nobody learns the key."""
    secret = blake2b(settings.api_key.reveal().encode()).digest()
    return blake2b(settings.base_url.encode(), key=secret, digest_size=16).hexdigest()


#: What the file holds is worth nothing after an hour: it need not outlast a power cut.
_BEGIN: Final = (
    "PRAGMA synchronous = OFF",
    "BEGIN IMMEDIATE",
    "CREATE TABLE IF NOT EXISTS quota (name TEXT PRIMARY KEY, state TEXT NOT NULL)",
)


class _FileStore:
    """One row in an SQLite file, shared by the processes of this machine."""

    clock_skew = 0.0

    def __init__(self, path: Path, name: str) -> None:
        self.meter = Meter()
        self._path = path
        self._name = name
        self._lock = Lock()

    def change(self, change: Change[T], clock: Callable[[], float]) -> T:
        import sqlite3

        with self._lock:
            try:
                with self._transaction() as connection:
                    meter = self._read(connection)
                    result = change(meter, clock())
                    row = (self._name, meter.dump())
                    connection.execute("REPLACE INTO quota (name, state) VALUES (?, ?)", row)
            except sqlite3.Error as error:
                raise SharedQuotaError(f"{self._path}: {error}") from error
            self.meter = meter
            return result

    def close(self) -> None:
        """Nothing is held."""

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Nobody else reads or writes until it ends; left by an exception, nothing has changed.

        The file is opened each time: a connection is of no use after a fork, and would go on with
        a file that was deleted while others begin a new one.
        """
        import sqlite3

        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            for statement in _BEGIN:
                connection.execute(statement)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _read(self, connection: sqlite3.Connection) -> Meter:
        row = connection.execute("SELECT state FROM quota WHERE name = ?", (self._name,)).fetchone()
        return _meter(row[0] if row else "")


#: Puts a state in the place of the one that it was made from, if that is still there. Answers with
#: whether it did, the state that is there now, and Redis's own time. An empty state only reads.
_SWAP: Final = """
local there = redis.call('GET', KEYS[1]) or ''
local swapped = 0
if ARGV[2] ~= '' and there == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  there = ARGV[2]
  swapped = 1
end
local now = redis.call('TIME')
return {swapped, there, now[1], now[2]}
"""


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
            self._place = urlsplit(url).hostname or "its usual place"
            self._redis: redis.Redis = Redis.from_url(
                url,
                socket_timeout=_PATIENCE,
                socket_connect_timeout=_PATIENCE,
                decode_responses=True,
            )
        except ValueError:  # what it says may have a part of the password
            raise ConfigurationError(
                "shared_quota is not of the form redis://HOST:PORT/0"
            ) from None
        self._swap: Any = self._redis.register_script(_SWAP)

    def change(self, change: Change[T], clock: Callable[[], float]) -> T:
        _, seen, time = self._swapped("", "")
        self.clock_skew = clock() - time
        while True:
            self.meter = _meter(seen)
            result = change(self.meter, time)
            wanted = self.meter.dump()
            if wanted == seen:
                return result
            is_done, seen, time = self._swapped(seen, wanted)
            if is_done:
                return result

    def close(self) -> None:
        self._redis.close()

    def _swapped(self, seen: str, wanted: str) -> tuple[bool, str, float]:
        from redis import RedisError

        try:
            done, there, seconds, micros = self._swap([self._name], [seen, wanted, _KEPT_FOR])
        except (RedisError, OSError) as error:
            raise SharedQuotaError(f"Redis at {self._place}: {error}") from error
        return bool(done), there, int(seconds) + int(micros) / 1e6


def _meter(state: str) -> Meter:
    """The meter of a kept state; what another version has left behind is begun anew."""
    try:
        return Meter.load(state) if state else Meter()
    except ValueError:
        return Meter()
