import csv
import sys
from dataclasses import dataclass
from functools import cache
from typing import Iterable, Iterator, NamedTuple

from retrying import logged

from flochat import AsyncFlochat, Flochat

client = Flochat()
NUMBERS: tuple[int, ...] = (3, 4)
client.team.labels.delete(NUMBERS[0])  #@ label-by-id-gone=breaks


@dataclass
class Row:
    number: int
    name: str

    @property
    def next(self) -> int:
        return self.number + 1

    def delete(self):
        client.team.labels.delete(self.number)  #@ label-by-id-gone=breaks
        client.team.labels.delete(self.name)  #@ label-by-name-gone=breaks


class Pair(NamedTuple):
    first: int
    second: str


def numbers() -> list[int]:
    return [int(it) for it in sys.argv[1:]]


def counted() -> Iterator[int]:
    for it in sys.argv:
        yield len(it)


@cache
def kept() -> int:
    return int(sys.argv[1])


@logged
def wrapped() -> int:
    return int(sys.argv[1])


def in_loops(several: list[int], names: Iterable[str], by_name: dict[str, int] | None, rows: list["Row"]):
    client.team.labels.delete(several[0])  #@ label-by-id-gone=breaks
    for number in several:
        client.team.labels.delete(number)  #@ label-by-id-gone=breaks
    for name in names:
        client.team.labels.delete(name)  #@ label-by-name-gone=breaks
    for place, name in enumerate(names, 1):
        client.team.labels.delete(place)  #@ label-by-id-gone=breaks
    for key, value in by_name.items():
        client.team.labels.delete(key)  #@ label-by-name-gone=breaks
        client.team.labels.delete(value)  #@ label-by-id-gone=breaks
    for value in sorted(by_name.values()):
        client.team.labels.delete(value)  #@ label-by-id-gone=breaks
    for row in rows:
        client.team.labels.delete(row.number)  #@ label-by-id-gone=breaks
        client.team.labels.delete(row.next)  #@ label-by-id-gone=breaks
    for count in range(3):
        client.team.labels.delete(count + 1)  #@ label-by-id-gone=breaks
    for one, other in zip(several, names):
        client.team.labels.delete(one)  #@ label-by-id-gone=breaks
        client.team.labels.delete(other)  #@ label-by-name-gone=breaks
    [client.team.labels.delete(it) for it in several if it]  #@ label-by-id-gone=breaks
    [client.team.labels.delete(it) for them in [several] for it in them]  #@ label-by-id-gone=breaks


def in_names(raw, text: str, pair: tuple[int, str], given: Pair):
    number = int(raw)
    client.team.labels.delete(number)  #@ label-by-id-gone=breaks
    declared: int = raw["number"]
    client.team.labels.delete(declared)  #@ label-by-id-gone=breaks
    client.team.labels.delete(numbers()[0])  #@ label-by-id-gone=breaks
    for it in numbers():
        client.team.labels.delete(it)  #@ label-by-id-gone=breaks
    for it in counted():
        client.team.labels.delete(it)  #@ label-by-id-gone=breaks
    client.team.labels.delete(kept())  #@ label-by-id-gone=breaks
    client.team.labels.delete(wrapped())  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    client.team.labels.delete(pair[0])  #@ label-by-id-gone=breaks
    client.team.labels.delete(pair[1])  #@ label-by-name-gone=breaks
    first, second = pair
    client.team.labels.delete(first)  #@ label-by-id-gone=breaks
    client.team.labels.delete(len(text))  #@ label-by-id-gone=breaks
    client.team.labels.delete(given.first)  #@ label-by-id-gone=breaks
    if (length := len(text)) > 3:
        client.team.labels.delete(length)  #@ label-by-id-gone=breaks


def not_certain(raw, several: list[int | str], number: int, text: str):
    either = int(raw) if raw else text
    client.team.labels.delete(either)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    client.team.labels.delete(several[0])  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    for other in several:
        client.team.labels.delete(other)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    for row in csv.reader(raw):
        client.team.labels.delete(row[0])  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    changed = int(raw)
    if raw:
        changed = raw.name
    client.team.labels.delete(changed)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    counted = int(raw)

    def change():
        nonlocal counted
        counted = raw.name

    client.team.labels.delete(counted)  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    with open(raw) as number:
        client.team.labels.delete(number)  #@ label-by-id-gone=breaks label-by-name-gone=breaks


def of_another_meaning(len, range, raw):
    client.team.labels.delete(len(raw))  #@ label-by-id-gone=breaks label-by-name-gone=breaks
    for it in range(3):
        client.team.labels.delete(it)  #@ label-by-id-gone=breaks label-by-name-gone=breaks


async def first_number(raw) -> int:
    return raw.number


async def later(client: AsyncFlochat, raw):
    number = await first_number(raw)
    await client.team.labels.delete(number)  #@ label-by-id-gone=breaks
    await client.team.labels.delete(await first_number(raw))  #@ label-by-id-gone=breaks
