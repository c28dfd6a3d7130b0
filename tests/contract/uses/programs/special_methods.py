from itertools import chain

from flochat import Flochat


class Rule:
    rules = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.rules.append(cls)


class Silent(Rule):
    def applies(self, person):
        return person.last_message_type is None  #@ last-type=adapts


class Pages:
    def __init__(self, source):
        self._source = source

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._source)

    def __or__(self, sink):
        return sink(self)

    def __rshift__(self, target):
        target.extend(self)
        return target


def index(people):
    return {person.user_ns: person for person in people}


people = Flochat().subscribers.list()
for rule in Rule.rules:
    rule().applies(people.first())
found = Pages(iter(people)) | index
print(found["f1u1"].last_message_type)  #@ last-type=adapts
rows = Pages(iter(people)) >> []
print(rows[0].last_message_type)  #@ last-type=adapts
print([tag.name for tag in chain.from_iterable(one.tags for one in people)])  #@ tag-name=adapts
print([tag.name for tag in chain(*(one.tags for one in people))])  #@ tag-name=adapts
