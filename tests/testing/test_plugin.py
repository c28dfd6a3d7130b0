"""The fixtures of pytest, in suites as users write them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys

import pytest

from .conftest import STRICT, Suite, shown


def test_a_test_sends_and_says_what_was_sent(suite: Suite) -> None:
    result = suite(
        """
        import re
        import pytest

        def test_it_greets(flochat_server, flochat_client, assert_sent, assert_tagged,
                           assert_requests):
            ana = flochat_server.seed.subscriber(first_name="Ana", tags=["VIP"])
            flochat_client.messages.send_text(ana, "Hello Ana")
            (sent,) = assert_sent(ana, text="Hello Ana")
            assert sent.operation == "POST /subscriber/send-text"
            assert_sent(ana, re.compile("^Hello"), times=1)
            assert_tagged(ana, "VIP", without="Lead")
            assert_requests(at_most=1)

        @pytest.mark.parametrize("turn", [1, 2])
        def test_it_finds_nothing_of_the_others(flochat_server, flochat_client, turn):
            assert flochat_client.subscribers.list().to_list() == []
            assert flochat_server.deliveries == []
            assert len(flochat_server.requests) == 1
        """
    )
    result.assert_outcomes(passed=3)


def test_nothing_of_a_test_reaches_the_next(suite: Suite) -> None:
    result = suite(
        """
        import os
        from flochat import Flochat

        def test_it_changes_everything(flochat_server, flochat_client, flochat_faults,
                                       flochat_clock, monkeypatch):
            first = flochat_server.seed.subscriber(first_name="Ana")
            assert first == "f280503u1"
            flochat_server.connect_bot("https://shop.example/bot")
            flochat_server.add_routes({"https://shop.example": lambda environ, start: []})
            flochat_server.document = {"paths": {}}
            flochat_server.answer_next(status=500, times=9, operation="GET /flow/tags")
            flochat_faults.cut(times=9, operation="GET /flow/tags")
            flochat_faults.quota(3)
            flochat_faults.manner("conforming")
            flochat_faults.habits(phone_filter="equal")
            flochat_clock.advance(7200)
            flochat_client.account.me()
            os.environ["FLOCHAT_API_KEY"] = "of this test"

        def test_it_finds_a_new_one(flochat_server, flochat_client, flochat_clock):
            import time
            assert flochat_server.seed.subscriber(first_name="Ben") == "f280503u1"
            assert flochat_server.say("f280503u1", "Hello").posted is None
            assert len(flochat_server.document["paths"]) > 100
            assert flochat_client.flow.tags.list().to_list() == []
            assert flochat_client.quota.limit == 1000
            assert flochat_server._app.profile.name == "lifelike"
            assert flochat_server._app.habits["phone_filter"] == "part"
            assert abs(flochat_clock.time() - time.time()) < 60 and flochat_clock.waits == []
            with Flochat() as client:
                client.account.me()
            try:
                flochat_server.dynamic_block("https://shop.example/more", "f280503u1")
            except ValueError:
                raise
        """
    )
    result.assert_outcomes(passed=2)
    assert os.environ.get("FLOCHAT_API_KEY") is None


def test_faults_happen_without_waiting(suite: Suite) -> None:
    result = suite(
        """
        import pytest
        from flochat import OutcomeUnknownError, RateLimitError

        def test_a_storm_is_weathered(flochat_client, flochat_faults, flochat_clock,
                                      assert_requests):
            flochat_faults.storm(2)
            flochat_client.account.me()
            assert_requests(exactly=3, operation="GET /me")
            assert len(flochat_clock.waits) == 2

        def test_a_cut_leaves_a_doubt(flochat_server, flochat_client, flochat_faults, assert_sent):
            ana = flochat_server.seed.subscriber(first_name="Ana")
            flochat_faults.cut(operation="POST /subscriber/send-text")
            with pytest.raises(OutcomeUnknownError):
                flochat_client.messages.send_text(ana, "Hello")
            assert_sent(ana, "Hello", times=1)

        def test_the_quota_is_spent_and_comes_back(flochat_client, flochat_faults, flochat_clock):
            flochat_faults.quota(1)
            flochat_client.account.me()
            with pytest.raises(RateLimitError):
                flochat_client.account.me()
            flochat_clock.advance(3600)
            flochat_client.account.me()

        def test_an_outage(flochat_client, flochat_faults):
            flochat_faults.outage(2)
            flochat_client.account.me()
        """,
        "--durations=0",
    )
    result.assert_outcomes(passed=4)
    assert max(map(float, re.findall(r"([\d.]+)s call", shown(result))), default=0) < 2


def test_a_failed_assertion_shows_the_line_of_the_test_and_what_happened(suite: Suite) -> None:
    result = suite(
        """
        def test_sent(flochat_server, flochat_client, assert_sent):
            ana = flochat_server.seed.subscriber(first_name="Ana")
            ben = flochat_server.seed.subscriber(first_name="Ben")
            flochat_client.messages.send_text(ana, "Hallo Ana")
            flochat_client.messages.send_text(ben, "Hello Ana")
            assert_sent(ana, text="Hello Ana")  # line 6

        def test_tagged(flochat_server, assert_tagged):
            ana = flochat_server.seed.subscriber(first_name="Ana", tags=["Lead"])
            assert_tagged(ana, "VIP", without="Lead")  # line 10

        def test_requests(flochat_client, assert_requests):
            flochat_client.account.me()
            flochat_client.account.me()
            assert_requests(at_most=1)  # line 15

        def test_fault(flochat_faults):
            flochat_faults.storm(0)  # line 18
        """
    )
    result.assert_outcomes(failed=4)
    text = shown(result)
    lines = {" ".join(line.split()) for line in text.splitlines()}
    assert lines >= {
        '> assert_sent(ana, text="Hello Ana") # line 6',
        "E AssertionError: nothing was sent to Ana (f280503u1) with the text 'Hello Ana'",
        "E sent to them: 1",
        "E 'Hallo Ana' by POST /subscriber/send-text",
        "E Ben (f280503u2): 'Hello Ana' by POST /subscriber/send-text",
        "test_suite.py:6: AssertionError",
        "E AssertionError: Ana (f280503u1) lacks 'VIP', carries 'Lead'",
        "E tags: 'Lead'",
        "test_suite.py:10: AssertionError",
        "E AssertionError: 2 requests, more than 1",
        "E 2 x GET /me",
        "test_suite.py:15: AssertionError",
        "E ValueError: times must be at least 1, not 0",
        "test_suite.py:18: ValueError",
    }
    assert not re.search(r"flochat/testing/.*:\d+", text)


def test_hosts_outside_are_refused_where_the_fixtures_are_used(suite: Suite) -> None:
    result = suite(
        """
        import socket
        import httpx
        from contextlib import suppress
        from flochat import Flochat

        def look_up():
            return socket.getaddrinfo("flochat.invalid", 443)

        def test_it_looks_up(flochat_server):
            look_up()  # line 10

        def test_it_connects(flochat_server):
            httpx.get("https://203.0.113.7")  # line 13

        def test_a_client_of_the_real_platform(flochat_server):
            with Flochat("k", base_url="https://flochat.invalid/api") as client:
                client.account.me()  # line 17

        def test_loopback_and_unix_sockets_are_reached(flochat_server, tmp_path, monkeypatch):
            monkeypatch.chdir(tmp_path)  # an address must be short
            assert httpx.get(flochat_server.page_url).status_code == 200
            assert httpx.get(flochat_server.page_url.replace("127.0.0.1", "localhost"))
            with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as sock:
                listener.bind("s")
                listener.listen()
                sock.connect("s")

        def test_without_the_fixtures_nothing_is_refused():
            with socket.socket(type=socket.SOCK_DGRAM) as sock, suppress(OSError):
                sock.connect(("203.0.113.7", 9))  # no datagram is sent; it may have no route
        """
    )
    result.assert_outcomes(failed=3, passed=2)
    text = shown(result)
    for line, host in ((10, "flochat.invalid:443"), (13, "203.0.113.7:443"), (17, "flochat.inval")):
        assert f"OutsideHostError: test_suite.py:{line}: tests may reach this machine" in text
        assert host in text
    assert "(from test_suite.py:7)" in text
    assert "site-packages" not in text
    assert "flochat/_sync" not in text
    assert socket.socket.connect.__qualname__ == "socket.connect"
    assert socket.getaddrinfo.__module__ == "socket"


def test_an_option_refuses_them_everywhere_and_another_allows_some(suite: Suite) -> None:
    ini = f"{STRICT}\nflochat_block_network = true\nflochat_allowed_hosts = 203.0.113.7\n"
    result = suite(
        """
        import socket
        from contextlib import suppress

        def test_refused():
            socket.getaddrinfo("flochat.invalid", 443)

        def test_allowed():
            with socket.socket(type=socket.SOCK_DGRAM) as sock, suppress(OSError):
                sock.connect(("203.0.113.7", 9))  # no datagram is sent; it may have no route

        def test_allowed_beside_a_sandbox(flochat_server):
            test_allowed()
        """,
        ini=ini,
    )
    result.assert_outcomes(failed=1, passed=2)
    assert "OutsideHostError: test_suite.py:5" in shown(result)


def test_seeds_of_all_tests_and_of_one(suite: Suite, pytester: pytest.Pytester) -> None:
    pytester.makefile(".json", flow='{"tags": ["VIP"], "user_fields": ["Plan"]}')
    pytester.makefile(".csv", people="first_name,phone,tags,Plan\nAna,61412345678,VIP,gold\n")
    pytester.makeconftest(
        """
        import pytest

        @pytest.fixture(scope="session")
        def flochat_seed():
            return "flow.json"
        """
    )
    tests = """
        import pytest

        @pytest.mark.flochat(seed="people.csv")
        def test_people(flochat_client, assert_tagged):
            (ana,) = flochat_client.subscribers.list()
            assert ana.field("Plan").value == "gold"
            assert_tagged(ana, "VIP")

        def test_no_people(flochat_client):
            assert flochat_client.subscribers.list().to_list() == []
            assert [tag.name for tag in flochat_client.flow.tags.list()] == ["VIP"]

        @pytest.mark.flochat(seed={"people": [{"phnoe": "1"}]})
        def test_wrong(flochat_client):
            raise NotImplementedError

        @pytest.mark.flochat(sed="people.csv")
        def test_mistyped(flochat_client):
            raise NotImplementedError
        """
    result = suite(tests)
    result.assert_outcomes(passed=2, errors=2)
    assert "test_suite.py:17: the marker is @pytest.mark.flochat(seed=...)" in shown(result)
    assert "traceback" not in shown(result)
    assert "test_suite.py:13: the seed of this test: seed: people[0]: there is no key 'phnoe'" in (
        shown(result)
    )


def test_what_wider_fixtures_put_in_lasts_as_long_as_they_do(suite: Suite) -> None:
    result = suite(
        """
        import pytest
        from flochat import Flochat

        @pytest.fixture(scope="session")
        def app(flochat_server):
            with Flochat() as client:
                client.flow.tags.create("App")
                yield client

        @pytest.fixture(scope="class")
        def ana(app, flochat_server):
            flochat_server.add_routes({"https://shop.example": "http://127.0.0.1:1"})
            return flochat_server.seed.subscriber(first_name="Ana")

        def tags(server):
            return [it["name"] for it in server._app.flows.first.rows("SELECT name FROM tags")]

        class TestOne:
            @pytest.mark.flochat(seed={"tags": ["Mine"]})
            def test_first(self, ana, flochat_server):
                assert flochat_server.person(ana)["first_name"] == "Ana"
                assert tags(flochat_server) == ["App", "Mine"]
                assert flochat_server.requests == []
                flochat_server.seed.tag("Left behind")

            def test_second(self, ana, flochat_server, assert_requests):
                assert flochat_server.person(ana)["first_name"] == "Ana"
                assert tags(flochat_server) == ["App"]
                assert_requests(exactly=0)

        def test_after(app, flochat_server):
            assert tags(flochat_server) == ["App"]
            with pytest.raises(ValueError, match="nobody"):
                flochat_server.person("f280503u1")
        """
    )
    result.assert_outcomes(passed=3)


def test_a_wider_fixture_that_comes_late_takes_nothing_away(suite: Suite) -> None:
    result = suite(
        """
        import pytest

        @pytest.fixture(scope="session")
        def late(flochat_server):
            flochat_server.seed.tag("Late")

        @pytest.mark.flochat(seed={"tags": ["Mine"]})
        def test_late(flochat_server, request):
            ana = flochat_server.seed.subscriber(first_name="Ana")
            request.getfixturevalue("late")
            assert flochat_server.person(ana)

        def test_after(flochat_server, flochat_client):
            assert flochat_client.subscribers.list().to_list() == []
            assert flochat_client.flow.tags.list().to_list() == []
        """
    )
    result.assert_outcomes(passed=2)


def test_another_seed_for_some_tests_is_told_and_not_ignored(
    suite: Suite, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(test_a="def test_it(flochat_server): pass")
    result = suite(
        """
        import pytest

        @pytest.fixture(scope="session")
        def flochat_seed():
            return {"tags": ["VIP"]}

        def test_it(flochat_server): pass
        """
    )
    result.assert_outcomes(passed=1, errors=1)
    assert "test_suite.py:7: flochat_seed is defined differently here" in shown(result)
    assert "@pytest.mark.flochat(seed=...)" in shown(result)


WITHOUT_SANDBOX = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("starlette", "uvicorn", "jsonschema"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Finder())
"""


def test_without_the_sandbox_the_fixtures_say_what_to_install(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest(WITHOUT_SANDBOX.replace("raise ModuleNotFoundError(name)", "return None"))
    pytester.makefile(".ini", pytest=STRICT)
    pytester.makepyfile(
        test_suite="""
        import sys

        def test_plain():
            assert not {"httpx", "attrs", "flochat.errors"} & set(sys.modules)

        def test_server(flochat_server):
            raise NotImplementedError

        def test_client(flochat_client):
            raise NotImplementedError
        """
    )
    without = (
        "import importlib.util as util, sys, pytest\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'starlette' else find(name, *rest)\n"
        "sys.exit(pytest.main(['-p', 'flochat.testing.plugin']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", without], capture_output=True, text=True, check=False, timeout=60
    )
    assert "1 passed, 2 errors" in done.stdout, done.stdout + done.stderr
    for line in (6, 9):
        assert (
            f"test_suite.py:{line}: the fixtures of flochat: the sandbox needs starlette: "
            "pip install 'flochat[sandbox]'"
        ) in done.stdout, done.stdout


def test_fixtures_that_are_asked_for_as_the_test_runs(suite: Suite) -> None:
    result = suite(
        """
        import socket
        import pytest

        def test_first(request):
            server = request.getfixturevalue("flochat_server")
            server.seed.subscriber(first_name="Ana")
            with pytest.raises(RuntimeError):
                socket.getaddrinfo("flochat.invalid", 443)

        def test_second(request):
            client = request.getfixturevalue("flochat_client")
            assert client.subscribers.list().to_list() == []
            with pytest.raises(RuntimeError):
                socket.getaddrinfo("flochat.invalid", 443)
        """
    )
    result.assert_outcomes(passed=2)


def test_a_test_case_of_unittest_in_pytest(suite: Suite) -> None:
    result = suite(
        """
        import unittest
        import pytest
        from flochat.testing import AsyncFlochatTestCase, FlochatTestCase

        class TestOld(FlochatTestCase):
            seed = {"people": [{"first_name": "Ana"}]}

            def test_it(self):
                self.client.messages.send_text("f280503u1", "Hi")
                self.assert_sent("f280503u1", "Hi")

        class TestNew(AsyncFlochatTestCase):
            async def test_it(self):
                assert [it async for it in self.async_client.subscribers.list()] == []

        @pytest.mark.usefixtures("flochat_server")
        class TestPlain(unittest.TestCase):
            def test_it(self):
                from flochat import Flochat
                with Flochat() as client:
                    client.account.me()
        """
    )
    result.assert_outcomes(passed=3)
