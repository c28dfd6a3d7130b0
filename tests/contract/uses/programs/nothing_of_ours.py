"""Names that look like those of a client, and objects that are not ours."""

from dataclasses import dataclass


@dataclass
class Person:
    name: str
    last_message_type: str = "text"


class Tags:
    def create(self, name: str) -> Person:
        return Person(name)


class Flow:
    tags = Tags()


class Client:
    flow = Flow()

    def me(self):
        return Person("me")


client = Client()
print(client.flow.tags.create("x").name, client.me().last_message_type)
print([person.name for person in map(Person, "abc")])
