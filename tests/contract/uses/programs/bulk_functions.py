import csv
from functools import partial

from flochat import AsyncFlochat, Flochat

client = Flochat()
people = client.subscribers.list()
client.bulk.send_text(people, lambda person: f"Hi {person.last_message_type}", journal="1.sqlite")  #@ last-type=adapts


def greet(person):
    return f"Hi {person.last_message_type}"  #@ last-type=adapts


client.bulk.send_text(client.subscribers.list(), content=greet, journal="2.sqlite")


class Subject:
    def __init__(self, before):
        self.before = before

    def __call__(self, person):
        return self.before + person.last_message_type.upper()  #@ last-type=breaks


client.bulk.send_email([*client.subscribers.list()], "News", subject=Subject("Re: "), journal="3.sqlite")


def named(greeting, person):
    return greeting + person.last_message_type.title()  #@ last-type=breaks


client.bulk.send_text(people=people, content=partial(named, "Hi "), journal="4.sqlite")
texts = {"short": lambda person: person.last_message_type, "long": greet}  #@ last-type=adapts
client.bulk.send_text(people, texts["short"], journal="5.sqlite")
rows = [{"user_ns": it.user_ns, "type": it.last_message_type} for it in people]  #@ last-type=breaks
client.bulk.send_text(rows, lambda row: row["type"].upper(), journal="6.sqlite")
client.bulk.set_fields(people, lambda it: {"Last": it.last_message_type or ""}, journal="7.sqlite")  #@ last-type=adapts

with open("people.csv") as file:
    client.bulk.send_text(csv.DictReader(file), lambda row: row["last_message_type"], journal="8.sqlite")
client.bulk.send_text(["f1u2"], lambda user_ns: f"Hi {user_ns}", journal="9.sqlite")
client.bulk.send_text(people, lambda person: f"Hi {person.name}", journal="10.sqlite")  #@ name-retyped=adapts


class Campaign:
    def text(self, person):
        return person.last_message_type  #@ last-type=adapts

    async def run(self, client: AsyncFlochat):
        await client.bulk.send_text(client.subscribers.list(), self.text, journal="11.sqlite").run()
