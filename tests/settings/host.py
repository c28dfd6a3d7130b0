"""A host of some habits, with its truth: what it really has, whatever its answers look like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from attrs import define

from flochat import FlochatError
from flochat.sandbox import Server
from flochat.sandbox.habits import DEFAULTS
from tests.support.clients import Clients, Clock
from tests.support.services import AppService

#: What a host calls, where its flow does; a journey says what it answers.
SERVICE: Final = AppService()
#: Longer than any host takes to apply a write, in seconds.
SETTLED: Final = 2.0
#: The requests an hour that a host of few grants; others grant more than any journey needs.
QUOTA: Final = 30


@define(eq=False)
class Host:
    """A sandbox with some habits, a client of it, and another that sees the truth."""

    server: Server
    clock: Clock
    clients: Clients
    habits: Mapping[str, str]
    client: Any

    @property
    def seed(self) -> Any:
        return self.server.seed

    def is_default(self, *names: str) -> bool:
        """Whether these habits have their defaults."""
        return all(self.habits.get(name, DEFAULTS[name]) == DEFAULTS[name] for name in names)

    @property
    def may_pass_over(self) -> bool:
        """Whether it says ok to what it does not know, so that nobody can tell from an answer."""
        passing = {"unknown_tag": "ignored", "bad_entry": "the rest, ok", "unknown_resource": "ok"}
        return any(self.habits.get(name) == value for name, value in passing.items())

    @contextmanager
    def truth(self) -> Iterator[Any]:
        """A client that reads what is there, once it has settled, as hosts answer by default."""
        self.clock.now += SETTLED
        self.server.change_habits(DEFAULTS)
        try:
            yield self.clients(self.server.url, clock=self.clock)
        finally:
            self.server.change_habits(self.habits)

    def person(self, user_ns: str) -> Any:
        """What is true of somebody."""
        with self.truth() as client:
            return client.subscribers.get(user_ns)


def attempt(call: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[Any, FlochatError | None]:
    """The result of a call and None, or None and the error with which it says no."""
    try:
        return call(*args, **kwargs), None
    except FlochatError as error:
        return None, error
