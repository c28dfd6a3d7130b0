"""Calls that come twice: the second gets the answer of the first, and its handler does not run."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from hashlib import blake2b
from threading import Lock
from typing import Final, NamedTuple, TypeAlias

from .._values.checks import check_count, check_seconds, check_text, describe_type
from .._values.readers import read_text
from ..errors import ConfigurationError
from .answers import CallbackAnswer
from .requests import CallbackRequest

#: Where the caller's own id of a call is: a key of its payload, or a function that finds it.
EventId: TypeAlias = str | Callable[[CallbackRequest], str | None]

#: The most that all answers together take, in bytes.
_MAX_SIZE: Final = 8 * 1024 * 1024


class Turn(NamedTuple):
    """Whose turn a call is: the first of its id answers, others wait for what that answers.

    The result of `pending` is None when the first came to no answer: then another one may try.
    """

    key: bytes
    pending: Future[CallbackAnswer | None]
    is_first: bool


class _Kept(NamedTuple):
    pending: Future[CallbackAnswer | None]
    since: float
    size: int


class AnswerMemory:
    """The answers of the last calls, by their ids; as many as `kept`, for as long as `seconds`.

    It is that of one process. Any thread may use it.
    """

    def __init__(
        self,
        event_id: EventId,
        *,
        kept: int,
        seconds: float,
        patience: float,
        clock: Callable[[], float],
    ) -> None:
        if isinstance(event_id, str):
            check_text(event_id, "event_id")
        elif not callable(event_id):
            raise ConfigurationError(
                "event_id must be a key of the payload or a function that takes the request, not "
                f"{describe_type(event_id)}"
            )
        self._event_id = event_id
        self._kept = check_count(kept, "repeats_kept", minimum=1)
        self._seconds = check_seconds(seconds, "repeats_within")
        #: How long a repeat waits for the first, in seconds.
        self.patience: Final = check_seconds(patience, "repeats_wait")
        self._clock = clock
        self._lock = Lock()
        self._pending: dict[bytes, Future[CallbackAnswer | None]] = {}
        self._done: OrderedDict[bytes, _Kept] = OrderedDict()
        self._size = 0

    def turn(self, request: CallbackRequest, path: str) -> Turn | None:
        """Whose turn it is; None for a call without an id."""
        key = self._key(request, path)
        if key is None:
            return None
        with self._lock:
            self._forget_old()
            if kept := self._done.get(key):
                return Turn(key, kept.pending, is_first=False)
            if pending := self._pending.get(key):
                return Turn(key, pending, is_first=False)
            pending = self._pending[key] = Future()
            return Turn(key, pending, is_first=True)

    def end(self, turn: Turn, answer: CallbackAnswer | None) -> None:
        """Keep what the first answered; a failure, as None is, is not kept, and tried again.

        Whoever waits gets it all the same.
        """
        with self._lock:
            del self._pending[turn.key]
            if answer is not None and answer.status < 500:
                self._done[turn.key] = _Kept(turn.pending, self._clock(), len(answer.body))
                self._size += len(answer.body)
                while len(self._done) > self._kept or self._size > _MAX_SIZE:
                    self._forget_first()
        turn.pending.set_result(answer)

    def _key(self, request: CallbackRequest, path: str) -> bytes | None:
        """A digest of who says which id where: two people with one id share no answer."""
        if isinstance(self._event_id, str):
            value: object = request.payload
            for name in self._event_id.split("."):
                value = value.get(name) if isinstance(value, dict) else None
        else:
            value = self._event_id(request)
        event_id = read_text(value)
        if not event_id:
            return None
        whole = "\0".join((path, request.flow_ns or "", request.user_ns or "", event_id))
        return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _forget_old(self) -> None:
        oldest = self._clock() - self._seconds
        while self._done and next(iter(self._done.values())).since < oldest:
            self._forget_first()

    def _forget_first(self) -> None:
        _, kept = self._done.popitem(last=False)
        self._size -= kept.size
