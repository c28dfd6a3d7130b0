"""Both clients behind one blocking face, so that one test speaks to either."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from flochat import AsyncFlochat, AsyncRuntime, Flochat, Runtime


class Clock:
    """A clock that moves only when somebody waits or sets it; it keeps the waits in seconds."""

    def __init__(self, now: float = 1_800_000_000.0, random: float = 1.0) -> None:
        self.now = now
        self.chance = random
        self.waits: list[float] = []
        self.set_ahead = 0.0

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def set(self, ahead: float) -> None:
        """Set it ahead by so many seconds, or back."""
        self.now += ahead
        self.set_ahead += ahead


class _SyncRuntime(Runtime):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def time(self) -> float:
        return self._clock.now

    def monotonic(self) -> float:
        return self._clock.now - self._clock.set_ahead

    def random(self) -> float:
        return self._clock.chance

    def sleep(self, seconds: float) -> None:
        self._clock.wait(seconds)


class _AsyncRuntime(AsyncRuntime):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def time(self) -> float:
        return self._clock.now

    def monotonic(self) -> float:
        return self._clock.now - self._clock.set_ahead

    def random(self) -> float:
        return self._clock.chance

    async def sleep(self, seconds: float) -> None:
        self._clock.wait(seconds)


class _Method:
    """A method of an async client that is run to its end when it is called."""

    def __init__(self, method: Any, finished: Callable[[Any], Any]) -> None:
        self._method = method
        self._finished = finished

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._finished(self._method(*(_inside(arg) for arg in args), **kwargs))


class Blocking:
    """An async client, or a part of one, every call of which is run to its end."""

    def __init__(self, target: Any, runner: asyncio.Runner) -> None:
        self._target = target
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        return self._seen(getattr(self._target, name))

    def __iter__(self) -> Iterator[Any]:
        return self._drained(self._target)

    def __repr__(self) -> str:
        return repr(self._target)

    def _seen(self, value: Any) -> Any:
        if inspect.isasyncgenfunction(value):
            return lambda *args, **kwargs: self._drained(value(*args, **kwargs))
        if inspect.ismethod(value):
            return _Method(value, self._finished)
        if type(value).__module__.startswith("flochat._async"):
            return Blocking(value, self._runner)
        return value

    def _finished(self, result: Any) -> Any:
        return self._runner.run(result) if inspect.iscoroutine(result) else self._seen(result)

    def _drained(self, iterable: Any) -> Iterator[Any]:
        iterator = aiter(iterable)
        while True:
            try:
                yield self._runner.run(anext(iterator))
            except StopAsyncIteration:
                return


def _inside(value: Any) -> Any:
    """What the async client is to be given for a part of it that a test hands back."""
    if isinstance(value, _Method):
        return value._method
    if isinstance(value, partial):
        return partial(_inside(value.func), *value.args, **value.keywords)
    return value._target if isinstance(value, Blocking) else value


class Clients:
    """Makes clients of one kind, "sync" or "async", and closes them."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._runner = asyncio.Runner()
        self._made: list[Any] = []

    def __call__(
        self,
        base_url: str | None = None,
        api_key: str | None = "sandbox-key",
        *,
        clock: Clock | None = None,
        **options: Any,
    ) -> Any:
        clock = clock or Clock()
        client: Any
        if self.kind == "sync":
            client = Flochat(api_key, base_url=base_url, runtime=_SyncRuntime(clock), **options)
        else:
            client = Blocking(
                AsyncFlochat(api_key, base_url=base_url, runtime=_AsyncRuntime(clock), **options),
                self._runner,
            )
        self._made.append(client)
        return client

    def close(self) -> None:
        for client in self._made:
            client.close()
        self._runner.close()
