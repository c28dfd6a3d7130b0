"""Runs the suites of users: files of tests, in this process or in one of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flochat import Flochat
from flochat.sandbox import serve

#: What a strict user has in their settings.
STRICT = """
[pytest]
filterwarnings = error
addopts = --strict-markers --strict-config
"""

#: Runs pytest on the text of a file of tests, with arguments.
Suite = Callable[..., pytest.RunResult]


@pytest.fixture(scope="session")
def _loaded() -> None:
    """Everything is imported once: pytester forgets what only its runs have imported."""
    with serve() as server, Flochat(server.api_key, base_url=server.url) as client:
        client.subscribers.list().to_list()
        client.messages.send_text(server.seed.subscriber(first_name="Ana"), "Hello")


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, _loaded: None) -> Suite:
    """Runs a suite in this process, with the plugin alone."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(tests: str, *arguments: str, ini: str = STRICT) -> pytest.RunResult:
        if not (pytester.path / "pytest.ini").exists():
            pytester.makefile(".ini", pytest=ini)
        pytester.makepyfile(test_suite=tests)
        return pytester.runpytest_inprocess("-p", "flochat.testing.plugin", *arguments)

    return run


def shown(result: pytest.RunResult) -> str:
    """What a run showed."""
    return result.stdout.str() + result.stderr.str()
