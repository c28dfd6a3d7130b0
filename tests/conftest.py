"""Fixtures that all tests share."""

from __future__ import annotations

import os
import secrets
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import hypothesis
import pytest

from tests.support.clients import Clients, Clock
from tests.support.page_blocks import needs_of, pages

hypothesis.settings.register_profile("flochat", deadline=None, max_examples=50)
#: For `pytest --hypothesis-profile=fuzz`: ten times as much.
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=500)
hypothesis.settings.load_profile("flochat")

# Who starts the tests in the background may have them ignore Ctrl-C, which programs that they start
# would inherit: tests send it to those and to themselves.
signal.signal(signal.SIGINT, signal.default_int_handler)


#: What `make test` leaves to `make test-long`, which CI runs too: what it is, and where.
LONG: Final = {
    "the command at terminals": ("tests/cli/",),
    "servers for assistants": (
        "tests/mcp/test_assistant_attacks.py",
        "tests/mcp/test_assistant_jobs.py",
        "tests/mcp/test_assistant_process.py",
        "tests/mcp/test_assistant_transports.py",
        "tests/mcp/test_obedient_reader.py",
    ),
    "web frameworks": ("tests/callbacks/test_recipes.py",),
    "browsers": (
        "tests/sandbox/test_browser.py",
        "tests/sandbox/test_try_browser.py",
        "tests/contract/test_html_report.py",
    ),
    "the seam's tests on a client that editors have renamed": (
        "tests/contract/test_cosmetic_change.py",
    ),
    "programs that are observed": ("tests/test_telemetry_page.py",),
    "the action for pull requests, and the face of the package": (
        "tests/scripts/test_contract_action.py",
        "tests/scripts/test_public_face.py",
    ),
    "the schedule beside people and in trouble": (
        "tests/scripts/test_schedule_people.py",
        "tests/scripts/test_schedule_trouble.py",
    ),
    "exports on every host": ("tests/facade/test_export_habits.py",),
    "platforms without what only Unix has": ("tests/test_other_platforms.py",),
    "a small soak": ("tests/soak/test_soak.py",),
    "exports, mirrors and imports that are killed": (
        "tests/facade/test_export_cut.py",
        "tests/facade/test_mirror_file.py",
        "tests/facade/test_export_faults.py",
        "tests/facade/test_upsert_cut.py",
    ),
    # Marked where they are:
    "examples that are copied and killed, and the notebook": (),
    "mirrors and exports of a host of each other setting": (),
}

#: What `make test` leaves to `make test-docs`, beside the pages that say what they need.
DOCS: Final = {
    "the site in a browser": ("tests/site/",),
    "the runner of code blocks": ("tests/pages/test_page_runner.py",),
}


def left_to_docs() -> list[str]:
    """What make test-docs does, the pages by what they need."""
    needs = map(needs_of, pages())
    return [*DOCS, *sorted({f"pages that need {need}" for need in needs if need})]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, and what belongs to the site, by where it is."""
    root = Path(__file__).resolve().parents[1]
    for item in items:
        path = item.path.relative_to(root).as_posix()
        for marker, kinds in ((pytest.mark.docs, DOCS), (pytest.mark.long, LONG)):
            if path.startswith(tuple(place for places in kinds.values() for place in places)):
                item.add_marker(marker)


def pytest_configure() -> None:
    """Draw the seed of a mix of habits, the same for all workers."""
    os.environ.setdefault("FLOCHAT_SETTINGS_SEED", str(secrets.randbelow(1_000_000)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    seed = os.environ["FLOCHAT_SETTINGS_SEED"]
    terminalreporter.write_line(f"habits drawn with FLOCHAT_SETTINGS_SEED={seed}")
    if "not long" in terminalreporter.config.option.markexpr:
        terminalreporter.write_line(f"left to make test-long: {', '.join(LONG)}")
    if "not docs" in terminalreporter.config.option.markexpr:
        terminalreporter.write_line(f"left to make test-docs: {', '.join(left_to_docs())}")


@pytest.fixture(params=["sync", "async"])
def make_client(request: pytest.FixtureRequest) -> Iterator[Clients]:
    """Makes clients: the test runs once with `Flochat` and once with `AsyncFlochat`."""
    clients = Clients(request.param)
    yield clients
    clients.close()


@pytest.fixture
def clock() -> Clock:
    """A clock that moves only when a client waits."""
    return Clock()


@pytest.fixture
def unused_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of whoever runs it."""
    for name in ("FLOCHAT_API_KEY", "FLOCHAT_BASE_URL", "FLOCHAT_COUNTRY", "FLOCHAT_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
