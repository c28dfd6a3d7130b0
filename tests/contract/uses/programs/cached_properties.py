from functools import cache, cached_property

from flochat import Flochat


class Shop:
    def __init__(self, key: str) -> None:
        self._key = key

    @cached_property
    def client(self) -> Flochat:
        return Flochat(self._key)

    @cached_property
    def owner(self):
        return self.client.account.me()  #@ me-gone=breaks

    @cached_property
    def _by_ns(self):
        return {one.user_ns: one for one in self.client.subscribers.list()}

    @property
    def tags(self):
        yield from self.client.flow.tags.list(name="shop")  #@ tags-filter=adapts tags-filter-length=breaks

    def name(self, ns):
        return self._by_ns[ns].name.title()  #@ name-retyped=breaks

    def last(self, ns):
        person = self._by_ns.get(ns)
        return person.last_message_type if person else None  #@ last-type=adapts

    def labels(self):
        return ", ".join(tag.name for tag in self.tags)  #@ tag-name=breaks


@cache
def shop():
    return Shop("k")


if (one := shop().client.subscribers.get("f1u1")) and one.gender == "female":  #@ gender-more=adapts
    print(shop()._by_ns.popitem()[1].name.upper())  #@ name-retyped=breaks
