"""A mirror of people who write, come and go while it is read: nobody is missed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from flochat import Flochat
from flochat.sandbox import Server, serve
from tests.support.clients import Clients, Clock

#: Pages of ten rows, so that few people fill many.
SMALL_PAGES = {"limit": "ignored"}
BEGIN = 1_800_000_000.0


@pytest.fixture
def host(clock: Clock) -> Iterator[Server]:
    clock.now = BEGIN
    with serve(clock=lambda: clock.now, quota=100_000, habits=SMALL_PAGES) as server:
        yield server


@pytest.fixture
def mirror(host: Server, make_client: Clients, clock: Clock, tmp_path: Path) -> Any:
    client = make_client(host.url, clock=clock)
    return client.mirror(tmp_path / "mirror.sqlite")


def interactions(path: Path) -> dict[str, str | None]:
    """When everybody interacted who is listed, as the mirror has it."""
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT user_ns, last_interaction FROM people_now"))


def truth(host: Server, make_client: Clients, clock: Clock) -> dict[str, str | None]:
    client = make_client(host.url, clock=clock)
    return {
        person.user_ns: person.last_interaction and person.last_interaction.isoformat()
        for person in client.subscribers.list().to_list()
    }


class World:
    """People who do something at random, some of them in the same second."""

    def __init__(self, host: Server, clock: Clock, chance: Random) -> None:
        self.host, self.clock, self.chance = host, clock, chance
        self.people = [self._person() for _ in range(chance.randint(0, 60))]
        self.gone: set[str] = set()

    def _person(self, **columns: Any) -> str:
        self.clock.now += self.chance.choice((0, 1))
        return self.host.seed.subscriber(first_name="P", **columns)

    def happen(self, most: int, *, deletions: bool = False) -> None:
        for _ in range(self.chance.randint(0, most)):
            self.clock.now += self.chance.choice((0, 0, 1, 7))
            what = self.chance.random()
            if not self.people or (what < 0.15 and not deletions):
                self.people.append(self._person())
            elif what < 0.22 and deletions:
                victim = self.people.pop(self.chance.randrange(len(self.people)))
                with Flochat(self.host.api_key, base_url=self.host.url) as client:
                    client.subscribers.delete(victim)
                self.gone.add(victim)
            else:
                self.host.seed.interaction(self.chance.choice(self.people))


@pytest.mark.parametrize("seed", range(5))
def test_whoever_writes_between_two_pages_is_seen_by_the_next_sync(
    mirror: Any, host: Server, make_client: Clients, clock: Clock, seed: int
) -> None:
    chance = Random(seed)
    world = World(host, clock, chance)
    is_busy = chance.random() < 0.5
    for _ in range(8):
        world.happen(30)
        mirror.sync(orders=False, progress=lambda _: world.happen(9 if is_busy else 4))
    mirror.sync(orders=False)
    assert interactions(mirror.path) == truth(host, make_client, clock)


@pytest.mark.parametrize("seed", range(5))
def test_nobody_slips_past_when_others_are_deleted(
    mirror: Any, host: Server, make_client: Clients, clock: Clock, seed: int
) -> None:
    chance = Random(seed)
    world = World(host, clock, chance)
    for _ in range(8):
        world.happen(30, deletions=True)
        mirror.sync(orders=False, progress=lambda _: world.happen(4, deletions=True))
    mirror.sync(orders=False)
    mirrored, expected = interactions(mirror.path), truth(host, make_client, clock)
    assert {name: mirrored.get(name) for name in expected} == expected
    assert mirrored.keys() - expected.keys() <= world.gone
    mirror.sync(orders=False, sweep=True)
    assert interactions(mirror.path) == expected


class CutOffError(Exception):
    """A sync ends here."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("deletions", [False, True])
def test_syncs_that_are_cut_off_anywhere_miss_nobody(
    mirror: Any, host: Server, make_client: Clients, clock: Clock, seed: int, deletions: bool
) -> None:
    chance = Random(seed)
    world = World(host, clock, chance)
    world.people += [world._person() for _ in range(60)]

    def go_on(_: object) -> None:
        world.happen(3, deletions=deletions)
        if chance.random() < 0.22:
            raise CutOffError

    for _ in range(10):
        world.happen(12, deletions=deletions)
        with suppress(CutOffError):
            mirror.sync(orders=False, sweep=chance.random() < 0.5, progress=go_on)
    mirror.sync(orders=False)
    mirror.sync(orders=False)
    mirrored, expected = interactions(mirror.path), truth(host, make_client, clock)
    assert {name: mirrored.get(name) for name in expected} == expected
    assert mirrored.keys() - expected.keys() <= world.gone
