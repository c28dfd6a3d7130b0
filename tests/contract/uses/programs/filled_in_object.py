from collections import UserDict
from dataclasses import dataclass, field

from flochat import Flochat

client = Flochat()


class Rows(list):
    def load(self):
        self.extend(client.subscribers.list())
        super().append(client.subscribers.get("f1u1"))
        return self


class Index(UserDict):
    pass


class Box:
    def __init__(self):
        self._items = {}

    def __setitem__(self, key, item):
        self._items[key] = item

    def __getitem__(self, key):
        return self._items[key]

    @property
    def current(self):
        return self._current

    @current.setter
    def current(self, value):
        self._current = value


@dataclass
class Report:
    rows: list = field(default_factory=list)

    def take(self, person):
        self.rows.append(person)


rows, index, box, report = Rows().load(), Index(), Box(), Report()
index["a"] = client.subscribers.get("f1u1")
box["a"] = client.subscribers.get("f1u1")
box.current = client.subscribers.get("f1u1")
take = report.take
take(client.subscribers.get("f1u1"))
print(rows[0].last_message_type, [row.name for row in rows])  #@ last-type=adapts name-retyped=adapts
print(index["a"].last_message_type)  #@ last-type=adapts
print(box["a"].last_message_type)  #@ last-type=adapts
print(box.current.last_message_type)  #@ last-type=adapts
print(report.rows[0].last_message_type)  #@ last-type=adapts
