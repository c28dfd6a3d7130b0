"""Each setting of each habit, with what is done on hosts that it touches, and a mix of all.

The mix is drawn at random, and the end of the run prints its seed: FLOCHAT_SETTINGS_SEED repeats
it. `make settings` (`python -m tests.settings`) goes through the whole matrix: each setting with
everything that is done, and many mixes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest

from flochat.sandbox import Server, serve
from flochat.sandbox.habits import HABITS, random_habits
from tests.support.clients import Clients, Clock
from tests.support.services import SHOP

from .host import QUOTA, SERVICE, Host
from .journeys import JOURNEYS, Journey, exports_what_there_is, waits_for_the_quota
from .mirror_journey import keeps_a_mirror

#: Whether each setting meets everything that is done, and how many mixes there are besides.
WHOLE: Final = os.environ.get("FLOCHAT_SETTINGS") == "all"
MIXES: Final = int(os.environ.get("FLOCHAT_SETTINGS_MIXES", "1"))
#: They make several hundred requests each.
LONG: Final = (exports_what_there_is, keeps_a_mirror)
#: Every setting that is not a default, with each journey that touches it.
CASES: Final = [
    pytest.param(
        {habit: setting},
        journey,
        id=f"{habit}={setting}-{journey.__name__}",
        marks=[pytest.mark.long] if journey in LONG else [],
    )
    for journey, touched in JOURNEYS.items()
    for habit in (HABITS if WHOLE else dict.fromkeys(touched))
    for setting in HABITS[habit][1:]
]


class _Time:
    """What the sandbox takes for the time: the clock of the test that runs."""

    def __init__(self) -> None:
        self.clock = Clock()

    def __call__(self) -> float:
        return self.clock.now


@pytest.fixture(scope="module")
def time() -> _Time:
    return _Time()


@pytest.fixture(scope="module")
def servers(time: _Time) -> Iterator[dict[bool, Server]]:
    """A sandbox with a usual quota, and one with a small one."""
    routes = {SHOP: SERVICE}
    with (
        serve(clock=time, routes=routes) as usual,
        serve(quota=QUOTA, clock=time, routes=routes) as small,
    ):
        yield {False: usual, True: small}


@pytest.fixture
def host(
    servers: dict[bool, Server], journey: Journey, time: _Time, make_client: Clients, clock: Clock
) -> Host:
    time.clock = clock
    server = servers[journey is waits_for_the_quota]
    server.reset()
    client = make_client(server.url, clock=clock, default_country="AU")
    return Host(server, clock, make_client, {}, client)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_a_host_of_the_defaults(host: Host, journey: Journey) -> None:
    journey(host)


@pytest.mark.parametrize(("habits", "journey"), CASES)
def test_a_host_of_one_other_habit(host: Host, habits: dict[str, str], journey: Journey) -> None:
    host.habits = habits
    host.server.change_habits(habits)
    journey(host)


@pytest.mark.parametrize("number", range(MIXES))
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_a_host_of_habits_drawn_at_random(host: Host, journey: Journey, number: int) -> None:
    host.habits = random_habits(int(os.environ["FLOCHAT_SETTINGS_SEED"]) + number)
    host.server.change_habits(host.habits)
    journey(host)


def test_every_habit_is_touched() -> None:
    touched = {habit for habits in JOURNEYS.values() for habit in habits}
    assert touched == HABITS.keys()
