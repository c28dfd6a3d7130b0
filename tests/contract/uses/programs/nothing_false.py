from dataclasses import dataclass

from flochat import Flochat


@dataclass
class Person:
    name: str
    gender: str
    last_message_type: str | None = None


class Tags:
    def list(self):
        return [Person("a", "male")]

    def create(self, name):
        return Person(name, "female")


class Fake:
    def __init__(self):
        self.tags = Tags()


fake = Fake()
print(fake.tags.create("x").name)
for row in fake.tags.list():
    print(row.name, row.gender == "male", row.last_message_type)
client = Flochat()
field = client.flow.user_fields.list().first()
print(field.name)
person = Person("x", "male")
print(person.name, person.last_message_type)
client = fake
print(client.tags.create("y").name)
text = "GET /me"
name = text.split()[0]
for agent in Flochat().agents.list():
    print(agent.name)
