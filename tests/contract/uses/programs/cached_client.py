from functools import cached_property, lru_cache
from operator import attrgetter

import flochat


@lru_cache(maxsize=1)
def client() -> flochat.Flochat:
    return flochat.Flochat()


class Report:
    @cached_property
    def people(self):
        return list(client().subscribers.list())

    def last(self):
        return {person.user_ns: person.last_message_type for person in self.people}  #@ last-type=adapts

    def by_name(self):
        return sorted(self.people, key=attrgetter("name"))  #@ name-retyped=breaks


Report().by_name()
client().flow.tags.create("A")  #@ tag-gone=breaks tag-color=breaks
