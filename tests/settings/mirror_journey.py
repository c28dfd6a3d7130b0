"""Keeping a mirror of a host of any habits: it is what is there, or says what it does not know."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Set
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from flochat import SyncReport

from .host import SETTLED, Host

#: When the people of the journey begin to interact, in Unix seconds, and how many there are.
_BEGIN: Final = 1_799_000_000
_PEOPLE: Final = 105
_ORDERS: Final = 104


def keeps_a_mirror(host: Host) -> None:
    """Somebody writes, somebody comes, somebody is deleted, and somebody is tagged in silence."""
    people = [_person(host, number) for number in range(_PEOPLE)]
    silent = host.seed.subscriber(first_name="Gil", last_interaction=None)
    host.seed.message(people[3], "Hello?", ts=int(host.clock.now) - 86_400)
    host.seed.orders(people[5], _ORDERS)
    with TemporaryDirectory() as folder:
        keeper = _Keeper(host, Path(folder) / "mirror.sqlite")
        keeper.sync(messages=True)
        keeper.compare()

        host.clock.now += 3_600
        for person in (*people[:7], silent):
            host.seed.interaction(person)
            host.seed.message(person, "And now?", ts=int(host.clock.now))
        host.seed.orders(people[6], 2, status="paid")
        keeper.sync(messages=True)
        keeper.compare()

        host.seed.subscriber(first_name="Fay", last_interaction=None)
        host.client.subscribers.create(email="hal@example.com", first_name="Hal")
        keeper.sync()
        keeper.compare(newcomers={"Fay", "Hal"} if keeper.does_not_say_how_many else frozenset())

        with host.truth() as client:
            client.subscribers.delete(people[1])
            client.subscribers.add_tags(people[90], ["Late"])
        keeper.sync(sweep=True)
        keeper.compare()


def _person(host: Host, number: int) -> str:
    """Somebody who interacted a minute before or after every other, in an order of its own."""
    interacted = datetime.fromtimestamp(_BEGIN + 60 * (number * 37 % _PEOPLE), UTC)
    user_ns: str = host.seed.subscriber(
        first_name=f"P{number}",
        phone=str(61_400_000_000 + number),
        tags=["VIP"] if number % 3 else [],
        user_fields={"Plan": "gold"} if number % 4 else None,
        last_interaction=interacted.strftime("%Y-%m-%d %H:%M:%S"),
    )
    return user_ns


class _Keeper:
    """A mirror, what its last sync said, and whether it is right."""

    def __init__(self, host: Host, path: Path) -> None:
        self.host = host
        self.mirror = host.client.mirror(path)
        self.path = path
        self.report = SyncReport(people=0)

    @property
    def does_not_say_how_many(self) -> bool:
        return "does not say how many" in self._notes

    @property
    def _notes(self) -> str:
        return "\n".join(self.report.cannot_see)

    def sync(self, **options: Any) -> None:
        self.host.clock.now += SETTLED
        self.report = self.mirror.sync(**options)

    def compare(self, *, newcomers: Set[str] = frozenset()) -> None:
        """See whether the mirror is the host.

        Those of `newcomers` who never interacted stand below everybody known, and may be missing.
        """
        counts = dict(self._values("SELECT user_ns, count(*) FROM messages GROUP BY user_ns"))
        with self.host.truth() as client:
            people = client.subscribers.list().to_list()
            orders = {order.id: order.status for order in client.shop.orders.list()}
            messages = {
                person.user_ns: client.subscribers.messages(
                    person, include_bot=True, include_notes=True, include_system=True
                ).count()
                for person in people
                if person.user_ns in counts
            }
        truth = {person.user_ns: self._of_model(person) for person in people}
        mirrored = self._people()
        for person in people:
            if person.first_name in newcomers and person.last_interaction is None:
                truth.pop(person.user_ns)
                mirrored.pop(person.user_ns, None)
        if "gave" in self._notes or "does not give" in self._notes:
            assert mirrored
        else:
            assert mirrored == truth
        if "orders were last read, the list gave fewer" not in self._notes:
            assert self._orders() == orders
        for user_ns, count in messages.items():
            assert counts[user_ns] == count or "could not be read" in self._notes

    def _of_model(self, person: Any) -> tuple[Any, ...]:
        interacted = person.last_interaction
        return (
            person.first_name,
            person.phone,
            None if interacted is None else interacted.isoformat(),
            sorted(tag.name for tag in person.tags),
            sorted((field.name, field.value) for field in person.user_fields),
        )

    def _people(self) -> dict[str, tuple[Any, ...]]:
        rows = self._values("SELECT user_ns, first_name, phone, last_interaction FROM people_now")
        tags = self._by_person("SELECT user_ns, tag FROM person_tags")
        fields = self._by_person("SELECT user_ns, field, value FROM person_fields")
        return {
            user_ns: (
                *columns,
                sorted(tag for (tag,) in tags[user_ns]),
                sorted(fields[user_ns]),
            )
            for user_ns, *columns in rows
        }

    def _by_person(self, sql: str) -> dict[str, list[tuple[Any, ...]]]:
        found = defaultdict(list)
        for user_ns, *values in self._values(sql):
            found[user_ns].append(tuple(values))
        return found

    def _orders(self) -> dict[int, str]:
        return dict(self._values("SELECT id, status FROM orders WHERE vanished_at IS NULL"))

    def _values(self, sql: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(self.path)) as database:
            return database.execute(sql, values).fetchall()
