"""What the fixtures of pytest have, for unittest and for what builds on it, such as Django."""

from __future__ import annotations

import re
import unittest
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from .assertions import assert_requests, assert_sent, assert_tagged
from .bench import Bench

if TYPE_CHECKING:
    from .. import AsyncFlochat, Flochat
    from ..sandbox import Delivery, RecordedRequest, Server
    from .clock import Clock
    from .faults import FaultPlan


class FlochatTestMixin:
    """Puts a sandbox into a test case: mix it in before `unittest.TestCase`, or Django's.

    The sandbox is started for the class and is emptied, down to `seed`, before each test. While a
    test runs, FLOCHAT_API_KEY and FLOCHAT_BASE_URL lead to it, and hosts outside of this machine
    are refused. A `setUp` of yours must call `super().setUp()`.
    """

    #: What each test begins with: whatever `serve(seed=...)` takes.
    seed: ClassVar[Any] = None
    #: Hosts outside of this machine that may be reached.
    allowed_hosts: ClassVar[Iterable[str]] = ()

    _bench: ClassVar[Bench | None] = None
    _has_begun = False

    @classmethod
    def setUpClass(cls) -> None:
        """Start the sandbox. Raises `ModuleNotFoundError` without the extra `sandbox`."""
        super().setUpClass()  # type: ignore[misc] # of the test case that it is mixed into
        seed = vars(cls).get("seed", cls.seed)
        cls._bench = Bench(seed.__func__ if isinstance(seed, staticmethod) else seed)
        cls.addClassCleanup(cls._bench.close)  # type: ignore[attr-defined] # of the test case

    def setUp(self) -> None:
        """Empty the sandbox, and keep the test on this machine."""
        assert self._bench is not None
        self.addCleanup(self._bench.end)  # type: ignore[attr-defined] # of the test case
        self._bench.begin(allowed=self.allowed_hosts)
        self._has_begun = True
        super().setUp()  # type: ignore[misc] # of the test case

    @property
    def server(self) -> Server:
        """The sandbox."""
        return self._begun().server

    @property
    def clock(self) -> Clock:
        """The time of the sandbox and of `client`; see `Clock`."""
        return self._begun().clock

    @property
    def faults(self) -> FaultPlan:
        """What goes wrong; see `FaultPlan`."""
        return self._begun().faults

    @cached_property
    def client(self) -> Flochat:
        """A client of the sandbox, which never really waits; it is closed with the test."""
        from .. import Flochat

        bench = self._begun()
        client = Flochat(
            bench.server.api_key, base_url=bench.server.url, runtime=bench.clock.runtime
        )
        self.addCleanup(client.close)  # type: ignore[attr-defined] # of the test case
        return client

    def assert_sent(
        self,
        person: object,
        text: str | re.Pattern[str] | None = None,
        *,
        template: str | None = None,
        sub_flow: str | None = None,
        times: int | None = None,
    ) -> list[Delivery]:
        """Check that something was sent to somebody; see `assert_sent` of `flochat.testing`."""
        return assert_sent(
            self.server, person, text, template=template, sub_flow=sub_flow, times=times
        )

    def assert_tagged(self, person: object, *tags: str, without: str | Iterable[str] = ()) -> None:
        """Check the tags of somebody; see `assert_tagged` of `flochat.testing`."""
        assert_tagged(self.server, person, *tags, without=without)

    def assert_requests(
        self,
        at_most: int | None = None,
        *,
        at_least: int | None = None,
        exactly: int | None = None,
        operation: str | None = None,
    ) -> list[RecordedRequest]:
        """Check how many requests were made; see `assert_requests` of `flochat.testing`."""
        return assert_requests(
            self.server, at_most, at_least=at_least, exactly=exactly, operation=operation
        )

    def _begun(self) -> Bench:
        if not self._has_begun or self._bench is None:
            raise RuntimeError(
                f"{type(self).__name__}.setUp must call super().setUp(), which begins the test"
            )
        return self._bench


class FlochatTestCase(FlochatTestMixin, unittest.TestCase):
    """A `unittest.TestCase` with a sandbox: `self.server`, `self.client`, `self.assert_sent`.

    Example:
        class TestWelcome(FlochatTestCase):
            seed = "tests/people.csv"

            def test_it_greets(self):
                ana = self.client.subscribers.get_by_email("ana@example.com")
                welcome(self.client, ana)
                self.assert_sent(ana, text="Hello Ana")
    """


class AsyncFlochatTestCase(FlochatTestMixin, unittest.IsolatedAsyncioTestCase):
    """The same for coroutines, with `self.async_client` besides."""

    @cached_property
    def async_client(self) -> AsyncFlochat:
        """An async client of the sandbox, which never really waits; it is closed with the test."""
        from .. import AsyncFlochat

        bench = self._begun()
        client = AsyncFlochat(
            bench.server.api_key, base_url=bench.server.url, runtime=bench.clock.async_runtime
        )
        self.addAsyncCleanup(client.close)
        return client
