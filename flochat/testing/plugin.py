"""The plugin of pytest: fixtures, and what becomes of the process in tests that use them.

It is loaded in every run of pytest on a machine where flochat is installed, so it imports nothing
but pytest, and does nothing until a test asks for one of its fixtures (or the ini option does).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from .. import AsyncFlochat, Flochat
    from ..sandbox import SavedState, Server
    from .bench import Bench
    from .clock import Clock
    from .faults import FaultPlan
    from .network import Guard

FIXTURES: Final = frozenset(
    {
        "flochat_server",
        "flochat_client",
        "async_flochat_client",
        "flochat_faults",
        "flochat_clock",
        "assert_sent",
        "assert_tagged",
        "assert_requests",
    }
)
MARKER: Final = "flochat"
_BLOCK: Final = "flochat_block_network"
_ALLOWED: Final = "flochat_allowed_hosts"
_INI_ADVICE: Final = f"; the ini option {_ALLOWED} names hosts that may be reached"


class Session:
    """What the plugin keeps for one run of pytest, or one worker of it."""

    def __init__(self, config: pytest.Config) -> None:
        self.blocks_all: Final = bool(config.getini(_BLOCK))
        self.allowed: Final[list[str]] = list(config.getini(_ALLOWED))
        self.bench: Bench | None = None
        #: Why there is none, once somebody has asked for it.
        self.problem: str | None = None
        #: The test that runs, and whether it uses a fixture of ours.
        self.item: pytest.Item | None = None
        #: The marker's seed of the test that runs.
        self.seed: Any = None
        #: What the sandbox was like before the test and its own fixtures used it.
        self.untouched: object = None
        #: The fixture that said what the sandbox has in it.
        self.seed_definition: object = None
        #: The guard of a test that uses no fixture.
        self.guard: Guard | None = None
        #: What the fixtures of wider scopes put in: whose it is, and what there was before.
        self.layers: list[tuple[object, SavedState]] = []

    def begin(self, item: pytest.Item) -> None:
        """Begin a test."""
        self.end()
        self.item, self.seed = item, _seed_of(item)
        if not uses_fixtures(item):
            if self.blocks_all:
                self.put_up_guard(item)
            if self.bench is not None:
                self.bench.return_to_start()  # the test may still ask for it as it runs
            return
        problem = self.problem or self.problem_of_seed(item)
        if problem is not None:
            raise pytest.fail.Exception(f"{place_of(item)}: {problem}", pytrace=False)
        if self.bench is not None:
            self.begin_on_bench(self.bench, item)

    def problem_of_seed(self, item: pytest.Item) -> str | None:
        """What is wrong where a test sees another `flochat_seed` than the first one did."""
        definition = _seed_definition(item)
        if self.bench is None or definition in (None, self.seed_definition):
            return None
        return (
            "flochat_seed is defined differently here than where the sandbox was started, which is "
            f"once; for what some tests need, use @pytest.mark.{MARKER}(seed=...)"
        )

    def begin_on_bench(self, bench: Bench, item: pytest.Item) -> None:
        """Begin a test that uses the sandbox, which runs."""
        bench.begin(
            allowed=self.allowed,
            test_file=item.path,
            test_place=place_of(item),
            advice=_INI_ADVICE,
        )
        self.put_seed(bench)

    def put_seed(self, bench: Bench) -> None:
        """Put in what the marker of the test says: from here on, what changes is the test's."""
        problem = None
        if self.seed is not None and self.item is not None:
            try:
                bench.server.seed.load(_beside(self.item, self.seed))
            except (OSError, TypeError, ValueError, ImportError) as error:
                problem = f"{place_of(self.item)}: the seed of this test: {error}"
        if problem is not None:
            raise pytest.fail.Exception(problem, pytrace=False)
        self.untouched = bench.server.mark

    def take_seed_out(self) -> None:
        """Leave only what all tests begin with, where nothing else has happened."""
        if self.seed is not None and self.bench is not None:
            self.bench.return_to_start()

    def is_untouched(self) -> bool:
        """Whether the test that runs, and its own fixtures, have not used the sandbox yet."""
        return self.bench is not None and self.bench.server.mark == self.untouched

    def put_up_guard(self, item: pytest.Item) -> None:
        from .network import Guard, put_up

        self.guard = Guard(
            self.allowed, test_file=item.path, test_place=place_of(item), advice=_INI_ADVICE
        )
        put_up(self.guard)

    def end(self) -> None:
        """End a test."""
        self.item = self.seed = None
        if self.bench is not None:
            self.bench.end()
        if self.guard is not None:
            from .network import take_down

            take_down(self.guard)
            self.guard = None

    def start(self, seed: Any) -> Bench:
        """Start the sandbox, for the first test that asks for it."""
        try:
            from .bench import Bench

            self.bench = Bench(seed)
        except ModuleNotFoundError as error:
            self.problem = f"the fixtures of flochat: {error}"
        except (OSError, TypeError, ValueError) as error:
            self.problem = f"flochat_server cannot start: {error}"
        if self.bench is None:
            place = place_of(self.item) if self.item is not None else "pytest"
            raise pytest.fail.Exception(f"{place}: {self.problem}", pytrace=False)
        if self.item is not None:
            self.seed_definition = _seed_definition(self.item)
            self.begin_on_bench(self.bench, self.item)
        return self.bench

    def add_layer(self, owner: object) -> None:
        """Let tests begin with what a fixture of a wider scope has put in, while it lasts."""
        if self.bench is not None:
            self.layers.append((owner, self.bench.start_from_here()))

    def drop_layer(self, owner: object) -> None:
        """Forget what that fixture has put in."""
        if self.bench is None or not any(it is owner for it, _ in self.layers):
            return
        is_last = self.layers[-1][0] is owner
        before = next(saved for it, saved in self.layers if it is owner)
        self.layers = [layer for layer in self.layers if layer[0] is not owner]
        if is_last:
            self.bench.start_from(before)

    def close(self) -> None:
        self.end()
        if self.bench is not None:
            self.bench.close()
            self.bench = None


_SESSION: Final = pytest.StashKey[Session]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        _BLOCK,
        "Refuse hosts outside of this machine in all tests, not only in those that use the "
        "fixtures of flochat.",
        type="bool",
        default=False,
    )
    parser.addini(
        _ALLOWED,
        "Hosts outside of this machine that tests may reach all the same, by name or address.",
        type="args",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARKER}(seed=...): what the sandbox of flochat_server has in it when the test begins, "
        "besides what all tests find: a file, a FlowSnapshot, a dict, a function, or a list.",
    )
    config.stash[_SESSION] = Session(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    session = config.stash.get(_SESSION, None)
    if session is not None:
        session.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test."""
    item.config.stash[_SESSION].begin(item)


# Wrappers in the old style: the new one would keep older versions of pytest from starting.
@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield
    item.config.stash[_SESSION].end()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Show of a refused host the lines of the user, and not those of the libraries between."""
    session = item.config.stash[_SESSION]
    is_ours = session.blocks_all or session.bench is not None
    if call.excinfo is None or not is_ours or item.config.getoption("fulltrace", False):
        return
    from .network import OutsideHostError, lines_of_user

    theirs = lines_of_user(call.excinfo.tb)
    if isinstance(call.excinfo.value, OutsideHostError) and theirs is not None:
        call.excinfo.traceback = type(call.excinfo.traceback)(theirs)


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Generator[None, Any, None]:
    """What a fixture of a wider scope puts into the sandbox stays for as long as it lasts."""
    session = request.config.stash[_SESSION]
    is_wider = fixturedef.scope != "function" and fixturedef.argname not in FIXTURES
    if session.bench is None or not is_wider or not session.is_untouched():
        yield
        return
    session.take_seed_out()  # that is for the test that runs, and no other
    before = session.bench.server.mark
    outcome = yield
    if outcome.excinfo is None and session.bench.server.mark != before:
        session.add_layer(fixturedef)
        fixturedef.addfinalizer(lambda: session.drop_layer(fixturedef))
    session.put_seed(session.bench)


def uses_fixtures(item: pytest.Item) -> bool:
    """Whether a test uses a fixture of ours, by itself or by way of others."""
    names = getattr(item, "fixturenames", ())
    return not FIXTURES.isdisjoint(names)


def place_of(item: pytest.Item) -> str:
    """Where a test begins: "tests/test_welcome.py:12"."""
    file, line, _ = item.location
    return f"{Path(file).as_posix()}:{(line or 0) + 1}"


def _seed_definition(item: pytest.Item) -> object:
    """The fixture `flochat_seed` that a test sees."""
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    definitions = known.get("flochat_seed")
    return definitions[-1] if definitions else None


def _seed_of(item: pytest.Item) -> Any:
    """What the marker of a test says is in the sandbox."""
    marker = item.get_closest_marker(MARKER)
    if marker is None:
        return None
    if marker.args or marker.kwargs.keys() != {"seed"}:
        raise pytest.fail.Exception(
            f"{place_of(item)}: the marker is @pytest.mark.{MARKER}(seed=...), with no other "
            "argument",
            pytrace=False,
        )
    return marker.kwargs["seed"]


def _beside(item: pytest.Item, seed: Any) -> Any:
    """A seed whose relative paths are those of files beside the test, or below the root."""
    if isinstance(seed, list | tuple):
        return [_beside(item, each) for each in seed]
    if not isinstance(seed, str | Path) or Path(seed).is_absolute():
        return seed
    beside: Path = item.path.parent / seed
    return beside if beside.exists() else item.config.rootpath / seed


def _bench_of(request: pytest.FixtureRequest) -> Bench:
    session = request.config.stash[_SESSION]
    assert session.bench is not None, "flochat_server is asked for first"
    if not session.bench.is_used and session.item is not None:  # asked for as the test runs
        session.begin_on_bench(session.bench, session.item)
    return session.bench


@pytest.fixture(scope="session")
def flochat_seed() -> Any:
    """What the sandbox has in it at the start of every test; define yours to replace it.

    Whatever `serve(seed=...)` takes: a file, a `FlowSnapshot`, a dict, a function, a list of those.
    """
    return None


@pytest.fixture(scope="session")
def flochat_server(request: pytest.FixtureRequest, flochat_seed: Any) -> Iterator[Server]:
    """A sandbox, one for all tests of a run (of each worker), and as new at the start of each."""
    session = request.config.stash[_SESSION]
    yield session.start(_from_root(request.config, flochat_seed)).server
    session.close()


def _from_root(config: pytest.Config, seed: Any) -> Any:
    if isinstance(seed, list | tuple):
        return [_from_root(config, each) for each in seed]
    return config.rootpath / seed if isinstance(seed, str | Path) else seed


@pytest.fixture
def flochat_clock(request: pytest.FixtureRequest, flochat_server: Server) -> Clock:  # noqa: ARG001 - it starts the sandbox
    """The time of the sandbox and of the clients of the fixtures, who never really wait."""
    return _bench_of(request).clock


@pytest.fixture
def flochat_faults(request: pytest.FixtureRequest, flochat_server: Server) -> FaultPlan:  # noqa: ARG001
    """Makes requests of this test fail: `flochat_faults.storm(3)`."""
    return _bench_of(request).faults


@pytest.fixture
def flochat_client(flochat_server: Server, flochat_clock: Clock) -> Iterator[Flochat]:
    """A client of the sandbox, closed after the test."""
    from .. import Flochat

    with Flochat(
        flochat_server.api_key, base_url=flochat_server.url, runtime=flochat_clock.runtime
    ) as client:
        yield client


@pytest.fixture
def async_flochat_client(flochat_server: Server, flochat_clock: Clock) -> Iterator[AsyncFlochat]:
    """An async client of the sandbox, for whatever runs the test's loop.

    It is made outside of any loop and connects in the one that first uses it, so that it does not
    matter whether pytest-asyncio, anyio or the test itself runs one.
    """
    from .. import AsyncFlochat
    from .loops import close_idle

    client = AsyncFlochat(
        flochat_server.api_key, base_url=flochat_server.url, runtime=flochat_clock.async_runtime
    )
    yield client
    close_idle(client)


@pytest.fixture
def assert_sent(flochat_server: Server) -> Callable[..., Any]:
    """`assert_sent(person, text=...)`; see `flochat.testing.assert_sent`."""
    return _bound("assert_sent", flochat_server)


@pytest.fixture
def assert_tagged(flochat_server: Server) -> Callable[..., Any]:
    """`assert_tagged(person, "VIP")`; see `flochat.testing.assert_tagged`."""
    return _bound("assert_tagged", flochat_server)


@pytest.fixture
def assert_requests(flochat_server: Server) -> Callable[..., Any]:
    """`assert_requests(at_most=2)`; see `flochat.testing.assert_requests`."""
    return _bound("assert_requests", flochat_server)


def _bound(name: str, server: Server) -> Callable[..., Any]:
    from . import assertions

    check = getattr(assertions, name)

    def bound(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        return check(server, *args, **kwargs)

    return bound
