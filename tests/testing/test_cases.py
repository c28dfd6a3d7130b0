"""The test cases for unittest, as unittest runs them."""

from __future__ import annotations

import io
import os
import socket
import unittest
from pathlib import Path
from typing import Any, ClassVar

import pytest

from flochat import Flochat, RateLimitError
from flochat.testing import (
    AsyncFlochatTestCase,
    FlochatTestCase,
    FlochatTestMixin,
    OutsideHostError,
)


def run(*cases: type[unittest.TestCase]) -> tuple[unittest.TestResult, str]:
    """Run all tests of some cases; what became of them, and what was shown."""
    shown = io.StringIO()
    load = unittest.defaultTestLoader.loadTestsFromTestCase
    suite = unittest.TestSuite(map(load, cases))
    return unittest.TextTestRunner(shown, verbosity=2).run(suite), shown.getvalue()


def test_a_test_case_has_what_the_fixtures_have() -> None:
    class Greeting(FlochatTestCase):
        seed: ClassVar[Any] = {"people": [{"first_name": "Ana", "tags": ["VIP"]}]}

        def test_it_greets(self) -> None:
            (ana,) = self.client.subscribers.list()
            self.client.messages.send_text(ana, "Hello Ana")
            self.assert_sent(ana, text="Hello Ana")
            self.assert_tagged(ana, "VIP")
            self.assert_requests(at_most=2)

        def test_it_starts_over(self) -> None:
            self.assert_sent("f280503u1", times=0)
            with Flochat() as client:  # led here by the environment
                assert [person.name for person in client.subscribers.list()] == ["Ana"]

        def test_faults_and_clock(self) -> None:
            self.faults.quota(1)
            self.client.account.me()
            with pytest.raises(RateLimitError):
                self.client.account.me()
            self.clock.advance(3600)
            self.client.account.me()

        def test_the_network(self) -> None:
            with pytest.raises(OutsideHostError, match=r"test_cases\.py:\d+: .*flochat.invalid"):
                socket.getaddrinfo("flochat.invalid", 443)

    result, shown = run(Greeting)
    assert (result.testsRun, result.wasSuccessful()) == (4, True), shown
    assert "FLOCHAT_BASE_URL" not in os.environ


def test_coroutines_and_a_mixin() -> None:
    class Asynchronous(AsyncFlochatTestCase):
        async def test_it(self) -> None:
            ana = self.server.seed.subscriber(first_name="Ana")
            await self.async_client.messages.send_text(ana, "Hello")
            self.assert_sent(ana, "Hello")

    class Mixed(FlochatTestMixin, unittest.TestCase):
        def setUp(self) -> None:
            super().setUp()
            self.ana = self.server.seed.subscriber(first_name="Ana")

        def test_it(self) -> None:
            self.client.messages.send_text(self.ana, "Hello")
            self.assert_sent(self.ana, "Hello")

    class Forgetful(FlochatTestCase):
        def setUp(self) -> None:
            pass

        def test_it(self) -> None:
            self.client.account.me()

    result, shown = run(Asynchronous, Mixed, Forgetful)
    assert (result.testsRun, len(result.errors)) == (3, 1), shown
    assert "Forgetful.setUp must call super().setUp()" in shown


def test_a_seed_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,phone\nAna,1,2,3\n")

    class Wrong(FlochatTestCase):
        seed: ClassVar[Any] = file

        def test_it(self) -> None:
            raise NotImplementedError

    result, shown = run(Wrong)
    assert len(result.errors) == 1
    assert f"{file}, line 2: 4 cells for 2 headings" in shown


def test_a_case_that_ends_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOCHAT_API_KEY", "of the user")

    class Failing(FlochatTestCase):
        def test_it(self) -> None:
            assert os.environ["FLOCHAT_API_KEY"] != "of the user"
            self.fail("on purpose")

    result, _ = run(Failing)
    assert len(result.failures) == 1
    assert os.environ["FLOCHAT_API_KEY"] == "of the user"
    assert not hasattr(socket.getaddrinfo, "__wrapped__")
