from abc import ABC, abstractmethod

from flochat import Flochat
from flochat.models import Subscriber


class Step(ABC):
    def __init__(self, api: Flochat):
        self.api = api

    @abstractmethod
    def apply(self, person: Subscriber) -> None: ...

    def everybody(self):
        for person in self.api.subscribers.list():
            self.apply(person)


class Greet(Step):
    def apply(self, person):
        print("Hello", person.name)  #@ name-retyped=adapts


class Label(Step):
    def apply(self, person: Subscriber) -> None:
        if person.last_message_type == "text":  #@ last-type=adapts
            self.api.flow.tags.create("Talks")  #@ tag-gone=breaks tag-color=breaks


for step in (Greet, Label):
    step(Flochat()).everybody()
